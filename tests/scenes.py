"""Scenes: conversations as text. An empty line parts blocks; below a line of dashes stands what is answered."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest


class Stage(Protocol):
    """Where a scene is played."""

    def play(self, line: str) -> str:
        """Carries a line out and says what came of it."""


def play(text: str, stage: Stage) -> str:
    """The scene as it is played now."""
    out = []
    for block in text.strip().split("\n\n"):
        said, _, _ = block.partition("\n----")
        lines = said.splitlines()
        out.append(said)
        commands = [line for line in lines if not line.startswith("#")]
        if commands:
            answers = [answer for answer in (stage.play(line) for line in commands) if answer]
            out[-1] += "\n----" + "".join(f"\n{answer}" for answer in answers)
    return "\n\n".join(out) + "\n"


def check(scene: Path, stage: Stage, request: pytest.FixtureRequest) -> None:
    """Plays a scene and compares, or, with `--rewrite-scenes`, writes down what is said now, for review."""
    expected = scene.read_text("utf-8")
    said = play(expected, stage)
    if request.config.getoption("--rewrite-scenes"):
        scene.write_text(said, "utf-8")
    else:
        assert said == expected
