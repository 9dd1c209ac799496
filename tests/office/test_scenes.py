"""Scenes: conversations with the office as text. `pytest --rewrite-scenes` writes down what it says now, for review."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office.stage import Stage

SCENES = sorted((Path(__file__).parent / "scenes").glob("*.txt"))


def play(text: str, stage: Stage | None = None) -> str:
    stage, out = stage or Stage(), []
    for block in text.strip().split("\n\n"):
        said, _, _ = block.partition("\n----")
        lines = said.splitlines()
        out.append(said)
        commands = [line for line in lines if not line.startswith("#")]
        if commands:
            answers = [answer for answer in (stage.play(line) for line in commands) if answer]
            out[-1] += "\n----" + "".join(f"\n{answer}" for answer in answers)
    return "\n\n".join(out) + "\n"


@pytest.mark.parametrize("scene", SCENES, ids=lambda path: path.stem)
def test_the_office_says_what_the_scene_expects(scene: Path, request: pytest.FixtureRequest) -> None:
    expected = scene.read_text("utf-8")
    said = play(expected)
    if request.config.getoption("--rewrite-scenes"):
        scene.write_text(said, "utf-8")
    else:
        assert said == expected


def test_there_are_scenes() -> None:
    assert len(SCENES) >= 10
