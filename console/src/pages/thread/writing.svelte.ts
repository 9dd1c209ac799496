import { officeNow } from "../../api/skew";
import type { Schema } from "../../api/client";
import { mine } from "../../api/mine";

type Kind = "message" | "call" | "correction" | "translation";

/** What somebody is writing. The text is kept in this tab until it is sent, wherever one goes meanwhile. */
export class Writing {
  text = $state("");
  priority = $state<Schema["Priority"]>("routine");
  kind = $state<Kind>("message");
  /** The message that is corrected or translated. */
  refersTo = $state(0);
  language = $state("");
  withWhom = $state("");
  callAt = $state<Date>();
  minutes = $state(1);
  files = $state.raw<Schema["AttachmentOut"][]>([]);
  readonly #kept: string;

  constructor(place: string) {
    this.#kept = `writing ${place}`;
    this.text = mine.read("tab", this.#kept) ?? "";
  }

  keep(): void {
    mine.keep("tab", this.#kept, this.text);
  }

  /** Begins a correction or a translation of a message; a correction begins with what was said. */
  of(message: Schema["MessageOut"], kind: "correction" | "translation", language: string): void {
    this.kind = kind;
    this.refersTo = message.number;
    this.priority = kind === "correction" ? message.priority : "routine";
    this.language = kind === "translation" ? language : "";
    if (kind === "correction" && !this.text) this.text = message.text;
  }

  plain(): void {
    this.kind = "message";
    this.refersTo = 0;
  }

  clear(): void {
    this.text = "";
    this.keep();
    if (this.kind === "translation") this.language = "";
    this.plain();
    this.priority = "routine";
    this.files = [];
    this.withWhom = "";
    this.callAt = undefined;
  }

  form(): Schema["MessageForm"] {
    return {
      text: this.text,
      priority: this.priority,
      kind: this.kind,
      language: this.language,
      refers_to: this.kind === "correction" || this.kind === "translation" ? this.refersTo : 0,
      attachments: this.files.map(({ sha256, name }) => ({ sha256, name })),
      ...(this.kind === "call"
        ? {
            call: {
              with_whom: this.withWhom.trim(),
              at: (this.callAt ?? new Date(officeNow())).toISOString(),
              minutes: this.minutes,
            },
          }
        : {}),
    };
  }
}
