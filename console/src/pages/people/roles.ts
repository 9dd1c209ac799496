import type { Schema } from "../../api/client";
import { t } from "../../words/words.svelte";

export type Role = Schema["Role"];
export const ROLES: readonly Role[] = ["observer", "liaison", "duty-officer", "administrator"];

/** What each role may do, in plain words. */
export const MAY: Record<Role, () => string> = {
  observer: () => t("observer-may"),
  liaison: () => t("liaison-may"),
  "duty-officer": () => t("duty-officer-may"),
  administrator: () => t("administrator-may"),
};
