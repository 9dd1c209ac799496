import { people } from "../live/people.svelte";
import { session } from "../api/session.svelte";
import { partyName, picture, type Party } from "../live/picture.svelte";
import { list } from "../words/format";
import { isolated } from "../words/isolated";
import { byName } from "../words/order";
import { t } from "../words/words.svelte";

/** Whom the office names where no person did it. */
const PROGRAM = "a program";

/** Several parties in one sentence. Each name is a piece of its own, so that it does not turn an Arabic sentence around. */
export function partyNames(parties: readonly string[]): string {
  return list(parties.map((party) => isolated(partyName(party))));
}

/** All parties but one's own, in the order of their names. */
export function otherParties(): Party[] {
  return picture.parties
    .all()
    .filter(({ id }) => id !== session.party)
    .sort((one, other) => byName(one.profile.name, other.profile.name));
}

/** One of the party's own people, or its program. */
export function personName(id: string): string {
  return id === PROGRAM ? t("a-program") : people.name(id);
}

/** A person as the office names them, of whichever party; or a program. */
export function shownTo(person: string): string {
  return person === PROGRAM ? t("a-program") : person;
}
