"""Nodes that start when not everything is there yet: after a loss of power, all machines come up in any order."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tansiq.cli.output import EXIT_UNREACHABLE
from tests.postgres import Cluster
from tests.serving import Identity
from tests.web.test_nodes import Nodes


@contextlib.contextmanager
def own_cluster() -> Iterator[Cluster]:
    """One that may be killed, beside what other tests rest on."""
    cluster = Cluster()
    try:
        yield cluster
    finally:
        cluster.stop()


def test_a_node_that_starts_before_its_database_ends_in_such_a_way_that_it_is_started_again(
    identity: Identity, tmp_path: Path
) -> None:
    with own_cluster() as cluster:
        nodes = Nodes(cluster.make_database(), tmp_path, identity, [])
        cluster.kill()
        with pytest.raises(RuntimeError, match=f"the office ended with {EXIT_UNREACHABLE}: ") as told:
            nodes.start("one")
        assert "the database cannot be used" in " ".join(str(told.value).split())
        cluster.start()
        office = nodes.start("one")
        try:
            assert office.call("GET", "/readyz")[0] == 200
        finally:
            assert office.stop() == 0
