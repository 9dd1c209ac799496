import type { Plan } from "./plan";

/** A plan that another page hands to the planner, once. */
let handed: Plan | undefined;

export function handOver(plan: Plan): void {
  handed = plan;
}

export function takeHanded(): Plan | undefined {
  const plan = handed;
  handed = undefined;
  return plan;
}
