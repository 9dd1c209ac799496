"""The centres of hosted parties: one journal each, in a folder beside the office's. One that cannot be opened stays
closed, says why, and stops neither the others nor the office."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tansiq.centre.closed import CentreClosed
from tansiq.centre.desk import CentreDesk, open_desk, open_seal
from tansiq.centre.people import OpenCentre
from tansiq.centre.rules import Rules
from tansiq.centre.sealing import KeyMissing, Seal
from tansiq.journal.desk import now_us
from tansiq.journal.errors import JournalError, Overloaded, StoreUnavailable

_ENDING = ".db"
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

    def __init__(
        self,
        folder: Path,
        rules: Rules | None = None,
        *,
        most: int = 1_000,
        tail_only: bool = False,
        clock: Callable[[], int] = now_us,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self._rules, self._most, self._tail_only = rules, most, tail_only
        self._open: dict[str, Hosted] = {}
        self.closed: dict[str, str] = {}
        """File names (without ending) of centres that could not be opened or that failed, and why."""
        self.on_closed: Callable[[str, str], None] = lambda name, reason: None
        """Told of one that could not be opened when it was asked for: its name, and why."""
        self._making = asyncio.Lock()

    def open(self) -> None:
        """Opens every centre in the folder, on the running event loop. Never raises for a single one."""
        for path in sorted(self.folder.glob(f"*{_ENDING}")):
            self._open_one(path.name.removesuffix(_ENDING), path)

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

    async def make(self, party: str) -> Hosted:
        """The party's centre, made if there is none. Raises `CentreClosed` (whose cause is a `JournalError` or
        `KeyMissing`), `Overloaded`, `StoreUnavailable`."""
        async with self._making:
            found = self.find(party)
            if found is not None:
                return found
            if len(self._open) + len(self.closed) >= self._most:
                raise Overloaded(f"{self._most:,} centres are here already")
            name = file_name(party)
            try:
                self._open[name] = made = await self._make(party, self.folder / f"{name}{_ENDING}")
            except (StoreUnavailable, Overloaded):
                raise
            except OSError as error:  # a full disk, most often: the next one who asks may find room
                raise StoreUnavailable(f"the centre of {party!r} cannot be made: {error}") from error
            except (JournalError, KeyMissing) as error:  # what is left of one is not to be written over
                self.closed[name] = str(error)
                self.on_closed(name, str(error))
                raise CentreClosed(_SEE_TO_IT) from error
            return made

    async def _make(self, party: str, path: Path) -> Hosted:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        desk = await asyncio.to_thread(open_desk, path, self._rules, clock=self.clock)
        desk.open()
        try:
            seal = await asyncio.to_thread(open_seal, desk)
            if not desk.state.party:
                await desk.submit(OpenCentre(party))
        except BaseException:
            await desk.close()
            raise
        return Hosted(desk, seal)

    async def close(self) -> None:
        """Closes all, one after another."""
        while self._open:
            _, hosted = self._open.popitem()
            with contextlib.suppress(JournalError):
                await hosted.desk.close()

    def _open_one(self, name: str, path: Path) -> None:
        if len(self._open) + len(self.closed) >= self._most:
            self.closed[name] = f"{self._most:,} centres are open already"
            return
        try:
            desk = open_desk(path, self._rules, tail_only=self._tail_only, create=False, clock=self.clock)
        except (JournalError, OSError) as error:
            self.closed[name] = str(error)
            return
        try:
            if not desk.state.party:  # made, and cut off before its first entry: it is made again when it is asked for
                desk.store.close()
                return
            if file_name(desk.state.party) != name:
                raise OSError(f"{path} is the centre of {desk.state.party!r}, under another party's name")
            seal = open_seal(desk)
        except (KeyMissing, OSError) as error:
            desk.store.close()
            self.closed[name] = str(error)
            return
        desk.open()
        self._open[name] = Hosted(desk, seal)


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
