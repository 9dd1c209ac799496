"""What schemathesis would send to an operation of a description, thought out only when the test of this operation runs.

Its own decorators do so while tests are collected, in every worker, which takes longer than the sending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test

from tests.thorough import THOROUGH

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MODES = [HypothesisTestMode.EXAMPLES, HypothesisTestMode.FUZZING, *([HypothesisTestMode.COVERAGE] if THOROUGH else [])]


def operations(description: dict[str, Any]) -> Iterator[str]:
    """All of them, as `GET /path`."""
    for path, form in description["paths"].items():
        yield from (f"{method.upper()} {path}" for method in form if method in _METHODS)


def send_all(
    described: schemathesis.BaseSchema, operation: str, send: Callable[[schemathesis.Case], None], *, examples: int
) -> None:
    """Calls `send` with as many random examples of what is described and of what is not; a campaign also with all the
    values at the edges, of which there are thousands. Raises what the first one that fails raises."""
    method, path = operation.split(" ", 1)
    how = settings(
        max_examples=examples if THOROUGH else max(4, examples // 3),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
        derandomize=True,
    )
    config = HypothesisTestConfig(project=described.config, modes=_MODES, explicit_settings=how)

    def try_one(case: schemathesis.Case) -> None:
        send(case)

    create_test(operation=described[path][method.lower()], test_func=try_one, config=config)()
