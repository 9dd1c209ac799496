"""The people of the exercise: two for each party, so that one can write a notice and the other check it."""

from __future__ import annotations

import secrets as chance
from collections.abc import Mapping
from pathlib import Path

import httpx

from tansiq.cli.exercise.acting import Program
from tansiq.web.issuer import KeysRefused, write_private

PASSWORDS = "people.toml"
_PEOPLE = (
    ("first", "First officer", ("administrator", "duty-officer")),
    ("second", "Second officer", ("duty-officer",)),
)


async def take_in_people(client: httpx.AsyncClient, secrets: Mapping[str, str], folder: Path) -> bool:
    """Makes the people, with passwords that are written into a file of the folder; False if that is there already.

    Raises `KeysRefused` if the office does not take somebody in.
    """
    path = folder / PASSWORDS
    if path.exists():
        return False
    lines = ["# People of the exercise: sign in with party, login and password.\n"]
    for party, secret in secrets.items():
        program = Program(client, party, secret)
        lines.append(f"[{party}]\n")
        for login, name, roles in _PEOPLE:
            password = chance.token_urlsafe(12)
            form = {"login": login, "name": f"{name} of {party}", "roles": list(roles)}
            status, made = await program.ask("POST", "/people", form)
            if status == httpx.codes.CREATED:
                status, _ = await program.ask("POST", "/accounts", {"secret": made["secret"], "password": password})
            if status != httpx.codes.OK:
                raise KeysRefused(f"{party} cannot take {login} in ({status}); begin anew: make reset")
            lines.append(f'{login} = "{password}"\n')
    write_private(path, "".join(lines).encode())
    return True
