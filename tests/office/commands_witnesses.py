"""Random commands about the log's witnesses that fit the state often enough."""

from __future__ import annotations

from hypothesis import strategies as st

from tansiq.office import witnesses
from tansiq.office.log_record import Cosigned
from tansiq.office.machine import AnyCommand
from tansiq.office.state import Office

_PARTIES = ("uss1", "uss2", "city", "")


@st.composite
def witnessing(draw: st.DrawFn, state: Office, serial: int) -> AnyCommand:
    """A checkpoint is put up, somebody cosigns it or contests the log, or its keys change."""
    put_up = state.log.put_up
    choice = draw(st.sampled_from(("put up", "keys", "contest", *("cosign",) * 4)))
    if choice == "put up" or (put_up is None and choice == "cosign"):
        return witnesses.PutUpCheckpoint(serial, f"log\n{serial}\n")
    if choice == "keys":
        keys = draw(st.lists(st.sampled_from(("log+1+a", "log+2+b", "log+3+c")), min_size=1, unique=True))
        now = tuple(one.key for one in state.log.keys if not one.until_us)
        was = draw(st.sampled_from((now, now, ())))
        return witnesses.PutLogKeys(tuple(keys), was, draw(st.sampled_from(("", f"{keys}"))))
    own_centre = draw(st.booleans())
    party = draw(st.sampled_from(_PARTIES[:3]))
    if choice == "contest":
        return witnesses.ContestLog(party, draw(st.sampled_from(("split", "rewritten"))), "{}", own_centre)
    assert put_up is not None
    size = draw(st.sampled_from((put_up.size, put_up.size, put_up.size, 0)))
    party = draw(st.sampled_from(_PARTIES))
    material = draw(st.sampled_from((f"{party}{own_centre}", f"{party}{own_centre}", "another", "common")))
    claim = draw(st.sampled_from(("claim\n", "claim\n", "")))
    return witnesses.TakeCosignatures(size, (Cosigned(party, f"w+1+{material}", "line\n", serial, own_centre),), claim)
