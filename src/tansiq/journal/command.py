"""What a command is: a wish, and the kind of reply that answers it."""

from __future__ import annotations

from typing import Generic, TypeVar

R = TypeVar("R")


class Command(Generic[R]):
    """Base of all commands; `R` is what `decide` replies with, so that a caller knows what comes back."""

    __slots__ = ()
