/** The map's own colours; those of things are the pages' (style/tokens.css). Calm, so that what stands on it is seen. */
export interface Colours {
  water: string;
  land: string;
  border: string;
  grid: string;
  name: string;
  halo: string;
  own: string;
  theirs: string;
  alarm: string;
  onMark: string;
  sheet: string;
  measure: string;
  /** How much of a hatching, and of the tint below it, is seen. */
  hatch: number;
  tint: number;
}

export const LIGHT: Colours = {
  water: "#d9e4ec",
  land: "#f7f6f2",
  border: "#b4aea2",
  grid: "#e7e5dd",
  name: "#5a5f66",
  halo: "#f7f6f2",
  own: "#0b5a8f",
  theirs: "#6b3fa0",
  alarm: "#b3161b",
  onMark: "#ffffff",
  sheet: "#ffffff",
  measure: "#15202b",
  hatch: 0.55,
  tint: 0.12,
};

export const DARK: Colours = {
  water: "#0a1219",
  land: "#18222c",
  border: "#465563",
  grid: "#222d38",
  name: "#94a3b1",
  halo: "#18222c",
  own: "#7cc0f0",
  theirs: "#c9a6f5",
  alarm: "#ff8f88",
  onMark: "#101820",
  sheet: "#141d26",
  measure: "#e4eaf0",
  hatch: 0.6,
  tint: 0.14,
};
