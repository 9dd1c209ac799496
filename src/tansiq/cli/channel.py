"""`tansiq channel`: the channel of an agreement, its tests, and its hotline."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli.output import as_json
from tansiq.cli.saying import Words, words_of
from tansiq.cli.speaking import Office, help_text, speaking, with_options
from tansiq.cli.thread_text import show_channel, show_thread

app = typer.Typer(help="Channels: the hotline of an agreement, and whether it is answered.", no_args_is_help=True)
Agreement: TypeAlias = Annotated[
    str, typer.Argument(metavar="AGREEMENT", help="The agreement: its id, or how it begins.")
]
_ID = "1c2d3e4f-0000-5000-8000-000000000000"


@app.command(
    "show",
    help=help_text(
        "Show how the channel of an agreement is: its standing, its hotline, its tests and who missed them.",
        f"channel show {_ID} --keys var/keys --party army",
    ),
)
@speaking
def show(office: Office, agreement: Agreement) -> None:
    one = office.get(f"{office.find('agreements', agreement)}/channel")
    if office.as_document:
        as_json(one)
    else:
        show_channel(one)


@app.command(
    "test",
    help=help_text(
        "Test the channel now: all others on it are asked to acknowledge.",
        f"channel test {_ID} --keys var/keys --party army",
    ),
)
@speaking
def test(office: Office, agreement: Agreement) -> None:
    _shown(office, office.post(f"{office.find('agreements', agreement)}/channel/test"))


@app.command(
    "say",
    help=help_text(
        "Say something on the hotline of an agreement. Distress passes even where the channel is suspended.",
        f"channel say {_ID} 'Shots near the clinic.' --priority distress --person Lina --party relief",
    ),
)
@speaking
@with_options("words", words_of)
def say_something(office: Office, agreement: Agreement, *, words: Words) -> None:
    _shown(office, office.post(f"{office.find('agreements', agreement)}/hotline", words.sent(office)))


def _shown(office: Office, thread: Any) -> None:
    if office.as_document:
        as_json(thread)
    else:
        show_thread(thread, 5)
