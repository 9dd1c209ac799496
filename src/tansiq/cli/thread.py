"""`tansiq thread`: what parties say to each other, and who has read it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli.files import write_file
from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, say
from tansiq.cli.saying import Words, words_of
from tansiq.cli.speaking import Office, confirmed, help_text, speaking, with_options
from tansiq.cli.thread_text import show_thread, thread_table
from tansiq.gateways.api_client import ApiClient, Queued, step

app = typer.Typer(help="Threads: what parties say to each other, and who has read it.", no_args_is_help=True)
Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The thread: its id, or how it begins.")]
Person: TypeAlias = Annotated[str, typer.Option(help="Who says so.")]
_ID = "1c2d3e4f-0000-5000-8000-000000000000"
_SUBJECTS = ("operation", "notice", "report", "request", "incident", "quiet-period", "agreement")


@app.command(
    "list",
    help=help_text(
        "List the party's threads, the one in which something was said last first.",
        "thread list --awaited --keys var/keys --party army",
        "thread list --open --under 1c2d3e4f-0000-5000-8000-000000000000 --json",
    ),
)
@speaking
def list_threads(
    office: Office,
    awaited: Annotated[bool, typer.Option("--awaited", help="With messages that one has not acknowledged.")] = False,
    still_open: Annotated[bool | None, typer.Option("--open/--closed", help="[default: both]")] = None,
    about: Annotated[str, typer.Option(help="About the thing with this id.")] = "",
    under: Annotated[str, typer.Option(help="That rest on this agreement.")] = "",
) -> None:
    state = {} if still_open is None else {"open": str(still_open).lower()}
    others = {"about": about, "under": under, "awaited": "true" if awaited else ""}
    found = office.all("threads", {**state, **{name: value for name, value in others.items() if value}})
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "thread"))
    if found:
        thread_table(found)


@app.command(
    "show",
    help=help_text(
        "Show a thread with its messages: at most 500, the last ones or those before a number.",
        f"thread show {_ID} --last 20 --keys var/keys --party army",
    ),
)
@speaking
def show(
    office: Office,
    identifier: Identifier,
    last: Annotated[int, typer.Option(help="So many of them.", min=1, max=500)] = 500,
    before: Annotated[int | None, typer.Option(help="Those before this number.", min=1)] = None,
) -> None:
    query = {} if before is None else {"before": str(before)}
    one = office.get(office.find("threads", identifier), query)
    if office.as_document:
        as_json(one)
    else:
        show_thread(one, last)


@app.command(
    "open",
    help=help_text(
        "Begin a thread with other parties, with its first message.",
        "thread open 'Who flies at noon?' --with army --title 'Noon' --person Lina --keys var/keys --party relief",
        f"thread open - --with army --title 'The convoy' --about operation:{_ID} --priority urgent < text.txt",
    ),
)
@speaking
@with_options("words", words_of)
def open_thread(
    office: Office,
    title: Annotated[str, typer.Option(help="What it is about, in a line.")],
    others: Annotated[list[str], typer.Option("--with", help="A party; repeat for more.")],
    about: Annotated[
        list[str] | None, typer.Option(help=f"A thing as KIND:ID ({', '.join(_SUBJECTS)}); repeat for more.")
    ] = None,
    under: Annotated[str, typer.Option(help="The agreement [default: the first that holds for all].")] = "",
    *,
    words: Words,
) -> None:
    form = {"parties": others, "title": title, "about": [_about(one) for one in about or ()], "under": under}
    _shown(office, office.post("threads", {**form, "message": words.sent(office)}))


@app.command(
    "say",
    help=help_text(
        "Say something. Nothing that is said can be changed or taken back; a correction follows.",
        f"thread say {_ID} 'The bridge is open again.' --person Lina --keys var/keys --party relief",
        f"thread say {_ID} 'At 15:00, not 14:00.' --corrects 3 --attach plan.pdf",
        f"thread say {_ID} 'Le pont est ouvert.' --translates 4 --language fr",
        f"thread say {_ID} 'They hold fire until 15:00.' --call 'Duty of army' --call-at now --call-minutes 3",
    ),
)
@speaking
@with_options("words", words_of)
def say_something(office: Office, identifier: Identifier, *, words: Words) -> None:
    path = office.find("threads", identifier)
    _shown(office, office.post(f"{path}/messages", words.sent(office)))


@app.command(
    "acknowledge",
    help=help_text(
        "Say that one has read messages: shows all that wait for it, and asks. Whoever has read them elsewhere names "
        "their numbers in place of being asked.",
        f"thread acknowledge {_ID} --person 'A. Adler' --keys var/keys --party army",
        f"thread acknowledge {_ID} 3 4 --person 'A. Adler' --token-file token.txt",
    ),
)
@speaking
def acknowledge(
    office: Office,
    identifier: Identifier,
    person: Person,
    numbers: Annotated[list[int] | None, typer.Argument(metavar="NUMBER...", help="The messages.", min=1)] = None,
) -> None:
    path = office.find("threads", identifier)
    chosen = numbers or _awaited(office, path, person)

    async def talk(api: ApiClient) -> Any:
        one, last_queued = None, None
        for number in chosen:
            try:
                one = await api.post(f"{path}/messages/{number}/acknowledgement", {"person": person})
            except Queued as queued:  # so are the others: each is written down
                last_queued = queued
        if last_queued is not None:
            raise last_queued
        return one

    _shown(office, office.ask(talk))


@app.command(
    "close",
    help=help_text(
        "Say that a thread is done, and what came of it. Whoever says something more opens it again.",
        f"thread close {_ID} --summary 'They fly higher.' --keys var/keys --party army",
    ),
)
@speaking
def close(
    office: Office,
    identifier: Identifier,
    summary: Annotated[str, typer.Option(help="What came of it; all who take part can read it.")],
) -> None:
    path = office.find("threads", identifier)
    _shown(office, office.post(f"{path}/closing", {"summary": summary}))


@app.command(
    "file",
    help=help_text(
        "Get a file that goes with a message, by its digest as `thread show` names it.",
        f"thread file {_ID} 3f1c... --output plan.pdf --keys var/keys --party army",
    ),
)
@speaking
def get_file(
    office: Office,
    identifier: Identifier,
    digest: Annotated[str, typer.Argument(help="SHA-256, or how it begins.")],
    output: Annotated[Path, typer.Option(help="Where to; '-' is the output.")],
    replace: Annotated[bool, typer.Option("--replace", help="In place of a file that is there.")] = False,
) -> None:
    path = office.find("threads", identifier)
    whole = digest if len(digest) == 64 else _digest(office.get(path), digest)
    write_file(office, output, office.download(f"{path}/attachments/{step(whole)}"), replace=replace)


def _awaited(office: Office, path: str, person: str) -> list[int]:
    """The messages that wait for the party, shown; ends the command unless the answer is yes."""
    one = office.get(path)
    waiting = [message for message in one["messages"] if office.name in message.get("awaited", ())]
    if not waiting:
        complain("nothing in this thread waits for you")
        raise typer.Exit(EXIT_REFUSED)
    with contextlib.redirect_stdout(sys.stderr):  # the output is for what comes of it
        show_thread({**one, "messages": waiting})
    numbers = [int(message["number"]) for message in waiting]
    named = " ".join(map(str, numbers))
    confirmed(f"Acknowledge {counted(len(numbers), 'message')} for {office.name} as {person}?",
              f"the numbers, {named}, name what was read, and do not ask")  # fmt: skip
    return numbers


def _digest(thread: Any, begins: str) -> str:
    found = {
        file["sha256"]
        for message in thread["messages"]
        for file in message.get("attachments") or ()
        if file["sha256"].startswith(begins)
    }
    if len(found) != 1:
        which = (
            f"{len(found)} files of this thread have digests that begin"
            if found
            else "no file here has a digest that begins"
        )
        complain(f"{which} with {begins}")
        raise typer.Exit(EXIT_REFUSED)
    return str(found.pop())


def _about(text: str) -> dict[str, str]:
    subject, colon, thing = text.partition(":")
    if not colon or subject not in _SUBJECTS:
        complain(f"--about is KIND:ID, with one of {', '.join(_SUBJECTS)}")
        raise typer.Exit(EXIT_REFUSED)
    return {"subject": subject, "id": thing}


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
    else:
        show_thread(one, 5)
