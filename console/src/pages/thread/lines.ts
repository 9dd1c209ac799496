import type { Schema } from "../../api/client";
import { titleOf } from "../../parts/said";
import { byText } from "../../words/order";

type Message = Schema["MessageOut"];

/** A message as it is shown: what was translated stands beside it, what was corrected says by which later one. */
export interface Line {
  message: Message;
  translations: Message[];
  corrections: number[];
}

/** The lines of a thread in their order. A translation is a line of its own only where its original is not there. */
export function linesOf(messages: readonly Message[]): Line[] {
  const inOrder = [...messages].sort((one, other) => one.number - other.number);
  const lines = new Map<number, Line>();
  const found: Line[] = [];
  for (const message of inOrder) {
    const original = message.refers_to ? lines.get(message.refers_to) : undefined;
    if (message.kind === "translation" && original !== undefined) {
      original.translations.push(message);
      continue;
    }
    if (message.kind === "correction") original?.corrections.push(message.number);
    const line: Line = { message, translations: [], corrections: [] };
    lines.set(message.number, line);
    found.push(line);
  }
  return found;
}

/** Which threads a person wants to see. Empty wishes want everything. */
export interface Wish {
  state: "open" | "closed" | "all";
  awaited: boolean;
  hotlines: boolean;
  priority: Schema["Priority"] | "";
  about: Schema["Subject"] | "";
  text: string;
}

/** The threads that are wished for, the one in which something was said last first. */
export function wished(
  threads: readonly Schema["ThreadOut"][],
  wish: Wish,
  nameOf: (party: string) => string,
): Schema["ThreadOut"][] {
  const text = wish.text.trim().toLocaleLowerCase();
  return threads
    .filter(
      (thread) =>
        (wish.state === "all" || (wish.state === "open") === !thread.closed) &&
        (!wish.awaited || Boolean(thread.mine_awaited)) &&
        (!wish.hotlines || Boolean(thread.hotline)) &&
        (wish.priority === "" || thread.priority === wish.priority) &&
        (wish.about === "" || (thread.about ?? []).some((about) => about.subject === wish.about)) &&
        (text === "" ||
          [titleOf(thread), ...thread.parties, ...thread.parties.map(nameOf)].some((said) =>
            said.toLocaleLowerCase().includes(text),
          )),
    )
    .sort((one, other) => byText(other.changed, one.changed) || byText(one.id, other.id));
}
