"""`tansiq` in a process of its own that has been loaded already: what a start loads takes a second of a processor, and
the tests start hundreds of offices. It is the command that users run, from its arguments to its exit code."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tansiq.cli.main", "tansiq.cli.serve"])


class Forked:
    """A running command; it is asked what a `subprocess.Popen` is asked."""

    def __init__(self, words: Sequence[str], output: Path) -> None:
        """`words`: what follows `tansiq`. `output`: what it says is added to this file."""
        self.args = ["tansiq", *words]
        self._process = _CONTEXT.Process(
            target=_run, args=(tuple(words), str(output), str(Path.cwd()), dict(os.environ))
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """As it is known at the moment; -N where signal N ended it."""
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self._process.exitcode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def _run(words: tuple[str, ...], output: str, folder: str, environment: dict[str, str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    log = os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, number in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(descriptor, number)
    os.close(log)
    os.close(nothing)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  as long as the process
    sys.stdout, sys.stderr = (open(n, "w", 1, encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
    sys.argv = ["tansiq", *words]
    from tansiq.cli.main import run

    run()
