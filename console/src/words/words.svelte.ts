import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { keep, read } from "../kept/kept";

/** The languages of the pages. Each has its words in a folder of its name. */
export const LANGUAGES = ["en", "ar", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Arguments = Record<string, FluentVariable>;

/** What each language is called by those who speak it. */
export const OWN_NAMES: Record<Language, string> = { en: "English", ar: "العربية", ru: "Русский" };
/** Locales for `Intl`: Arabic with its own digits. */
export const LOCALES: Record<Language, string> = { en: "en-GB", ar: "ar-u-nu-arab", ru: "ru-RU" };

const KEPT = "tansiq.language";
type Files = () => Promise<{ default: Record<string, string> }>;
/** What the frame and the first page say comes first; what all other pages say comes after it, in one piece. */
const FIRST: Record<Language, Files> = { en: () => import("./en"), ar: () => import("./ar"), ru: () => import("./ru") };
const LATER: Record<Language, Files> = {
  en: () => import("./en/later"),
  ar: () => import("./ar/later"),
  ru: () => import("./ru/later"),
};

class Words {
  language = $state<Language>("en");
  #bundle = $state.raw<FluentBundle>();
  /** The bundle that has the later words, too. */
  #whole = $state.raw<FluentBundle>();
  #coming: Promise<void> | undefined;

  get locale(): string {
    return LOCALES[this.language];
  }

  get direction(): "ltr" | "rtl" {
    return this.language === "ar" ? "rtl" : "ltr";
  }

  /** Speaks a language from now on, and the next time. */
  async speak(language: Language): Promise<void> {
    // Who has seen more than the first page changes the language of all of it at once.
    const wasWhole = this.#whole !== undefined;
    const bundle = new FluentBundle(LOCALES[language]);
    await add(bundle, FIRST[language]);
    if (wasWhole) await add(bundle, LATER[language]);
    this.#bundle = bundle;
    this.#whole = wasWhole ? bundle : undefined;
    this.language = language;
    keep("machine", KEPT, language);
    document.documentElement.lang = language;
    document.documentElement.dir = this.direction;
  }

  /** Has the words of all pages, and not only those of the first. */
  all(): Promise<void> {
    const bundle = this.#bundle;
    if (!bundle || this.#whole === bundle) return Promise.resolve();
    this.#coming ??= add(bundle, LATER[this.language])
      .then(() => {
        if (this.#bundle === bundle) this.#whole = bundle;
      })
      .finally(() => (this.#coming = undefined));
    return this.#coming;
  }

  /** The language that was chosen last, or the first of the browser's that is spoken here. */
  async begin(): Promise<void> {
    const wished = [read("machine", KEPT), ...navigator.languages].map((tag) => tag?.split("-")[0]);
    await this.speak(firstOf(wished) ?? "en");
  }

  /** Whether there is a message of this name: codes of problems grow. */
  has(id: string): boolean {
    return (this.#bundle?.hasMessage(id) || this.#whole?.hasMessage(id)) ?? false;
  }

  say(id: string, args?: Arguments): string {
    const message = this.#bundle?.getMessage(id);
    // One that is still on its way is said when it has come; only what says it waits for that.
    if (!message?.value) return this.#bundle && !this.#whole ? "" : id;
    // A page that says something incompletely is better than none; the tests fail on what is said here.
    const wrong: Error[] = [];
    const text = this.#bundle!.formatPattern(message.value, args ?? null, wrong);
    if (wrong.length > 0) console.error(`${id}: ${wrong.join("; ")}`);
    return text;
  }
}

async function add(bundle: FluentBundle, files: Files): Promise<void> {
  for (const text of Object.values((await files()).default)) bundle.addResource(new FluentResource(text));
}

function firstOf(wished: (string | undefined)[]): Language | undefined {
  return wished.find((tag): tag is Language => (LANGUAGES as readonly string[]).includes(tag ?? ""));
}

export const words = new Words();

/** A message in the language that is spoken now. */
export function t(id: string, args?: Arguments): string {
  return words.say(id, args);
}
