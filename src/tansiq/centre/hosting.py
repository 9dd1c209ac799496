"""The centres of hosted parties: one journal each, where they are kept. One that cannot be opened stays closed, says
why, and stops neither the others nor the office."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tansiq.centre.closed import CentreClosed
from tansiq.centre.desk import CentreDesk
from tansiq.centre.kept import CentresInFolder, Kept
from tansiq.centre.people import OpenCentre
from tansiq.centre.refusals import Refusal
from tansiq.centre.rules import Rules
from tansiq.centre.sealing import KeyMissing, Seal
from tansiq.evidence.notes import PrivateKey
from tansiq.journal.desk import now_us
from tansiq.journal.errors import JournalError, Overloaded, StoreUnavailable, StoreUnreachable

_LONGEST_NAME = 160
_SEE_TO_IT = "this party's centre is closed: its journal cannot be used; the office's operator has to see to it"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


@dataclass(frozen=True, slots=True)
class Hosted:
    """An open centre, and what seals its secrets."""

    desk: CentreDesk
    seal: Seal

    @property
    def party(self) -> str:
        """Whose it is."""
        return self.desk.state.party


class Hosting:
    """All centres in this process. Lives on one event loop."""

    def __init__(self, kept: Kept, *, most: int = 1_000, clock: Callable[[], int] = now_us) -> None:
        self.clock = clock
        self._kept, self._most = kept, most
        self._open: dict[str, Hosted] = {}
        self.closed: dict[str, str] = {}
        """Names (as `file_name` gives them) of centres that could not be opened or that failed, and why."""
        self.on_closed: Callable[[str, str], None] = lambda name, reason: None
        """Told of one that could not be opened when it was asked for: its name, and why."""
        self._making = asyncio.Lock()

    @classmethod
    def in_folder(
        cls,
        folder: Path,
        rules: Rules | None = None,
        *,
        most: int = 1_000,
        tail_only: bool = False,
        clock: Callable[[], int] = now_us,
    ) -> Hosting:
        """Of journals in a folder, which are nobody else's."""
        return cls(CentresInFolder(folder, rules, tail_only=tail_only, clock=clock), most=most, clock=clock)

    def open(self) -> None:
        """Opens every centre that there is, on the running event loop. Never raises for a single one. Raises
        `StoreUnreachable`: it is not known which there are."""
        for name in self._kept.names():
            self._serve(name, self._opened(name))

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Hosted]:
        return iter(tuple(self._open.values()))

    def find(self, party: str) -> Hosted | None:
        """The party's centre; None if it has none. Raises `CentreClosed`."""
        name = file_name(party)
        hosted = self._open.get(name)
        if hosted is None:
            if name in self.closed:
                raise CentreClosed(_SEE_TO_IT)
            return None
        if hosted.desk.failure is not None:
            self.closed[name] = f"it stopped: {hosted.desk.failure!r}"
            raise CentreClosed("this party's centre has stopped; the office has to be started anew")
        return hosted

    async def arrive(self, party: str) -> Hosted | None:
        """The party's centre with all that any node had put into it when this was called: what is asked of its state
        next rests on that. None if it has none. Raises `CentreClosed`, `StoreUnavailable`."""
        hosted = self.find(party)
        if not self._kept.shared:
            return hosted
        if hosted is None:
            await self.look_for(file_name(party))
            return self.find(party)
        await hosted.desk.caught_up()
        return hosted

    async def witness_key(self, hosted: Hosted, key_name: str) -> PrivateKey:
        """With which a centre cosigns logs; see `Kept.witness_key`."""
        return await asyncio.to_thread(self._kept.witness_key, file_name(hosted.party), hosted.desk, key_name)

    async def look_for(self, name: str) -> None:
        """Opens a centre of this name, if another node has made one. Raises `StoreUnreachable`."""
        async with self._making:
            if name not in self._open and name not in self.closed and await asyncio.to_thread(self._kept.has, name):
                self._serve(name, await asyncio.to_thread(self._opened, name))

    async def make(self, party: str) -> Hosted:
        """The party's centre, made if there is none. Raises `CentreClosed` (whose cause is a `JournalError` or
        `KeyMissing`), `Overloaded`, `StoreUnavailable`."""
        async with self._making:
            found = self.find(party)
            if found is not None:
                await found.desk.caught_up()
                return found
            if len(self._open) + len(self.closed) >= self._most:
                raise Overloaded(f"{self._most:,} centres are here already")
            name = file_name(party)
            try:
                self._open[name] = made = await self._make(party, name)
            except (StoreUnavailable, Overloaded):
                raise
            except OSError as error:  # a full disk, most often: the next one who asks may find room
                raise StoreUnavailable(f"the centre of {party!r} cannot be made: {error}") from error
            except (JournalError, KeyMissing) as error:  # what is left of one is not to be written over
                self.closed[name] = str(error)
                self.on_closed(name, str(error))
                raise CentreClosed(_SEE_TO_IT) from error
            return made

    async def _make(self, party: str, name: str) -> Hosted:
        desk = await asyncio.to_thread(self._kept.open, name, create=True)
        desk.open()
        try:
            await desk.caught_up()
            seal = await asyncio.to_thread(self._kept.seal, name, desk)
            if not desk.state.party:
                with contextlib.suppress(Refusal):  # another node was faster
                    await desk.submit(OpenCentre(party))
        except BaseException:
            await desk.close()
            self._kept.forget(name)
            raise
        return Hosted(desk, seal)

    async def close(self) -> None:
        """Closes all, one after another."""
        while self._open:
            _, hosted = self._open.popitem()
            with contextlib.suppress(JournalError):
                await hosted.desk.close()

    def _opened(self, name: str) -> Hosted | None:
        """One that there is, not served yet; None if it stays closed. For any thread. Raises `StoreUnreachable`."""
        if len(self._open) + len(self.closed) >= self._most:
            self.closed[name] = f"{self._most:,} centres are open already"
            return None
        try:
            desk = self._kept.open(name, create=False)
            with contextlib.ExitStack() as unless_served:
                unless_served.callback(self._give_back, name, desk)
                if not desk.state.party:  # made, and cut off before its first entry: made again when it is asked for
                    return None
                if file_name(desk.state.party) != name:
                    whose = f"{desk.store.path} is the centre of {desk.state.party!r}"
                    raise OSError(f"{whose}, under another party's name")
                hosted = Hosted(desk, self._kept.seal(name, desk))
                unless_served.pop_all()
                return hosted
        except StoreUnreachable:
            raise
        except (JournalError, KeyMissing, OSError) as error:
            self.closed[name] = str(error)
            return None

    def _serve(self, name: str, hosted: Hosted | None) -> None:
        if hosted is not None:
            hosted.desk.open()
            self._open[name] = hosted

    def _give_back(self, name: str, desk: CentreDesk) -> None:
        desk.store.close()
        self._kept.forget(name)


def file_name(party: str) -> str:
    """A party's id as the name of a file: letters, digits, `-` and `_` stay, all else is percent-encoded. Of what would
    be too long, the beginning and a digest: still one name for each id."""
    encoded = "".join(
        mark if mark in _PLAIN else "".join(f"%{byte:02X}" for byte in mark.encode("utf-8", "surrogatepass"))
        for mark in party
    )
    if len(encoded) <= _LONGEST_NAME:
        return encoded
    return f"{encoded[:80]}~{hashlib.sha256(party.encode('utf-8', 'surrogatepass')).hexdigest()}"
