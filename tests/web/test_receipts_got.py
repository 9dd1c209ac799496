"""What a party's own centre keeps of what its office attested: there, and true, also when the office is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tansiq.evidence.notes import PublicKey
from tansiq.evidence.policy import Policy
from tansiq.evidence.ring import read_ring
from tansiq.evidence.verifying import Proven, check
from tansiq.office.attested import ReceiptMade
from tests.coordination import site
from tests.linked import PARTY, Linked, linked


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Linked]:
    with linked(tmp_path, "--housekeeping-s", "0.1") as whole:
        yield whole


def kept(link: Linked) -> dict[int, Path]:
    folder = link.folder / "own" / f"{PARTY}.receipts"
    return {int(path.stem.removeprefix("receipt-")): path for path in folder.rglob("*.tlog-proof")}


def attested(link: Linked) -> set[int]:
    return {one["number"] for one in link.there.get("/receipts?limit=1000")["items"]}


def all_here(link: Linked) -> dict[int, Path] | None:
    found = kept(link)
    return found if found and found.keys() == attested(link) else None


def keys_of(link: Linked) -> tuple[PublicKey, ...]:
    return read_ring(link.folder / "office.log-key").public


def said(link: Linked) -> list[tuple[str, str]]:
    """Each one checked by the office's key alone."""
    found = []
    for _, path in sorted(kept(link).items()):
        proven = check(path.read_bytes(), Policy(keys_of(link)))
        assert isinstance(proven, Proven)
        receipt = msgspec.json.decode(proven.entry.body, type=ReceiptMade)
        assert PARTY in receipt.to
        found.append((receipt.says.value, receipt.party))
    return found


def test_receipts_come_by_themselves_and_stay_when_the_office_is_gone(link: Linked) -> None:
    made = link.there.post("/notices", site(36.2, 5.4, ["army"]))
    link.wait_until(lambda: all_here(link))
    link.wire.cut()
    link.speakers["army"].post(f"/notices/{made['id']}/acknowledgement", {"version": 1, "person": "Nour"})
    assert ("acknowledged", "army") not in said(link)
    link.wire.mend()
    link.wait_until(lambda: all_here(link))
    link.office.kill()
    assert {("taken in", PARTY), ("given", "army"), ("acknowledged", "army")} <= set(said(link))


def test_what_is_there_is_not_asked_for_again_and_what_was_lost_is(link: Linked) -> None:
    link.there.post("/notices", site(36.2, 5.4, ["army"]))
    upto = link.folder / "own" / f"{PARTY}.receipts" / "upto"
    before = link.wait_until(lambda: all_here(link) if upto.exists() else None)
    assert link.centre is not None
    link.centre.kill()
    times = {number: path.stat().st_mtime_ns for number, path in before.items()}
    lost = max(before)
    before[lost].unlink()
    upto.unlink()
    link.start_centre()
    after = link.wait_until(lambda: all_here(link))
    assert {number for number, path in after.items() if path.stat().st_mtime_ns != times[number]} == {lost}
