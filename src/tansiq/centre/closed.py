"""A centre that cannot be used."""

from __future__ import annotations


class CentreClosed(Exception):  # noqa: N818  an answer, not a fault
    """The party's centre cannot be used now. The message is for its people; the log says what to do."""
