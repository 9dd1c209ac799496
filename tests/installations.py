"""Versions of Tansiq beside the one that is tested: copies of the package with something added, or taken back."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import tansiq

_PACKAGE = Path(tansiq.__file__).parent
_PAGES = "console"


@dataclass(frozen=True)
class Change:
    """In one file of the package: what is found once becomes something else."""

    file: str
    found: str
    becomes: str


def installation(folder: Path, changes: tuple[Change, ...]) -> dict[str, str]:
    """Another version, in a folder that is made; the environment in which programs run that version."""
    package = folder / _PACKAGE.name
    shutil.copytree(_PACKAGE, package, ignore=shutil.ignore_patterns(_PAGES))  # compiled already
    if (_PACKAGE / "web" / _PAGES).exists():
        (package / "web" / _PAGES).symlink_to(_PACKAGE / "web" / _PAGES)
    for change in changes:
        path = package / change.file
        text, found = re.subn(re.escape(change.found), change.becomes.replace("\\", r"\\"), path.read_text())
        assert found == 1, f"{change.file} has {found} times: {change.found}"
        path.write_text(text)
    return {"PYTHONPATH": str(folder)}


_AVAILABILITY = "office/availability.py"
_DECIDED = """    new = Availability(command.party, command.state, command.new_version)
    return (AvailabilitySet(new, command.by),), new
"""
A_NEW_KIND = (
    Change(
        _AVAILABILITY,
        "AvailabilityEvent = AvailabilitySet | AvailabilityForgotten\n",
        '''class AvailabilityLowered(msgspec.Struct, frozen=True, tag="availability.lowered", tag_field="kind"):
    """`party` said that another one is down."""

    availability: Availability
    party: str


AvailabilityEvent = AvailabilitySet | AvailabilityForgotten | AvailabilityLowered
''',
    ),
    Change(
        _AVAILABILITY,
        _DECIDED,
        """    new = Availability(command.party, command.state, command.new_version)
    if command.state is AvailabilityState.DOWN:
        return (AvailabilityLowered(new, command.by),), new
    return (AvailabilitySet(new, command.by),), new
""",
    ),
    Change(
        _AVAILABILITY,
        "        case AvailabilitySet():\n            state.availability",
        "        case AvailabilitySet() | AvailabilityLowered():\n            state.availability",
    ),
    Change(
        _AVAILABILITY,
        "        case AvailabilitySet():\n            said",
        "        case AvailabilitySet() | AvailabilityLowered():\n            said",
    ),
    Change(
        _AVAILABILITY,
        "return (AvailabilitySet(said, event.by),)",
        'return (AvailabilitySet(said, ""),)',
    ),
)
"""A version that writes an event of a kind of its own when a party is said to be down, and otherwise what this one
writes, too."""

A_NEW_FIELD = (
    Change(
        "office/entities.py",
        "    state: AvailabilityState\n    version: str\n",
        "    state: AvailabilityState\n    version: str\n    down_since_us: int | None = None\n",
    ),
    Change(
        _AVAILABILITY,
        "    new = Availability(command.party, command.state, command.new_version)\n",
        "    since_us = now_us if command.state is AvailabilityState.DOWN else None\n"
        "    new = Availability(command.party, command.state, command.new_version, since_us)\n",
    ),
)
"""A version that writes since when a party is down (null: it is not) into an event that this one knows without that."""

TABLES_OF_THE_FIRST_VERSION = (
    Change("journal/stores/postgres/statements.py", "VERSION = 2\n", "VERSION = 1\n"),
    Change("journal/stores/postgres/statements.py", "    _ERASURES,\n)\nPUT", ")\nPUT"),
)
"""A version before there was an index of what was erased."""
