"""`tansiq announce` and `tansiq conflicts`."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
