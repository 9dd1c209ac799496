"""What was found of a file, said in a reader's language or as a document."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import msgspec

from tansiq.cli.output import complain, console, facts, say
from tansiq.cli.proof_words.arabic import ARABIC
from tansiq.cli.proof_words.english import ENGLISH
from tansiq.cli.proof_words.form import Label, Shows, ShowsNot, Words
from tansiq.cli.proof_words.russian import RUSSIAN
from tansiq.evidence.copies import Copy
from tansiq.evidence.notes import PublicKey
from tansiq.evidence.opening import OpenedEntry
from tansiq.evidence.verifying import NotProven, Proven, Stood, TrustedCheckpoint
from tansiq.office.attested import ReceiptMade, Says

Found: TypeAlias = Proven | Copy | Stood | TrustedCheckpoint
LANGUAGES = {"en": ENGLISH, "ar": ARABIC, "ru": RUSSIAN}
_RECEIPT = str(ReceiptMade.__struct_config__.tag)
_MOST_SHOWN = 4_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OF_SAYING = {
    Says.TAKEN_IN: ShowsNot.TAKEN_IN,
    Says.GIVEN: ShowsNot.GIVEN,
    Says.SHOWN: ShowsNot.SHOWN,
    Says.ACKNOWLEDGED: ShowsNot.ACKNOWLEDGED,
    Says.PASSED_ON: ShowsNot.PASSED_ON,
    Says.TOLD: ShowsNot.TOLD,
}


def words_in(language: str) -> Words:
    """Those of the language."""
    return LANGUAGES[language]


def receipt_in(entry: OpenedEntry) -> ReceiptMade | None:
    """What the entry attests; None if it is no receipt, or one that this version does not know how to read."""
    if entry.kind != _RECEIPT:
        return None
    try:
        return msgspec.json.decode(entry.body, type=ReceiptMade)
    except msgspec.DecodeError:
        return None


def shows(found: Found) -> tuple[Shows, ...]:
    """What it proves."""
    head = _head(found)
    first: tuple[Shows, ...] = (Shows.RECORDED if isinstance(found, Proven) else Shows.HEAD,)
    has_content = isinstance(found, Proven) and bool(found.content)
    first += (Shows.COPY,) * isinstance(found, Copy) + (Shows.BEGINNING,) * isinstance(found, Stood)
    return first + (Shows.CONTENT,) * has_content + (Shows.SEEN,) * bool(head.cosigned)


def shows_not(found: Found) -> tuple[ShowsNot, ...]:
    """What it does not prove; what matters most to a reader stands first."""
    head = _head(found)
    alone = ShowsNot.WITNESSES if head.cosigned else ShowsNot.ALONE
    if not isinstance(found, Proven):
        return ShowsNot.ENTRIES, *(ShowsNot.MOMENT,) * isinstance(found, Stood), alone
    receipt = receipt_in(found.entry)
    said = [_OF_SAYING[receipt.says]] if receipt is not None else [ShowsNot.OTHER_KIND]
    if found.names_content and not found.content:
        said.append(ShowsNot.CONTENT)
    said.append(_of_clock(found))
    if receipt is not None and receipt.said_us:
        said.append(ShowsNot.OWN_WORD)
    return *said, alone, ShowsNot.NOTHING_ELSE, ShowsNot.TRUTH


def _of_clock(found: Proven) -> ShowsNot:
    """What the witnesses' clocks say of the office's; they tell whole seconds."""
    cosigned = found.head.cosigned
    if any((one.at_s + 1) * 1_000_000 <= found.entry.time_us for one in cosigned):
        return ShowsNot.CLOCK_CONTRADICTED
    return ShowsNot.CLOCK_BOUND if cosigned else ShowsNot.CLOCK


def explain(name: str, found: Found, words: Words, *, is_first: bool, asks_witnesses: bool) -> None:
    """For people."""
    head = _head(found)
    if not is_first:
        console.print()
    say(f"{name}: {words.holds if head.is_final else words.not_final}")
    if isinstance(found, Proven):
        _entry(found, words)
    else:
        _title(words.head)
        root = _base64(head.checkpoint.root)
        facts([(words.labels[Label.SIZE], f"{head.checkpoint.size:,}"), (words.labels[Label.ROOT], root)])
        if isinstance(found, Stood):
            then = _base64(found.root)
            facts([(words.labels[Label.SIZE_THEN], f"{found.size:,}"), (words.labels[Label.ROOT_THEN], then)])
        if isinstance(found, Copy):
            facts(
                [(words.labels[Label.TILES], f"{found.tiles:,}"), (words.labels[Label.BUNDLES], f"{found.bundles:,}")]
            )
    _title(words.held_by)
    facts(_holders(found, words, asks_witnesses=asks_witnesses))
    _title(words.shows)
    facts([("-", words.proves[each]) for each in shows(found)])
    _title(words.shows_not)
    facts([("-", words.proves_not[each]) for each in shows_not(found)])


def why_not(name: str, fault: NotProven, words: Words) -> None:
    """Why it proves nothing, and what to do."""
    about = f" ({fault.about})" if fault.about else ""
    complain(f"{name}: {words.faults[fault.fault]}{about}", words.hints[fault.fault])


def as_document(found: Found) -> dict[str, Any]:
    """For programs."""
    head = _head(found)
    document: dict[str, Any] = {
        "final": head.is_final,
        "log": head.checkpoint.origin,
        "entries": head.checkpoint.size,
        "root": _base64(head.checkpoint.root),
        "signed_by": [key.written() for key in head.signed_by],
        "cosigned_by": [{"witness": one.key.written(), "at": moment(one.at_s * 1_000_000)} for one in head.cosigned],
        "proves": list(shows(found)),
        "does_not_prove": list(shows_not(found)),
    }
    if isinstance(found, Copy):
        document |= {"tiles": found.tiles, "bundles": found.bundles}
    if isinstance(found, Stood):
        document["then"] = {"entries": found.size, "root": _base64(found.root)}
    if isinstance(found, Proven):
        document["entry"] = {
            "sequence": found.entry.sequence,
            "time": moment(found.entry.time_us),
            "party": found.entry.party,
            "kind": found.entry.kind,
            "body": found.entry.body,
        }
        if found.content:
            document["content"] = found.content
    return document


def moment(us: int) -> str:
    """A time in UTC; the number itself for one that no calendar has."""
    try:
        at = _EPOCH + timedelta(microseconds=us)
    except OverflowError:
        return str(us)
    return f"{at:%Y-%m-%dT%H:%M:%S}{f'.{at.microsecond:06}' if at.microsecond else ''}Z"


def _entry(found: Proven, words: Words) -> None:
    entry, label = found.entry, words.labels
    receipt = receipt_in(entry)
    if receipt is None:
        _title(words.entry)
        facts([
            (label[Label.KIND], entry.kind),
            (label[Label.PARTY], entry.party),
            (label[Label.OFFICE_CLOCK], _shown_time(entry.time_us)),
            (label[Label.BODY], _cut(entry.body, words)),
            (label[Label.CONTENT], _cut(found.content, words)),
        ])  # fmt: skip
        return
    _title(words.attests)
    say(words.says[receipt.says])
    facts([
        (label[Label.THING], f"{words.subjects[receipt.subject]} {receipt.id}"),
        (label[Label.VERSION], receipt.version or ""),
        (label[Label.NUMBER], receipt.number or ""),
        (label[Label.PARTY], receipt.party),
        (label[Label.BY], receipt.by),
        (label[Label.PERSON], receipt.person),
        (label[Label.UNIT], receipt.unit),
        (label[Label.WHY], _why(receipt, words)),
        (label[Label.OFFICE_CLOCK], _shown_time(receipt.at_us)),
        (label[Label.OWN_WORD], _shown_time(receipt.said_us) if receipt.said_us else ""),
        (label[Label.CONTENT], _cut(found.content, words) or (f"SHA-256 {receipt.content}" if receipt.content else "")),
        (label[Label.TO], ", ".join(receipt.to)),
    ])  # fmt: skip


def _why(receipt: ReceiptMade, words: Words) -> object:
    """The cause as the journal names it; what a party was told, in words as well."""
    told = words.causes.get(f"{receipt.subject}/{receipt.why}") if receipt.says is Says.TOLD else None
    return receipt.why if told is None else (told, receipt.why)


def _holders(found: Found, words: Words, *, asks_witnesses: bool) -> list[tuple[str, object]]:
    head, label = _head(found), words.labels
    enough = words.final_yes if asks_witnesses else words.final_alone
    seen = tuple(f"{_name(one.key)}  {_shown_time(one.at_s * 1_000_000)}" for one in head.cosigned)
    rows: list[tuple[str, object]] = [(label[Label.LOG], head.checkpoint.origin)]
    if isinstance(found, Proven):
        rows.append((label[Label.ENTRY], f"{found.entry.sequence:,} / {head.checkpoint.size:,}"))
    return [
        *rows,
        (label[Label.SIGNED], tuple(_name(key) for key in head.signed_by)),
        (f"{label[Label.COSIGNED]} ({words.own_clock})" if seen else label[Label.COSIGNED], seen or words.nobody),
        (label[Label.FINAL], enough if head.is_final else words.final_no),
    ]


def _head(found: Found) -> TrustedCheckpoint:
    return found if isinstance(found, TrustedCheckpoint) else found.head


def _title(text: str) -> None:
    console.print()
    console.print(text, style="bold")


def _name(key: PublicKey) -> str:
    return f"{key.name}+{key.id.hex()}"


def _base64(root: bytes) -> str:
    return b64encode(root).decode()


def _shown_time(us: int) -> str:
    return moment(us).replace("T", " ").replace("Z", " UTC")


def _cut(text: str, words: Words) -> object:
    return text if len(text) <= _MOST_SHOWN else (text[:_MOST_SHOWN], words.cut)
