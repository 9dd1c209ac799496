"""A party's terminal: what `tansiq` runs, in this process, against a real office."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tansiq.cli.main import run
from tests.coordination import Speaker


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def tansiq(*words: object, typed: str = "", width: int = 80) -> Done:
    """Runs a command with this typed in, on a terminal that is so wide."""
    out, error = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(error):
        patch.setattr(sys, "argv", ["tansiq", *map(str, words)])
        patch.setattr(sys, "stdin", io.StringIO(typed))
        patch.setenv("COLUMNS", str(width))
        with pytest.raises(SystemExit) as ended:
            run()
    out.flush()
    raw = out.buffer.getvalue()  # type: ignore[attr-defined]
    return Done(int(ended.value.code or 0), raw.decode("utf-8"), error.getvalue())


class Terminal:
    """A party at the command line."""

    def __init__(self, speaker: Speaker, folder: Path) -> None:
        self.speaker = speaker
        self._token = folder / f"{speaker.party}.token"
        self._token.write_text(speaker.token)

    @property
    def common(self) -> tuple[object, ...]:
        return "--url", self.speaker.office.url, "--token-file", self._token

    def run(self, *words: object, typed: str = "", width: int = 80) -> Done:
        return tansiq(*words, *self.common, typed=typed, width=width)

    def __call__(self, *words: object, status: int = 0, typed: str = "") -> str:
        """What a person reads on a terminal of 80 columns; unless it ended well, what is complained of, too."""
        done = self.run(*words, typed=typed)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + (done.stderr if status else "")

    def json(self, *words: object, status: int = 0, typed: str = "") -> Any:
        """What a program reads."""
        done = self.run(*words, "--json", typed=typed)
        assert done.returncode == status, done.stdout + done.stderr
        return json.loads(done.stdout)


def too_wide(text: str) -> list[str]:
    """The lines that do not fit."""
    return [line for line in text.splitlines() if cell_len(line) > 80]
