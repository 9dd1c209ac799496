"""Options and shared things of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.serving import Identity

LONG = (
    "faults",
    "test_first_steps.py",
    "test_every_page.py",
    "test_leaks.py",
    "test_real_flights.py",
    "browser",
    "cli",
    "web",
)
"""Folders and files of tests, from what takes longest to what takes least; all others come after these."""
SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-scenes", action="store_true", help="write down what the office says now, for review")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long and mostly waits comes first, so that no core is left alone with it at the end."""
    items.sort(key=lambda item: min(map(_place, (item.path.parent.name, item.path.name))))


def _place(name: str) -> int:
    return LONG.index(name) if name in LONG else len(LONG)


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return Identity(tmp_path_factory.mktemp("identity"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    running = Cluster()
    yield running
    running.stop()


@pytest.fixture
def address(cluster: Cluster) -> str:
    """Of a PostgreSQL database that is the test's own."""
    return cluster.make_database()
