"""The pages say of a proof what `tansiq verify` says of it, in each language, to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tansiq.cli.proof_text import LANGUAGES
from tansiq.cli.proof_words.form import Label, Shows, ShowsNot
from tansiq.office.attested import Says
from tansiq.office.feed import Subject

WORDS = Path(__file__).parents[2] / "console/src/words"
NOT_ON_PAGES = {Shows.HEAD, Shows.COPY, Shows.BEGINNING, ShowsNot.ENTRIES, ShowsNot.MOMENT}
"""A page shows receipts, neither checkpoints alone, nor copies of a log, nor where it stood at a moment."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_commands_say_the_same_of_a_proof(language: str) -> None:
    words = LANGUAGES[language]
    text = (WORDS / language / "later/proofs.ftl").read_text("utf-8")
    said = dict(re.findall(r"^(proof-[a-z-]+) = (.+)$", text, re.MULTILINE))
    wanted = {
        "proof-attests": words.attests,
        "proof-held-by": words.held_by,
        "proof-shows": words.shows,
        "proof-shows-not": words.shows_not,
        "proof-own-clock": words.own_clock,
        **{f"proof-says-{one.replace(' ', '-')}": words.says[one] for one in Says},
        **{f"proof-subject-{one}": words.subjects[one] for one in Subject},
        **{f"proof-proves-{one}": words.proves[one] for one in Shows if one not in NOT_ON_PAGES},
        **{f"proof-not-{one}": words.proves_not[one] for one in ShowsNot if one not in NOT_ON_PAGES},
    }
    assert {name: said.get(name) for name in wanted} == wanted
    labels = {name: text for name, text in said.items() if name.startswith("proof-label-")}
    assert labels == {name: words.labels[Label(name.removeprefix("proof-label-"))] for name in labels}
