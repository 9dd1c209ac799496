"""What a list of threads says of each, counted as messages come and are read: no list walks through what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import is_not

from tansiq.office.kinds import Priority
from tansiq.office.talk import Message, still_awaited


class Tally:
    """Of one thread. Derived from its messages; never stored."""

    __slots__ = ("awaited", "priorities", "unanswered")

    def __init__(self) -> None:
        self.awaited: Counter[str] = Counter()
        """Messages that a party has not acknowledged, by party."""
        self.unanswered: Counter[str] = Counter()
        """Messages that somebody has not acknowledged, by who wrote them."""
        self.priorities: Counter[Priority] = Counter()

    def add(self, message: Message) -> None:
        """A message is there."""
        self.priorities[message.priority] += 1
        missing = still_awaited(message)
        self.awaited.update(missing)
        if missing:
            self.unanswered[message.by] += 1

    def discard(self, message: Message) -> None:
        """A message is there no more, or no more as it was."""
        self.priorities = self.priorities - Counter((message.priority,))
        missing = still_awaited(message)
        if missing:
            self.awaited = self.awaited - Counter(missing)
            self.unanswered = self.unanswered - Counter((message.by,))

    @property
    def highest(self) -> Priority:
        """The highest priority of what was said; routine where nothing was."""
        return next((priority for priority in reversed(Priority) if priority in self.priorities), Priority.ROUTINE)


def changed(before: Sequence[Message], after: Sequence[Message]) -> Iterator[tuple[Message | None, Message | None]]:
    """Of two states of a thread the messages that are not the same object in both, as they were and as they are."""
    for i in compress(count(), map(is_not, before, after)):
        yield before[i], after[i]
    shared = min(len(before), len(after))
    for gone in before[shared:]:
        yield gone, None
    for new in after[shared:]:
        yield None, new
