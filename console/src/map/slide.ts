import type { Map as MapLibre } from "maplibre-gl";

/** Dragging where the machine itself has to draw: the picture that is there is slid along, which costs next to nothing,
 * and drawn anew when it has been slid far (coarsely), or rests. What comes in at the edge is empty until then. */

/** Drawn anew after so much of the map's smaller side. */
const FAR = 0.22;
/** Drawn anew when the pointer has not moved for so long. */
const REST_MS = 250;

/** How finely the map is drawn. */
export interface Fineness {
  coarsen(): void;
  refine(): void;
}

export class Slide {
  /** Where the pointer is, from where the camera of the last picture took it to be. */
  #offset: [x_px: number, y_px: number] = [0, 0];
  /** How much of it the camera has been moved by, for a picture that is not drawn yet. */
  #underway: [x_px: number, y_px: number] = [0, 0];
  #last: [x_px: number, y_px: number] | undefined;
  #frame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #isAllowed = true;

  constructor(
    private readonly map: MapLibre,
    private readonly fineness: Fineness,
  ) {
    const over = new AbortController();
    const { signal } = over;
    const surface = map.getCanvasContainer();
    surface.addEventListener("pointerdown", (event) => this.#begin(event), { capture: true, signal });
    addEventListener("pointermove", (event) => this.#move(event), { signal });
    for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, () => this.#end(), { signal });
    map.on("render", () => this.#drawn());
    map.on("remove", () => over.abort());
    this.#takeOver();
  }

  get isSliding(): boolean {
    return this.#last !== undefined;
  }

  /** The library's own dragging is left to fingers. Whoever draws on the map forbids and allows dragging as before. */
  #takeOver(): void {
    const own = this.map.dragPan;
    const [enable, disable] = [own.enable.bind(own), own.disable.bind(own)];
    disable();
    own.enable = () => void (this.#isAllowed = true);
    own.disable = () => {
      this.#isAllowed = false;
      disable();
    };
    own.isEnabled = () => this.#isAllowed;
    this.#byFinger = (isFinger) => (isFinger && this.#isAllowed ? enable() : disable());
  }

  #byFinger: (isFinger: boolean) => void = () => {};

  #begin({ pointerType, button, shiftKey, ctrlKey, clientX, clientY }: PointerEvent): void {
    this.#byFinger(pointerType !== "mouse");
    if (pointerType !== "mouse" || button !== 0 || shiftKey || ctrlKey || !this.#isAllowed) return;
    this.map.stop();
    this.#last = [clientX, clientY];
  }

  #move({ clientX, clientY }: PointerEvent): void {
    if (!this.#last || !this.#isAllowed) return;
    this.#offset = [this.#offset[0] + clientX - this.#last[0], this.#offset[1] + clientY - this.#last[1]];
    this.#last = [clientX, clientY];
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#show();
    });
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#drawFinely(), REST_MS);
    const { clientWidth, clientHeight } = this.map.getCanvas();
    if (Math.hypot(...this.#offset) <= FAR * Math.min(clientWidth, clientHeight)) return;
    this.fineness.coarsen();
    this.#drawAnew();
  }

  #end(): void {
    if (!this.#last) return;
    this.#last = undefined;
    clearTimeout(this.#rest);
    this.#drawFinely();
  }

  #drawFinely(): void {
    this.fineness.refine();
    this.#drawAnew();
  }

  #show(): void {
    const [x, y] = this.#offset;
    this.map.getCanvas().style.transform = x || y ? `translate(${x}px, ${y}px)` : "";
  }

  #drawAnew(): void {
    if (this.#underway[0] || this.#underway[1]) return;
    const [x, y] = this.#offset;
    if (!x && !y) return;
    this.#underway = [x, y];
    this.map.panBy([-x, -y], { animate: false });
  }

  /** The picture has come to where the camera is: what is left to slide is what came since. */
  #drawn(): void {
    const [x, y] = this.#underway;
    if (!x && !y) return;
    this.#underway = [0, 0];
    this.#offset = [this.#offset[0] - x, this.#offset[1] - y];
    this.#show();
    if (!this.isSliding) this.#drawAnew();
  }
}
