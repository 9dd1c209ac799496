import type { Map as MapLibre } from "maplibre-gl";
import { Slide } from "./slide";

/** Where no graphics processor draws, but the machine's own, each picture takes it a tenth of a second: there a drag slides
 * the picture, and the map is drawn at less than half its fineness while it is moved, and fine again when it rests. */

const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software/i;
const MOVING = 0.4;

export function isDrawnBySoftware(canvas: HTMLCanvasElement): boolean {
  const gl = canvas.getContext("webgl2");
  const names = gl?.getExtension("WEBGL_debug_renderer_info");
  return gl !== null && names != null && SOFTWARE.test(String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)));
}

/** Keeps a map that is moved in step with the hand, if the machine itself has to draw it. */
export class Pace {
  readonly #slide: Slide | undefined;
  #isCoarse = false;

  constructor(private readonly map: MapLibre) {
    if (!isDrawnBySoftware(map.getCanvas())) return;
    this.#slide = new Slide(map, { coarsen: () => this.coarsen(), refine: () => this.#refine() });
    map.getCanvasContainer().addEventListener("wheel", () => this.coarsen(), { capture: true, passive: true });
    map.on("idle", () => {
      if (!this.isSliding) this.#refine();
    });
  }

  /** Whether the picture is not where the camera is. */
  get isSliding(): boolean {
    return this.#slide?.isSliding ?? false;
  }

  /** To be called before the map is moved by anything but a drag: another fineness is another size of the picture, which
   * would end a movement that has begun. */
  coarsen(): void {
    if (!this.#slide || this.#isCoarse || this.map.isMoving()) return;
    this.#isCoarse = true;
    this.map.setPixelRatio(devicePixelRatio * MOVING);
  }

  #refine(): void {
    if (!this.#isCoarse) return;
    this.#isCoarse = false;
    this.map.setPixelRatio(devicePixelRatio);
  }
}
