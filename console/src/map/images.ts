import type { Colours } from "./colours";
import { isNotified, KINDS, type Kind } from "../live/kinds";
import type { Look } from "./things";

/** Marks, hatchings and names, drawn by the browser itself: no file of pictures or letters is asked for, and the browser
 * shapes every script, Arabic as it should be. */

const RATIO = 2;

export interface Picture {
  data: ImageData;
  pixelRatio: number;
}

/** Drawn on a square of 24. What is said twice is a stroke. */
const SIGNS: Record<Kind, { fill?: string; stroke?: string }> = {
  aircraft: {
    fill: "M12 2.5c.9 0 1.4 1.4 1.4 3v3.6l7.1 4.7v2l-7.1-2.2v4l2.2 1.7v1.7L12 20l-3.6 1v-1.7l2.2-1.7v-4l-7.1 2.2v-2l7.1-4.7V5.5c0-1.6.5-3 1.4-3z",
  },
  drone: {
    fill: "M9.4 9.4h5.2v5.2H9.4z",
    stroke:
      "M6 6l12 12M18 6L6 18M8.6 6a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0zM20.6 6a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0zM8.6 18a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0zM20.6 18a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0z",
  },
  convoy: {
    fill: "M2.5 7h11v9h-11zM14.5 9.5h4l3 3.2V16h-7zM8 17.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM20 17.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
  },
  team: {
    fill: "M10.5 7.5a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM19.5 7.5a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM2.5 19c0-4 2-6.5 5-6.5s4.3 2 4.5 4c.2-2 1.5-4 4.5-4s5 2.5 5 6.5z",
  },
  "field-work": { fill: "M10.8 3h2.4l4.6 13.5h2.7V20H3.5v-3.5h2.7zM9.1 13.5h5.8l-.9-2.8h-4z" },
  constraint: { stroke: "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0zM6.5 12h11" },
  site: { fill: "M12 3l9 7.5h-2.5V20.5h-13V10.5H3zM10.8 10.5v2.3H8.5v2.4h2.3v2.3h2.4v-2.3h2.3v-2.4h-2.3v-2.3z" },
  movement: { stroke: "M3 12h16M13 5.5l6.5 6.5-6.5 6.5M3 6.5h4M3 17.5h4" },
  infrastructure: { fill: "M13.5 2L5 13.5h5.5L9.5 22 19 9.5h-6z" },
};

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const made = document.createElement("canvas");
  made.width = Math.ceil(width * RATIO);
  made.height = Math.ceil(height * RATIO);
  const context = made.getContext("2d", { willReadFrequently: true })!;
  context.scale(RATIO, RATIO);
  return context;
}

function pictureOf(context: CanvasRenderingContext2D): Picture {
  const { width, height } = context.canvas;
  return { data: context.getImageData(0, 0, width, height), pixelRatio: RATIO };
}

/** The plate says what it is at a glance: a disc moves or works, a square is notified, an octagon is closed. */
function plate(kind: Kind, middle: number, radius: number): Path2D {
  const path = new Path2D();
  if (isNotified(kind)) {
    path.roundRect(middle - radius * 0.92, middle - radius * 0.92, radius * 1.84, radius * 1.84, 4);
  } else if (kind === "constraint") {
    for (let i = 0; i < 8; i++) {
      const angle = Math.PI / 8 + (i * Math.PI) / 4;
      path.lineTo(middle + radius * Math.cos(angle), middle + radius * Math.sin(angle));
    }
    path.closePath();
  } else {
    path.arc(middle, middle, radius, 0, 2 * Math.PI);
  }
  return path;
}

/** Own: a full plate. Others': an empty one. Planned: its edge is dashed. Coarse: no plate, a dotted ring and a wave.
 * Something wrong: a red plate and an exclamation mark. */
