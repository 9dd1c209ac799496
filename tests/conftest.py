"""Options and shared things of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.serving import Identity

SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-scenes", action="store_true", help="write down what the office says now, for review")


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return Identity(tmp_path_factory.mktemp("identity"))
