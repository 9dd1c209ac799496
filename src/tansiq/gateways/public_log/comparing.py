"""A centre that compares its view of a log with what other parties' witnesses show at their own addresses. So a log
that keeps two pasts apart is found, though it hands nobody's evidence on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from enum import StrEnum

import msgspec
import structlog

from tansiq.centre.refusals import Refusal
from tansiq.centre.watched import WatchedLog
from tansiq.centre.witnessing import Contest, believed_of
from tansiq.evidence.checkpoints import Checkpoint, trusted_checkpoint
from tansiq.evidence.contradictions import Contradiction
from tansiq.evidence.notes import NoteInvalid, SignedNote, read_note
from tansiq.gateways.public_log.follower import LogSource, WitnessDesk
from tansiq.gateways.public_log.reading import beginning_of
from tansiq.gateways.public_log.shown import LONGEST_SHOWN, WatchedShown, WitnessShown
from tansiq.gateways.public_log.way import Unanswered, Way
from tansiq.gateways.reachable import AddressRefused

_log = structlog.get_logger("witness")


class Agreement(StrEnum):
    """How another witness's view stands to the one here."""

    NOT_ASKED = "not-asked"
    AGREES = "agrees"
    AHEAD = "ahead"
    """It has cosigned more than has been shown here; it is compared when the log here has come so far."""
    ELSEWHERE = "elsewhere"
    """It watches no log that is watched here."""
    OTHER_KEYS = "other-keys"
    """It knows the log by keys that are not believed here."""
    CONTESTED = "contested"
    """It shows, or both together show, that the log is not one past."""
    UNREACHABLE = "unreachable"
    ADDRESS_REFUSED = "address-refused"
    WRONG_ANSWER = "wrong-answer"


class Other:
    """Another party's witness. Lives on one event loop."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.agreement = Agreement.NOT_ASKED
        self._ahead: dict[str, SignedNote] = {}

    async def shown(self) -> WitnessShown:
        """What it shows now. Raises `AddressRefused`, `Unanswered`, `NoteInvalid`."""
        answer = await self.way.ask("GET", "evidence", longest=LONGEST_SHOWN)
        if answer.status != 200:
            raise NoteInvalid(f"it answers {answer.status}")
        try:
            return msgspec.json.decode(answer.body, type=WitnessShown)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise NoteInvalid(str(error)) from None

    def to_compare(self, log: str, note: SignedNote | None, known: int) -> SignedNote | None:
        """Of a checkpoint that is shown now and one that was shown before and could not be compared yet: the one to
        compare with a log that is known as far as `known`. What is ahead is kept until then: a newer one, which is
        ahead again, must not take its place each time."""
        ahead = self._ahead.get(log)
        if ahead is not None and Checkpoint.read(ahead.text).size <= known:
            return self._ahead.pop(log)
        if note is not None and Checkpoint.read(note.text).size > known:
            self._ahead.setdefault(log, note)
            return None
        return note


class Comparing:
    """One centre's. `source`: the log that it follows."""

    def __init__(self, witness: WitnessDesk, source: LogSource, others: Sequence[Other]) -> None:
        self._witness, self._source = witness, source
        self.others = tuple(others)

    async def run(self, every_s: float) -> None:
        """Until it is cancelled; none waits for another."""
        async with asyncio.TaskGroup() as group:
            for other in self.others:
                group.create_task(self._run(other, every_s))

    async def close(self) -> None:
        """Ends all connections."""
        for other in self.others:
            await other.way.close()

    async def _run(self, other: Other, every_s: float) -> None:
        while True:
            before = other.agreement
            reason = await self.round(other)
            if other.agreement is not before and other.agreement not in (Agreement.AGREES, Agreement.AHEAD):
                say = _log.error if other.agreement is Agreement.CONTESTED else _log.warning
                say("compared", witness=other.way.prefix, found=other.agreement.value, reason=reason)
            await asyncio.sleep(every_s)

    async def round(self, other: Other) -> str:
        """Compares once; what there is to say of it stands in `other.agreement`. Returns why it could not be."""
        try:
            shown = await other.shown()
        except AddressRefused as refused:
            other.agreement = Agreement.ADDRESS_REFUSED
            return str(refused)
        except Unanswered as unanswered:
            other.agreement = Agreement.UNREACHABLE
            return str(unanswered)
        except NoteInvalid as invalid:
            other.agreement = Agreement.WRONG_ANSWER
            return str(invalid)
        found = Agreement.ELSEWHERE
        for theirs in shown.logs:
            watched = self._witness.desk.state.watched.get(theirs.log)
            if watched is None:
                continue
            try:
                found = max(found, await self._compare(other, watched, theirs), key=_WORST.index)
            except Exception as error:  # noqa: BLE001  whatever it was, the next round comes
                return str(error) or repr(error)
        other.agreement = found
        return ""

    async def _compare(self, other: Other, watched: WatchedLog, theirs: WatchedShown) -> Agreement:
        found = Agreement.AGREES
        for contest in theirs.contests:
            if await self._contest(contest.contradiction, other):
                found = Agreement.CONTESTED
        believed = believed_of(watched)
        keys = (*believed.keys, *believed.retired)
        try:
            note = read_note(theirs.checkpoint) if theirs.checkpoint else None
            if note is not None:
                trusted_checkpoint(note, keys)
        except NoteInvalid:
            return max(found, Agreement.OTHER_KEYS, key=_WORST.index)
        if not watched.newest:
            return found
        ours = read_note(watched.newest)
        here = Checkpoint.read(ours.text)
        to_compare = other.to_compare(watched.log, note, here.size)
        if to_compare is None:
            return found if note is None else max(found, Agreement.AHEAD, key=_WORST.index)
        contradiction = await self._between(watched, to_compare, ours)
        if contradiction is not None and await self._contest(contradiction, other):
            return Agreement.CONTESTED
        return found

    async def _between(self, watched: WatchedLog, theirs: SignedNote, ours: SignedNote) -> Contradiction | None:
        """What theirs, which is not the longer one, and ours show together."""
        there, here = Checkpoint.read(theirs.text), Checkpoint.read(ours.text)
        if there.size == here.size:
            return None if there.root == here.root else Contradiction.between(theirs, ours)
        if not there.size or watched.named:  # the tiles of a log that pushes are not read
            return None
        beginning, proof = await beginning_of(self._source.tile, there.size, here.size, here.root)
        return None if beginning == there.root else Contradiction.between(theirs, ours, beginning, proof)

    async def _contest(self, contradiction: Contradiction, other: Other) -> bool:
        """Whether it shows something; it is kept here, and handed on by whoever follows the log."""
        with contextlib.suppress(Refusal):
            await self._witness.desk.submit(Contest(contradiction, other.way.prefix))
            return True
        return False


_WORST = (
    Agreement.ELSEWHERE,
    Agreement.AGREES,
    Agreement.AHEAD,
    Agreement.OTHER_KEYS,
    Agreement.CONTESTED,
)
