"""Options and shared things of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.serving import Identity

LONG = {"faults", "test_first_steps.py", "test_leaks.py", "test_real_flights.py"}
SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-scenes", action="store_true", help="write down what the office says now, for review")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long and mostly waits comes first, so that no core is left alone with it at the end."""
    items.sort(key=lambda item: not LONG.intersection({item.path.parent.name, item.path.name}))


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return Identity(tmp_path_factory.mktemp("identity"))