export function markPicture(kind: Kind, own: boolean, look: Look, coarse: boolean, colours: Colours): Picture {
  const size = 34;
  const [middle, radius] = [size / 2, 12];
  const context = canvas(size, size);
  const colour = look === "alarm" ? colours.alarm : own ? colours.own : colours.theirs;
  const full = (own || look === "alarm") && !coarse;
  const shape = plate(kind, middle, full ? radius - 1.4 : radius);
  context.lineJoin = "round";
  context.globalAlpha = coarse ? 0.82 : 1;
  context.fillStyle = colours.sheet;
  context.fill(plate(kind, middle, radius + 1));
  context.globalAlpha = 1;
  if (full) {
    context.fillStyle = colour;
    context.fill(shape);
  }
  context.strokeStyle = colour;
  context.lineWidth = full ? 1.6 : 2;
  if (look === "planned" && !coarse) context.setLineDash([4, 2.6]);
  if (coarse) context.setLineDash([1.2, 3.2]);
  context.lineCap = coarse ? "round" : "butt";
  context.stroke(full ? plate(kind, middle, radius + 1) : shape);
  context.setLineDash([]);
  drawSign(context, kind, middle, full ? 14 : 15, full ? colours.onMark : colour);
  if (coarse) corner(context, size, "≈", colour, colours.sheet);
  else if (look === "alarm") corner(context, size, "!", colours.sheet, colour);
  return pictureOf(context);
}

function corner(context: CanvasRenderingContext2D, size: number, sign: string, ink: string, ground: string): void {
  context.beginPath();
  context.arc(size - 8, 8, 6.4, 0, 2 * Math.PI);
  context.fillStyle = ground;
  context.fill();
  context.lineWidth = 1.4;
  context.strokeStyle = ink;
  context.stroke();
  context.fillStyle = ink;
  context.font = "bold 11px sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(sign, size - 8, 8.4);
}

function drawSign(context: CanvasRenderingContext2D, kind: Kind, middle: number, size: number, colour: string): void {
  const { fill, stroke } = SIGNS[kind];
  context.save();
  context.translate(middle - size / 2, middle - size / 2);
  context.scale(size / 24, size / 24);
  context.fillStyle = context.strokeStyle = colour;
  if (fill) context.fill(new Path2D(fill), "evenodd");
  context.lineWidth = 2.6;
  context.lineCap = "round";
  if (stroke) context.stroke(new Path2D(stroke));
  context.restore();
}

/** The sign of a kind by itself, for lists and legends: its paths on a square of 24. */
export function signPaths(kind: Kind): { fill: string; stroke: string } {
  return { fill: SIGNS[kind].fill ?? "", stroke: SIGNS[kind].stroke ?? "" };
}

export function conflictPicture(binding: boolean, colours: Colours): Picture {
  const size = 30;
  const context = canvas(size, size);
  context.beginPath();
  context.moveTo(15, 3);
  context.lineTo(28, 26);
  context.lineTo(2, 26);
  context.closePath();
  context.lineJoin = "round";
  context.fillStyle = binding ? colours.alarm : colours.sheet;
  context.fill();
  context.lineWidth = 2.4;
  context.strokeStyle = binding ? colours.sheet : colours.measure;
  context.stroke();
  context.fillStyle = binding ? colours.onMark : colours.measure;
  context.font = "bold 15px sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText("!", 15, 18);
  return pictureOf(context);
}

type Stroke = (context: CanvasRenderingContext2D) => void;
const TILE = 16;

function lines(...ends: [number, number, number, number][]): Stroke {
  return (context) => {
    for (const [x, y, toX, toY] of ends) {
      context.moveTo(x, y);
      context.lineTo(toX, toY);
    }
  };
}

