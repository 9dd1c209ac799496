"""How a file that another party has named is called where it is put down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.gateways.api_v1.attachments import TYPES, file_name


@pytest.mark.parametrize(
    ("name", "media_type", "called"),
    [
        ("plan.pdf", "application/pdf", "plan.pdf"),
        ("PLAN.PDF", "application/pdf", "PLAN.PDF"),
        ("خطة.txt", "text/plain", "خطة.txt"),
        ("area.geojson", "application/json", "area.geojson.json"),
        ("area.geojson", "application/geo+json", "area.geojson"),
        ("report.hta", "text/plain", "report.hta.txt"),
        ("report\u202etxt.exe", "text/plain", "report_txt.exe.txt"),
        ("../../.bashrc", "text/plain", "_.._.bashrc.txt"),
        ('a"\r\nSet-Cookie: x', "text/plain", "a___Set-Cookie_ x.txt"),
        ("c:\\windows\\x.txt", "text/plain", "c__windows_x.txt"),
        ("txt", "text/plain", "txt.txt"),
        (" . ", "image/png", "file.png"),
        ("x.exe. ", "image/jpeg", "x.exe.jpg"),
    ],
)
def test_it_ends_as_its_type_does_and_names_no_folder(name: str, media_type: str, called: str) -> None:
    assert file_name(name, media_type) == called


@given(st.text(max_size=200), st.sampled_from(sorted(TYPES)))
def test_nothing_in_any_name_is_hidden(name: str, media_type: str) -> None:
    called = file_name(name, media_type)
    assert called.isprintable()
    assert not set(called) & set('/\\:*?"<>|')
    assert file_name(called, media_type) == called
