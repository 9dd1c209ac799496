"""A form from a file, from what is there already, and from options, which have the last word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from tansiq.cli.output import EXIT_REFUSED, complain
from tansiq.cli.shape import Shape
from tansiq.cli.speaking import form_file


def filled(file: Path | None, said: dict[str, Any], shape: Shape, missing: str) -> dict[str, Any]:
    """The form of something new. `missing` is complained of where neither a file nor a place is given."""
    if file is None and not shape.given:
        complain(missing)
        raise typer.Exit(EXIT_REFUSED)
    return _with(form_file(file) if file is not None else {}, said, shape)


def refilled(old: Any, kept: tuple[str, ...], file: Path | None, said: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """The form of something that is there. A route has to be given again where it is not told how it was laid."""
    if file is not None:
        return _with(form_file(file), said, shape)
    form = {name: old[name] for name in kept if old.get(name)}
    if old.get("route") and not shape.given:
        if not old.get("corridor"):
            complain("it follows a route: give the route again, by --route or in a file, so that it stays one")
            raise typer.Exit(EXIT_REFUSED)
        form.pop("extents", None)
        form["route"] = _laid_before(old)
    return _with(form, said, shape)


def _laid_before(old: Any) -> dict[str, Any]:
    """The route as it was given. Its band is that of its corridor, above the ellipsoid."""
    first = (old.get("extents") or [{}])[0]
    band = {name: first[name] for name in ("lower_m", "upper_m") if first.get(name) is not None}
    return {"waypoints": old["route"], **old["corridor"], **band}


def _with(form: dict[str, Any], said: dict[str, Any], shape: Shape) -> dict[str, Any]:
    card = form.get("card", {})
    whole = {**form, **said}
    if isinstance(card, dict) and (card or "card" in said):
        whole["card"] = {**card, **said.get("card", {})}
    return shape.laid(whole)
