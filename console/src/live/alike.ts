/** Parties name themselves. One that takes another's name, or one that looks like it, could be taken for it by whoever
 * reads a message or chooses recipients: such names are shown with the identifier, which each party has alone. Pure. */
interface Named {
  id: string;
  profile: { name: string };
}

/** What the office itself is called in the pages' languages: no party is that. */
const OFFICES = ["the office", "office", "المكتب", "مكتب", "центр", "tansiq", "تنسيق", "тансик"];
/** Cyrillic, Greek and digits that look like a Latin letter, and the letter. */
const LIKE = "аaвbеeнhоoрpсcтtуyхxкkмmіiїiјjѕsԁdԛqԝwαaοoρpνvτtυuκkιiχx0o1ili";
const LATIN = new Map(Array.from({ length: LIKE.length / 2 }, (_, i) => [LIKE[2 * i]!, LIKE[2 * i + 1]!]));

/** What is left of a name for the eye: no case, accents, spaces or marks, and each letter as the one it looks like. */
export function forTheEye(name: string): string {
  const bare = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  return Array.from(bare, (letter) => LATIN.get(letter) ?? letter)
    .join("")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");
}

/** The identifiers of all whose name looks like another's name or identifier, or like the office's. */
export function alikeOf(parties: readonly Named[]): ReadonlySet<string> {
  const claims = new Map<string, Set<string>>(OFFICES.map((office) => [forTheEye(office), new Set([""])]));
  for (const { id, profile } of parties) {
    for (const said of [profile.name, id]) {
      const seen = forTheEye(said) || said;
      claims.set(seen, (claims.get(seen) ?? new Set()).add(id));
    }
  }
  return new Set(
    parties
      .filter(({ profile }) => (claims.get(forTheEye(profile.name) || profile.name)?.size ?? 0) > 1)
      .map(({ id }) => id),
  );
}
