"""A centre's link to its office, by an operator's settings: where the office is, as whom to speak to it, in which
journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tansiq.centre.hosting import file_name
from tansiq.settings import SettingRefused, Settings

_USUAL_JOURNAL = "sqlite:var/tansiq.db"
_NEEDED = ("office", "party", "client_id", "client_secret_file")
_OWN = (*_NEEDED, "token_url", "any_office", "office_log_key", "compare_with")
_LONGEST_SECRET = 1_024


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Where the office is, and as whom to speak to it."""

    office: str
    party: str
    client_id: str
    token_url: str
    secret: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> LinkSettings:
        """Raises `SettingRefused` where something is missing or cannot be meant."""
        for name in _NEEDED:
            if not getattr(settings, name):
                raise SettingRefused(f"--{name.replace('_', '-')} is needed with --role centre")
        for name in ("office", "token_url"):
            _check_url(name, getattr(settings, name), settings)
        if settings.witness:
            raise SettingRefused("--witness is for an office: it is the office's log that witnesses cosign")
        secret = secret_in(settings.client_secret_file)
        return cls(settings.office, settings.party, settings.client_id, settings.token_url, secret)


def secret_in(path: str) -> str:
    """The secret that a file holds. Raises `SettingRefused`."""
    try:
        secret = Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingRefused(f"--client-secret-file {path}: {error}") from None
    if not 1 <= len(secret) <= _LONGEST_SECRET or not secret.isprintable():
        raise SettingRefused(f"--client-secret-file {path}: it holds the secret, one line, and nothing else")
    return secret


def check_office(settings: Settings) -> None:
    """Raises `SettingRefused` for settings of a centre that an office has been given."""
    for name in _OWN:
        if getattr(settings, name):
            flag = name.replace("_", "-")
            raise SettingRefused(f"--{flag} is for a party's own centre; an office has none: is --role centre missing?")


def journal_of(settings: Settings) -> Path:
    """The centre's journal: its file is named after the party, as that of a hosted one is, so that one can become the
    other. Raises `SettingRefused`."""
    name = f"{file_name(settings.party)}.db"
    if settings.journal == _USUAL_JOURNAL:
        return Path("var/centres") / name
    scheme, _, path = settings.journal.partition(":")
    if scheme != "sqlite" or Path(path).name != name:
        raise SettingRefused(f"--journal {settings.journal}: the journal of {settings.party} is sqlite:FOLDER/{name}")
    return Path(path)


def _check_url(name: str, url: str, settings: Settings) -> None:
    flag = f"--{name.replace('_', '-')} {url}"
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise SettingRefused(f"{flag}: the form is https://HOST[:PORT][/PATH]")
    if parts.scheme == "http" and not settings.allow_http_urls:
        raise SettingRefused(f"{flag}: it must begin with https:// (whoever listens on the way gets the secret)")
