import type { Map as MapLibre } from "maplibre-gl";

/** Where no graphics processor draws, but the machine's own, each picture takes it a tenth of a second: there the map is
 * drawn at less than half its fineness while it moves, and fine again when it rests. */

const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;
const MOVING = 0.4;

export function isDrawnBySoftware(canvas: HTMLCanvasElement): boolean {
  const gl = canvas.getContext("webgl2");
  const names = gl?.getExtension("WEBGL_debug_renderer_info");
  return gl !== null && names != null && SOFTWARE.test(String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)));
}

/** Gives what is to be called before the map is moved by anything but the pointer. */
export function keepPace(map: MapLibre): () => void {
  const canvas = map.getCanvas();
  if (!isDrawnBySoftware(canvas)) return () => {};
  let isCoarse = false;
  let isHeld = false;
  // Another fineness is another size of the picture, which would end a movement that has begun: so it comes before, when
  // the button goes down, not with the first step.
  const coarsen = () => {
    if (isCoarse || map.isMoving()) return;
    isCoarse = true;
    map.setPixelRatio(devicePixelRatio * MOVING);
  };
  const surface = map.getCanvasContainer();
  surface.addEventListener(
    "pointerdown",
    ({ button }) => {
      if (button !== 0) return;
      isHeld = true;
      coarsen();
    },
    { capture: true },
  );
  surface.addEventListener("wheel", coarsen, { capture: true, passive: true });
  const letGo = () => {
    isHeld = false;
    if (isCoarse) map.triggerRepaint();
  };
  addEventListener("pointerup", letGo);
  addEventListener("pointercancel", letGo);
  map.on("idle", () => {
    if (!isCoarse || isHeld) return;
    isCoarse = false;
    map.setPixelRatio(devicePixelRatio);
  });
  map.on("remove", () => {
    removeEventListener("pointerup", letGo);
    removeEventListener("pointercancel", letGo);
  });
  return coarsen;
}
