"""What the office says by itself has its words in each language of the pages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from tansiq.centre import mishaps
from tansiq.centre.likeness import Known
from tansiq.centre.mishaps import MishapCode
from tansiq.gateways.geofiles.feature import CODES as FILE_CODES
from tansiq.gateways.geofiles.remarks import SENTENCES, Remark, RemarkCode
from tansiq.office.talk import Finding, Heading

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/tansiq"
LANGUAGES = ("en", "ar", "ru")
OF_ROWS = (
    "volumes/*.py",
    "gateways/geofiles/*.py",
    "gateways/outlines.py",
    "gateways/api_v1/imported.py",
    "gateways/api_v1/imported_operations.py",
    "gateways/api_v1/extents.py",
)
"""Where it is decided whether a row of a file can be used. What is not read or drawn itself is in `FROM_ELSEWHERE`."""
FROM_ELSEWHERE = {"card-invalid", "extents-needed", "malformed"}
_RAISED = re.compile(r'(?:FeatureFault|FileRefused|ShapeRefused|Problem)\(\s*(?:\d+,\s*)?"([a-z-]+)"')
_ARGUMENTS = {"length_m": "length", "low_m": "low", "high_m": "high"}
"""What a field of a remark is called in a message, where its name is another."""


def messages(language: str) -> dict[str, str]:
    """Each message with all that belongs to it."""
    text = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "console/src/words" / language).rglob("*.ftl")))
    found = re.findall(r"^([a-z][a-z0-9-]*) = ?((?:.*)(?:\n[ }].*)*)", text, re.MULTILINE)
    return dict(found)


def variables(message: str) -> set[str]:
    return set(re.findall(r"\$([a-z_]+)", message))


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_remarked_on_a_file_has_its_words_and_says_as_much(language: str) -> None:
    said = messages(language)
    for code in RemarkCode:
        in_english = {
            name.removeprefix("r.").partition("!")[0]
            for _, name, _, _ in Formatter().parse(SENTENCES[code])
            if name is not None
        }
        belongs = {_ARGUMENTS.get(name, name) for name in in_english - {"moved"}}
        belongs |= {"moved", "shift"} if "moved" in in_english else set()
        assert variables(said[f"remark-{code}"]) == belongs, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_office_finds_calls_and_compares_has_its_words(language: str) -> None:
    said = messages(language)
    for name in (*(f"finding-{one}" for one in Finding), *(f"title-{one}" for one in Heading)):
        assert name in said
    for known in Known:
        assert f"like-{known}" in said or f"kind-{known}" in said, known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_with_which_a_file_or_a_row_is_refused_has_its_words(language: str) -> None:
    said = messages(language)
    source = "\n".join(path.read_text("utf-8") for pattern in OF_ROWS for path in sorted(SOURCE.glob(pattern)))
    codes = set(_RAISED.findall(source)) | set(FILE_CODES) | FROM_ELSEWHERE
    codes -= {"too-long-to-write"}  # of what is written, not read
    assert len(codes) > 40
    assert sorted(code for code in codes if f"problem-{code}" not in said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_goes_wrong_with_a_delivery_has_its_words(language: str) -> None:
    said = messages(language)
    for code in MishapCode:
        assert f"mishap-{code}" in said
        fields = {name for _, name, _, _ in Formatter().parse(mishaps.SENTENCES[code]) if name}
        belongs = {name.removeprefix("m.").removesuffix("_s") for name in fields}
        assert variables(said[f"mishap-{code}"]) == belongs, code


def test_every_remark_is_made_somewhere_and_has_its_english_sentence() -> None:
    source = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py") if path.name != "remarks.py")
    assert sorted(code.name for code in RemarkCode if f"RemarkCode.{code.name}" not in source) == []
    assert set(SENTENCES) == set(RemarkCode)


def test_a_remark_says_in_english_by_how_much_a_bound_was_moved() -> None:
    lowered = Remark(RemarkCode.BOUND_ABOVE_SEA, bound="lower", length_m=300, shift_m=-110, high_m=110)
    assert lowered.sentence == (
        "The lower bound, 300 m, is given above sea level, which lies up to 110 m from the ellipsoid; it was "
        "lowered by 110 m."
    )
