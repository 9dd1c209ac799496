import { keep, read } from "../kept/kept";

const KEPT = "tansiq.theme";
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Light or dark: as the machine has it, or as the person chose. */
class Look {
  chosen = $state<Theme>("system");
  isDark = $state(false);
  readonly #machine = matchMedia("(prefers-color-scheme: dark)");

  begin(): void {
    const kept = read("machine", KEPT);
    this.choose(THEMES.find((theme) => theme === kept) ?? "system");
    this.#machine.addEventListener("change", () => this.#apply());
  }

  choose(theme: Theme): void {
    this.chosen = theme;
    keep("machine", KEPT, theme);
    this.#apply();
  }

  #apply(): void {
    this.isDark = this.chosen === "dark" || (this.chosen === "system" && this.#machine.matches);
    document.documentElement.dataset.theme = this.isDark ? "dark" : "light";
  }
}

export const look = new Look();
