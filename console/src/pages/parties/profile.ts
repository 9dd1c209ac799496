import type { Schema } from "../../api/client";
import type { Problem } from "../../api/problem";
import { t } from "../../words/words.svelte";

export type Kind = Schema["PartyKind"];
export const KINDS: readonly Kind[] = [
  "air-authority",
  "air-force",
  "relief",
  "drone-service",
  "joint-office",
  "coalition",
  "other",
];

export interface ContactDraft {
  name: string;
  role: string;
  phone: string;
  email: string;
  languages: string[];
}

/** What a party says of itself, while it is written. */
export interface ProfileDraft {
  name: string;
  kind: Kind;
  languages: string[];
  contacts: ContactDraft[];
  /** One to a line. */
  keys: string;
}

export function emptyContact(): ContactDraft {
  return { name: "", role: "duty", phone: "", email: "", languages: [] };
}

export function emptyProfile(language: string): ProfileDraft {
  return { name: "", kind: "relief", languages: [language], contacts: [emptyContact()], keys: "" };
}

export function draftOf(profile: Schema["ProfileOut"]): ProfileDraft {
  return {
    name: profile.name,
    kind: profile.kind,
    languages: [...profile.languages],
    contacts: (profile.contacts ?? []).map((contact) => ({
      name: contact.name,
      role: contact.role,
      phone: contact.phone ?? "",
      email: contact.email ?? "",
      languages: [...(contact.languages ?? [])],
    })),
    keys: profile.keys.join("\n"),
  };
}

/** As the office takes it: what is only space goes, contacts of which nothing is said, too. */
export function formOf(draft: ProfileDraft): Schema["ProfileForm"] {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    languages: draft.languages,
    contacts: draft.contacts
      .map((contact) => ({
        ...contact,
        name: contact.name.trim(),
        role: contact.role.trim(),
        phone: contact.phone.trim(),
        email: contact.email.trim(),
      }))
      .filter((contact) => contact.name || contact.phone || contact.email),
    keys: draft.keys.split(/\s+/).filter(Boolean),
  };
}

/** What to say at a field that the office could not take. */
export function wrongAt(problem: Problem | undefined, field: string): string {
  const meant = problem?.field ?? "";
  return meant === field || meant.startsWith(`${field}[`) ? t("field-look-again") : "";
}
