import { getContext } from "svelte";
import type { Position } from "../space/coordinates";
import type { Stage } from "./stage";

/** By which what lies over a map finds it. */
export const ON_STAGE = Symbol("stage");

/** Whoever uses the map's clicks for something else than selecting. */
export interface Hold {
  clicked?(at: Position): void;
}

export interface OnStage {
  readonly stage: Stage | undefined;
  /** Takes the clicks. Gives what gives them back. */
  hold(by: Hold): () => void;
}

export function onStage(): OnStage {
  return getContext<OnStage>(ON_STAGE);
}
