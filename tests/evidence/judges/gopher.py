"""Go's `golang.org/x/mod/sumdb` as a judge, from Debian's packages; nothing is fetched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

LIBRARIES = Path("/usr/share/gocode")
ABSENT = "needs Go and its library sumdb: apt-get install golang-go golang-golang-x-mod-dev"
Case: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Gopher:
    """A judge that was built."""

    program: Path

    @classmethod
    def built(cls, folder: Path) -> Gopher:
        """Skips where Go or the library is absent."""
        go = shutil.which("go")
        if go is None or not (LIBRARIES / "src/golang.org/x/mod/sumdb/tlog").is_dir():
            pytest.skip(ABSENT)
        program = folder / "judge"
        offline = {
            "GO111MODULE": "off",
            "GOPATH": str(LIBRARIES),
            "GOPROXY": "off",
            "GOFLAGS": "",
            "GOTOOLCHAIN": "local",
        }
        subprocess.run(
            [go, "build", "-o", program, Path(__file__).with_name("judge.go")],
            check=True,
            env={**os.environ, **offline, "GOCACHE": str(folder / "cache")},
            timeout=240,
        )
        return cls(program)

    def answers(self, cases: Iterable[Case]) -> list[dict[str, Any]]:
        """To each case, in order: `Refused`, or what was asked for."""
        asked = "".join(json.dumps(case) + "\n" for case in cases)
        done = subprocess.run([self.program], input=asked.encode(), capture_output=True, check=True, timeout=240)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def refuses(self, cases: Iterable[Case]) -> list[bool]:
        """Whether each is refused."""
        return ["Refused" in answer for answer in self.answers(cases)]


def record(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> Case:
    """That the leaf is in the tree."""
    return {
        "Ask": "record",
        "Size": size,
        "Root": b64(root),
        "Index": index,
        "Hash": b64(leaf),
        "Proof": several(proof),
    }


def tree(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> Case:
    """That the tree continues the older one."""
    return {
        "Ask": "tree",
        "Size": size,
        "Root": b64(root),
        "Old": old,
        "OldRoot": b64(old_root),
        "Proof": several(proof),
    }


def note(written: bytes, keys: Sequence[str]) -> Case:
    """Which of the keys have signed it."""
    return {"Ask": "note", "Note": b64(written), "Keys": list(keys)}


def tiles(folder: Path, size: int, root: bytes, indexes: Sequence[int]) -> Case:
    """The hashes of leaves, and Go's own proofs of each: that it is there, and that the tree continues the one of
    which it is the last."""
    return {"Ask": "tiles", "Folder": str(folder), "Size": size, "Root": b64(root), "Indexes": list(indexes)}


def b64(data: bytes) -> str:
    """As hashes are written."""
    return b64encode(data).decode()


def several(hashes: Sequence[bytes]) -> list[str]:
    """Several of them."""
    return [b64(each) for each in hashes]
