"""Centres of hosted parties in a database that nodes share: what one has made, another one serves."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tansiq.centre.hosting import Hosting
from tansiq.centre.kept import CentresInDatabase, open_master
from tansiq.journal.errors import StoreUnreachable
from tansiq.journal.node import Node
from tansiq.journal.stores.postgres.database import Database
from tests.journal.nodes import Wire
from tests.postgres import Cluster

PATIENCE_S = 30.0


def test_a_centre_whose_keys_could_not_be_read_is_served_when_they_can(
    cluster: Cluster, address: str, tmp_path: Path
) -> None:
    async def play() -> None:
        wire = Wire(cluster.port)
        there = Node(Database(address), tmp_path / "there")
        here = Node(Database(wire.address(address)), tmp_path / "here")
        first, second = (
            Hosting(CentresInDatabase(node, open_master(node, tmp_path / "seal-key"))) for node in (there, here)
        )
        served = asyncio.Event()

        async def look(journal: str) -> None:
            name = CentresInDatabase.name_of(journal)
            assert name is not None
            await second.look_for(name)
            served.set()

        here.on_unknown = look
        await first.make("relief")
        wire.cut = lambda piece: "before" if b"tansiq_keys" in piece else ""
        with pytest.raises(StoreUnreachable):
            await second.look_for("relief")
        assert wire.cuts
        assert second.find("relief") is None
        wire.cut = lambda piece: ""
        following = asyncio.ensure_future(here.follow())
        async with asyncio.timeout(PATIENCE_S):
            await served.wait()
        found = second.find("relief")
        assert found is not None
        assert found.party == "relief"
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        for hosting, node in ((first, there), (second, here)):
            await hosting.close()
            node.close()
        wire.close()

    asyncio.run(play())
