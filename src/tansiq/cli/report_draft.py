"""A report to fill in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_DRAFT = """\
# A report: tansiq report release FILE. It says what one knows, from whom, and how far that can be relied on; it never
# describes a target. What is not given has the value shown behind #.
title = ""
text = \"\"\"
\"\"\"
language = "en"
# Whom or what it rests on, and where it was published.
# source = ""
# outlet = ""
# The source: A (reliable) to E (unreliable), F: cannot be judged. What it says: 1 (confirmed by others) to 5
# (improbable), 6: cannot be judged.
source_grade = "F"
information_grade = 6
# TLP:RED (named parties only), TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN, TLP:CLEAR
marking = "TLP:AMBER"
# The time that it speaks of.
from = {start}
until = {end}
# place = ""
author = ""

# To whom it goes; to nobody it is kept for oneself.
[release]
parties = []
# groups = []
# agreements = []

# Where, if it speaks of a place: a circle, or a polygon whose ring closes by itself.
# [[extents]]
# circle = {{ lat = 36.2, lng = 5.4, radius_m = 500 }}

# Who is quoted with what. Repeat for more.
# [[claims]]
# speaker = ""
# text = ""

# What it says of an earlier report: confirms, contradicts; of one's own: corrects, withdraws. Repeat for more.
# [[relations]]
# kind = "confirms"
# report = ""
# version = 1
"""


def report_draft() -> str:
    """The form of a report, with comments."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    return _DRAFT.format(start=f"{now - timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}", end=f"{now:%Y-%m-%dT%H:%M:%SZ}")
