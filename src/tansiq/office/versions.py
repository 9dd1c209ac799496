"""Who may change what: its manager, who names the version that is the current one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tansiq.office.refusals import Refusal


class Managed(Protocol):
    """What belongs to a party."""

    @property
    def manager(self) -> str:
        """The party."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of thing is spoken of: its name, the path's names for its identifier and version, and the version's
    word. `open`: everybody may know who manages one."""

    name: str
    id_field: str
    version_field: str
    version_word: str
    open: bool


def check_change(
    kind: Kind, old: Managed | None, current: str | None, party: str, thing_id: str, named: str | None
) -> None:
    """Raises `Refusal` unless the party may put or remove the thing.

    `old` is what is there now, `current` its version, `named` the version in the request: None makes a new thing.
    """
    if old is None:
        if named is not None:
            raise Refusal("not-found", f"no {kind.name} {thing_id}", field=kind.id_field)
        return
    if named is None:
        raise Refusal(
            "already-exists",
            f"{kind.name} {thing_id} exists; to change it, name its {kind.version_word} in the path",
            field=kind.id_field,
        )
    if old.manager != party:
        owner = old.manager if kind.open else "another party"
        raise Refusal("not-yours", f"{kind.name} {thing_id} belongs to {owner}", field=kind.id_field)
    if named != current:
        raise Refusal(
            "stale-version",
            f"the {kind.version_word} in the path is not the current one; read it again",
            field=kind.version_field,
        )
