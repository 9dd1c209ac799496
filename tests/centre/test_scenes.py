"""Scenes: conversations with a centre as text. `pytest --rewrite-scenes` writes down what it says now, for review."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import scenes
from tests.centre.stage import Stage

SCENES = sorted((Path(__file__).parent / "scenes").glob("*.txt"))


@pytest.mark.parametrize("scene", SCENES, ids=lambda path: path.stem)
def test_the_centre_says_what_the_scene_expects(scene: Path, request: pytest.FixtureRequest) -> None:
    scenes.check(scene, Stage(), request)


def test_there_are_scenes() -> None:
    assert len(SCENES) >= 6
