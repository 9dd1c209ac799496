"""`tansiq verify`: what a file proves, without network, to one who trusts nobody but the keys that he names."""

from __future__ import annotations

import os
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tansiq.cli.output import EXIT_DONE, EXIT_REFUSED, as_json, complain
from tansiq.cli.proof_text import Found, as_document, explain, why_not, words_in
from tansiq.cli.words import refuse
from tansiq.evidence.copies import LONGEST_FILE, check_copy
from tansiq.evidence.notes import PublicKey
from tansiq.evidence.policy import LONGEST_POLICY, Policy, PolicyInvalid, read_keys
from tansiq.evidence.proofs import LONGEST_PROOF
from tansiq.evidence.verifying import NotProven, check

EXIT_NOT_PROVEN = 1
_KEY = re.compile(r"[^+]+\+[0-9a-f]{8}\+.+", re.DOTALL)


class Language(StrEnum):
    """In which is explained."""

    ENGLISH = "en"
    ARABIC = "ar"
    RUSSIAN = "ru"


_HELP = """Check receipts, checkpoints and copies of a log: without network, trusting nobody but the keys that you name.

Says what a file proves, and what it does not. Exit code 1 says why a file proves nothing, or that fewer witnesses have
cosigned than you ask for; 2, that keys or files cannot be used. Get keys on another way than the files: a forger has
keys, too.

Examples:

    tansiq verify receipt.tlog-proof --key office.vkey

    tansiq verify *.tlog-proof --policy court.policy --language ar

    tansiq verify - --key office.vkey --witness relief.vkey --witness army.vkey --quorum 1 --json < receipt.tlog-proof
"""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("verify", help=_HELP)(verify)


def verify(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="What is to be checked; '-' is the input, a folder a copy of a log."),
    ],
    key: Annotated[
        list[str] | None, typer.Option(metavar="VKEY|FILE", help="A key of the office's log; repeat for more.")
    ] = None,
    witness: Annotated[
        list[str] | None, typer.Option(metavar="VKEY|FILE", help="A witness's key; repeat for more.")
    ] = None,
    quorum: Annotated[
        int | None, typer.Option(help="How many of these witnesses must have cosigned. Default: all.", min=0)
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(help="A file that names logs, witnesses and quorum (C2SP tlog-policy).")
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="In which it is explained. Default: the terminal's, or English.")
    ] = None,
    as_json_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    asked = _policy(key or [], witness or [], quorum, policy)
    words = words_in(language or _of_terminal())
    documents: list[dict[str, Any]] = []
    code = EXIT_DONE
    if files.count("-") > 1:
        refuse("the input can be read once")
    explained = 0
    for name in files:
        shown = "stdin" if name == "-" else name
        try:
            found = _check(name, asked)
        except OSError as error:
            complain(f"{shown}: {error.strerror or error}")
            documents.append({"file": shown, "holds": False, "code": "not-read"})
            code = EXIT_REFUSED
            continue
        except NotProven as fault:
            documents.append({"file": shown, "holds": False, "code": fault.fault, "about": fault.about})
            code = code or EXIT_NOT_PROVEN
            if not as_json_document:
                why_not(shown, fault, words)
            continue
        documents.append({"file": shown, "holds": True, **as_document(found)})
        if not as_json_document:
            explain(shown, found, words, is_first=not explained, asks_witnesses=asked.asks_witnesses)
            explained += 1
        if not documents[-1]["final"]:
            code = code or EXIT_NOT_PROVEN
            if not as_json_document:
                complain(f"{shown}: {words.not_final}", words.not_final_hint)
    if as_json_document:
        as_json({"proven": code == EXIT_DONE, "files": documents})
    raise typer.Exit(code)


def _policy(keys: list[str], witnesses: list[str], quorum: int | None, file: Path | None) -> Policy:
    """What is asked for. Ends the command where that is nothing, or contradicts itself."""
    logs = [found for each in keys for found in _keys(each, "--key")]
    try:
        if file is not None:
            if witnesses or quorum is not None:
                refuse("a policy names the witnesses and the quorum: give --policy, or --witness and --quorum")
            with file.open("rb") as opened:
                asked = Policy.read(opened.read(LONGEST_POLICY + 1)).with_logs(logs)
        else:
            asked = Policy.of(logs, [found for each in witnesses for found in _keys(each, "--witness")], quorum)
    except PolicyInvalid as error:
        refuse(f"{file}: {error}" if file is not None else str(error))
    if not asked.logs:
        refuse("whom do you trust? give --key with a key of the office's log, or --policy")
    return asked


def _keys(given: str, option: str) -> tuple[PublicKey, ...]:
    try:
        if _KEY.fullmatch(given):
            return read_keys(given.encode())
        with Path(given).open("rb") as file:
            return read_keys(file.read(LONGEST_POLICY + 1))
    except PolicyInvalid as error:
        refuse(f"{option} {given}: {error}")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        refuse(f"{option} {given}: neither a key like NAME+12345678+BASE64 nor a file of keys ({reason})")


def _check(name: str, asked: Policy) -> Found:
    """Raises `OSError` for what cannot be read, and `NotProven`."""
    if name == "-" or not Path(name).is_dir():
        return check(_read(name), asked)

    def read(path: str) -> bytes | None:
        part = Path(name, path)
        try:
            if part.is_fifo() or part.is_char_device():  # whoever made the copy could have it read for ever
                raise OSError(f"{part} is no file")
            with part.open("rb") as file:
                return file.read(LONGEST_FILE + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None

    return check_copy(read, asked)


def _read(name: str) -> bytes:
    if name != "-":
        with Path(name).open("rb") as file:
            return file.read(LONGEST_PROOF + 1)
    if sys.stdin is None:
        raise OSError("there is no input")
    raw = getattr(sys.stdin, "buffer", None)
    return bytes(raw.read(LONGEST_PROOF + 1)) if raw is not None else sys.stdin.read(LONGEST_PROOF + 1).encode()


def _of_terminal() -> str:
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return next((each for each in Language if said.startswith(each)), Language.ENGLISH)
