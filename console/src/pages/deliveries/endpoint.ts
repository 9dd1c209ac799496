import type { Schema } from "../../api/client";

type Subject = Schema["Subject"];
type Language = "en" | "ar" | "ru";

export const SUBJECTS: readonly Subject[] = [
  "operation",
  "notice",
  "thread",
  "report",
  "request",
  "quiet-period",
  "incident",
  "agreement",
  "party",
  "invitation",
  "day-plan",
  "log",
];

/** What is said of an endpoint, while it is written. */
export interface EndpointDraft {
  kind: "webhook" | "e-mail";
  name: string;
  target: string;
  language: Language;
  person: string;
  subjects: Subject[];
  least: Schema["Priority"];
  escalationsOnly: boolean;
  hasQuiet: boolean;
  quietStart: string;
  quietEnd: string;
  quietZone: string;
}

export function emptyEndpoint(language: Language): EndpointDraft {
  return {
    kind: "webhook",
    name: "",
    target: "",
    language,
    person: "",
    subjects: [],
    least: "routine",
    escalationsOnly: false,
    hasQuiet: false,
    quietStart: "22:00",
    quietEnd: "06:00",
    quietZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

export function draftOf(endpoint: Schema["EndpointOut"]): EndpointDraft {
  const { wish } = endpoint;
  const empty = emptyEndpoint(endpoint.language as Language);
  return {
    ...empty,
    kind: endpoint.kind === "e-mail" ? "e-mail" : "webhook",
    name: endpoint.name,
    target: endpoint.target,
    person: endpoint.person ?? "",
    subjects: [...(wish.subjects ?? [])],
    least: wish.least ?? "routine",
    escalationsOnly: wish.escalations_only ?? false,
    hasQuiet: Boolean(wish.quiet),
    quietStart: wish.quiet?.start ?? empty.quietStart,
    quietEnd: wish.quiet?.end ?? empty.quietEnd,
    quietZone: wish.quiet?.zone ?? (wish.quiet ? "UTC" : empty.quietZone),
  };
}

/** As the office takes it. Quiet hours and a person belong to mail alone. */
export function saidOf(draft: EndpointDraft): Omit<Schema["EndpointForm"], "kind" | "after"> {
  const isMail = draft.kind === "e-mail";
  const quiet =
    isMail && draft.hasQuiet ? { start: draft.quietStart, end: draft.quietEnd, zone: draft.quietZone.trim() } : null;
  return {
    name: draft.name.trim(),
    target: draft.target.trim(),
    language: draft.language,
    person: isMail ? draft.person : "",
    wish: { subjects: draft.subjects, least: draft.least, escalations_only: draft.escalationsOnly, quiet },
  };
}