/** A hatching for each kind, on a square that repeats. */
const HATCHES: Record<Kind, Stroke> = {
  aircraft: lines([-4, 12, 12, -4], [4, 20, 20, 4]),
  drone: (context) => {
    for (const [x, y] of [
      [4, 4],
      [12, 12],
    ] as const) {
      context.moveTo(x + 1, y);
      context.arc(x, y, 1, 0, 2 * Math.PI);
    }
  },
  convoy: lines([-1, 4, 17, 4], [-1, 12, 17, 12]),
  team: lines([4, 1.5, 4, 6.5], [1.5, 4, 6.5, 4], [12, 9.5, 12, 14.5], [9.5, 12, 14.5, 12]),
  "field-work": lines(
    [0, 6, 4, 2],
    [4, 2, 8, 6],
    [8, 6, 12, 2],
    [12, 2, 16, 6],
    [0, 14, 4, 10],
    [4, 10, 8, 14],
    [8, 14, 12, 10],
    [12, 10, 16, 14],
  ),
  constraint: lines([-4, 12, 12, -4], [4, 20, 20, 4], [4, -4, 20, 12], [-4, 4, 12, 20]),
  site: lines([4, -4, 20, 12], [-4, 4, 12, 20]),
  movement: lines([4, -1, 4, 17], [12, -1, 12, 17]),
  infrastructure: lines(
    [1, 1, 7, 1],
    [7, 1, 7, 7],
    [7, 7, 1, 7],
    [1, 7, 1, 1],
    [9, 9, 15, 9],
    [15, 9, 15, 15],
    [15, 15, 9, 15],
    [9, 15, 9, 9],
  ),
};

export function hatchPicture(kind: Kind, own: boolean, look: Look, colours: Colours): Picture {
  const context = canvas(TILE, TILE);
  context.strokeStyle = context.fillStyle = look === "alarm" ? colours.alarm : own ? colours.own : colours.theirs;
  tint(context, colours.tint, colours.hatch, TILE);
  context.lineWidth = look === "planned" ? 0.9 : 1.3;
  context.beginPath();
  HATCHES[kind](context);
  context.stroke();
  return pictureOf(context);
}

/** The tint below a hatching is part of its picture: one layer is drawn in place of two. */
function tint(context: CanvasRenderingContext2D, below: number, hatching: number, size: number): void {
  context.globalAlpha = below;
  context.fillRect(0, 0, size, size);
  context.globalAlpha = hatching;
}

/** Of an extent that is only coarsely known: broken diagonals, wide apart, unlike any kind's. Faint: a cell often holds
 * several, and the names below have to stay readable. */
export function coarsePicture(own: boolean, look: Look, colours: Colours): Picture {
  const context = canvas(24, 24);
  context.strokeStyle = context.fillStyle = look === "alarm" ? colours.alarm : own ? colours.own : colours.theirs;
  tint(context, colours.tint * 0.35, colours.hatch * 0.75, 24);
  context.lineWidth = 1.2;
  context.setLineDash([4, 4.485]);
  context.beginPath();
  lines([-12, 12, 12, -12], [0, 24, 24, 0], [12, 36, 36, 12])(context);
  context.stroke();
  return pictureOf(context);
}

const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';

/** A name in its own script. `dot`: with the dot of its place below. */
export function namePicture(text: string, px: number, colour: string, halo: string, dot: boolean): Picture {
  const measuring = canvas(1, 1);
  const font = `${dot ? "" : "600 "}${px}px ${FONT}`;
  measuring.font = font;
  const width = Math.min(260, measuring.measureText(text).width + 8);
  const height = px * 1.45 + (dot ? 7 : 2);
  const context = canvas(width, height);
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = halo;
  context.fillStyle = colour;
  const line = px * 0.72 + 1;
  context.strokeText(text, width / 2, line, width - 4);
  context.fillText(text, width / 2, line, width - 4);
  if (dot) {
    context.beginPath();
    context.arc(width / 2, height - 3.5, 2, 0, 2 * Math.PI);
    context.stroke();
    context.fill();
  }
  return pictureOf(context);
}

const LOOKS: readonly Look[] = ["planned", "active", "alarm"];

/** All marks and hatchings by the names by which layers ask for them. */
export function* pictures(colours: Colours): Generator<[string, Picture]> {
  for (const own of [true, false]) {
    for (const look of LOOKS) {
      const whose = own ? "own" : "theirs";
      for (const kind of KINDS) {
        yield [`hatch:${kind}-${whose}-${look}`, hatchPicture(kind, own, look, colours)];
        for (const coarse of [false, true]) {
          yield [`mark:${kind}-${whose}-${look}-${coarse}`, markPicture(kind, own, look, coarse, colours)];
        }
      }
      yield [`coarse:${own}-${look}`, coarsePicture(own, look, colours)];
    }
  }
  yield ["conflict:true", conflictPicture(true, colours)];
  yield ["conflict:false", conflictPicture(false, colours)];
}
