"""Everything that an operator can set, in one place: command line, then environment, then a TOML file, then default."""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PREFIX = "TANSIQ_"
_NOT_SETTINGS = ("config", "url", "as")  # where settings stand; to which office, and as whom, other commands speak


class SettingRefused(ValueError):  # noqa: N818
    """A setting cannot be used: which one, where it came from, what is allowed."""


def _setting(default: Any, text: str, *, allowed: tuple[Any, Any] | tuple[str, ...] | None = None) -> Any:
    return field(default=default, metadata={"help": text, "allowed": allowed})


@dataclass(frozen=True, slots=True)
class Settings:
    """An office's or a centre's settings. Each is a flag (`--max-area-km2`), a variable (`TANSIQ_MAX_AREA_KM2`) and a
    TOML key."""

    role: str = _setting(
        "office", "What is served: an office, or one party's own centre.", allowed=("office", "centre")
    )
    office: str = _setting("", "Of a centre: URL (https) of the office that it is linked to.")
    party: str = _setting("", "Of a centre: the party whose it is, as the office knows it.")
    client_id: str = _setting("", "Of a centre: its client id at the office's token endpoint.")
    client_secret_file: str = _setting("", "Of a centre: file with the secret of that client, and nothing else.")
    token_url: str = _setting("", "Of a centre: token endpoint (https), if it is not the office's own /oauth/token.")
    any_office: bool = _setting(
        False, "Of a centre: take what answers for its office although it knows nothing of what was read before."
    )
    host: str = _setting("127.0.0.1", "Address to listen at. 0.0.0.0 opens the office to the network.")
    port: tuple[int, ...] = _setting((8000,), "Port to listen at; may be given more than once.", allowed=(0, 65535))
    journal: str = _setting(
        "sqlite:var/tansiq.db",
        "Where the journal is kept: sqlite:PATH, or postgresql://USER@HOST/DATABASE for an office of several nodes. A "
        "password belongs into ~/.pgpass or PGPASSWORD.",
    )
    data: str = _setting(
        "var/node", "Of a node of an office in PostgreSQL: folder for its own files, which no other node may use."
    )
    seal_key: str = _setting(
        "",
        "Of a node of an office in PostgreSQL: file with the key that seals hosted parties' secrets, the same for all "
        "nodes; none given: DATA/seal-key. The first node makes it.",
    )
    must_exist: bool = _setting(
        False, "Do not start with a new journal: a mistyped path would open an office that knows of nothing."
    )
    trust_key: tuple[str, ...] = _setting((), "File with public keys (PEM or JWK set) that sign tokens.")
    trust_jwks: tuple[str, ...] = _setting(
        (), "URL (https) of a JWK set that signs tokens; read again every 10 minutes."
    )
    issuer: tuple[str, ...] = _setting((), "Accepted 'iss' of tokens; none given: any that a trusted key signed.")
    audience: tuple[str, ...] = _setting((), "Accepted 'aud' of tokens: the office's own host name. Needed.")
    keys: str = _setting("", "Folder of `tansiq keys init`: turns the built-in token endpoint on. Not for production.")
    oidc: str = _setting(
        "", "TOML file with the identity providers of hosted parties, one table for each (docs/people.md)."
    )
    allow_http_urls: bool = _setting(False, "Accept http:// URLs of other services and of JWK sets. For tests only.")
    allow_private_webhooks: bool = _setting(
        False, "Deliver webhooks to private and loopback addresses, too: parties could then reach into your network."
    )
    delivery_retry_s: float = _setting(
        5.0,
        "First wait after a failed delivery; each one after it is twice as long, up to 5 minutes.",
        allowed=(0.05, 60.0),
    )
    delivery_give_up_days: float = _setting(
        5.0, "How long an endpoint may fail before nothing more is delivered to it.", allowed=(0.0, 60.0)
    )
    smtp_host: str = _setting("", "Mail server that takes the office's mail; none given: no mail is sent.")
    smtp_port: int = _setting(587, "Its port; usually 587 with starttls, 465 with tls.", allowed=(1, 65535))
    smtp_security: str = _setting("starttls", "How the way to it is made safe.", allowed=("starttls", "tls", "none"))
    smtp_user: str = _setting("", "User at the mail server.")
    smtp_password_file: str = _setting("", "File with the user's password.")
    smtp_from: str = _setting("", "Sender of the office's mail, like tansiq@example.org. Needed with --smtp-host.")
    mail_gather_s: float = _setting(
        300.0, "Span in which routine news is gathered into one mail.", allowed=(1.0, 86_400.0)
    )
    map_tiles: str = _setting(
        "",
        "PMTiles file (vector tiles, in the schema of Protomaps) with detail for the map; none given: there is none.",
    )
    max_area_km2: float = _setting(2_500.0, "Largest area of one volume, in km2.", allowed=(0.001, 10_000_000.0))
    max_total_area_km2: float = _setting(
        25_000.0, "Largest area of all volumes of one request together, in km2.", allowed=(0.001, 10_000_000.0)
    )
    max_vertices: int = _setting(10_000, "Most vertices of one polygon.", allowed=(3, 10_000))
    max_volumes: int = _setting(1_000, "Most volumes in one request.", allowed=(1, 10_000))
    max_total_vertices: int = _setting(
        20_000, "Most vertices of all polygons of one request together.", allowed=(3, 1_000_000)
    )
    max_found: int = _setting(20_000, "Most references that a query is answered with.", allowed=(1, 1_000_000))
    max_subscription_hours: float = _setting(24.0, "How long a subscription may last.", allowed=(0.01, 8_760.0))
    max_ahead_days: float = _setting(366.0, "How far ahead anything may end.", allowed=(0.01, 3_660.0))
    max_body_bytes: int = _setting(4_194_304, "Largest request body.", allowed=(1_024, 268_435_456))
    request_timeout_s: float = _setting(10.0, "Longest time for one request, in seconds.", allowed=(0.1, 600.0))
    shutdown_grace_s: float = _setting(10.0, "How long open requests may take at the end.", allowed=(1.0, 600.0))
    housekeeping_s: float = _setting(
        30.0, "Seconds between rounds that end what has expired.", allowed=(0.05, 86_400.0)
    )
    snapshot_entries: int = _setting(100_000, "Entries between snapshots of the state.", allowed=(100, 100_000_000))
    retention_days: float = _setting(
        0.0,
        "Days after something's end when what was written of it is erased by itself (docs/retention.md); 0: never.",
        allowed=(0.0, 36_600.0),
    )
    integrity: str = _setting(
        "full",
        "What is checked at the start: all entries and the file's structure (full), or what follows the snapshot.",
        allowed=("full", "tail"),
    )
    log_key: str = _setting(
        "",
        "File with the private keys that sign the journal's public log; none given: beside the journal, PATH.log-key. "
        "Made for a journal whose log is not signed yet. The same for all nodes of an office.",
    )
    log_name: str = _setting(
        "",
        "Name that a new key gives the public log, for good; like office.example.org/log. None given: --audience/log.",
    )
    checkpoint_s: float = _setting(
        1.0, "Shortest time between two checkpoints of the public log, in seconds.", allowed=(0.05, 3_600.0)
    )
    witness_every_s: float = _setting(
        30.0,
        "Shortest time between checkpoints put up for witnesses; of a centre: how often it looks for one, in seconds.",
        allowed=(0.05, 86_400.0),
    )
    witness_quorum: int = _setting(
        1,
        "How many parties' own centres, or witnesses outside, must have cosigned a checkpoint before it is final.",
        allowed=(0, 1_000),
    )
    office_log_key: tuple[str, ...] = _setting(
        (),
        "Of a centre: key of the office's log, as its operator gave it out; none given: the first one is believed.",
    )
    witness: tuple[str, ...] = _setting(
        (),
        "Witness outside to which the log's checkpoints are pushed, and which counts for the quorum: 'URL KEY', the "
        "address before /add-checkpoint (https) and its key; may be given more than once.",
    )
    watch_log: tuple[str, ...] = _setting(
        (),
        "Key of another log of which the centres here are witnesses, for which it asks at /witness; may be given more "
        "than once.",
    )
    compare_with: tuple[str, ...] = _setting(
        (),
        "Of a centre: address (https) of another party's witness, as that party gave it: what it cosigned and found is "
        "compared with what is seen here; may be given more than once.",
    )
    log_level: str = _setting("info", "Least important message to log.", allowed=("debug", "info", "warning", "error"))
    log_format: str = _setting("json", "Form of log lines.", allowed=("json", "console"))
    access_log: bool = _setting(True, "Log a line for each request.")
    dar_id: str = _setting("tansiq", "Name of the airspace representation that this office keeps (/aux/v1/pool).")
    office_party: str = _setting(
        "", "Party whose administrators are the office's staff: they may look at the past as any party (docs/past.md)."
    )
    public_url: str = _setting("", "Address under which others reach the office (/aux/v1/pool/dss_instances).")

    @classmethod
    def load(cls, given: Mapping[str, Any], environ: Mapping[str, str], config: str | None = None) -> Settings:
        """Raises `SettingRefused`. `given` holds what the command line named; None there means not named."""
        values: dict[str, tuple[Any, str]] = {}
        config = config or environ.get(f"{PREFIX}CONFIG")
        if config:
            values |= _from_file(Path(config))
        for variable, text in environ.items():
            name = variable.removeprefix(PREFIX).lower()
            if variable.startswith(PREFIX) and name not in _NOT_SETTINGS and text:  # an empty one is as good as none
                _known(name, variable, PREFIX + name.upper())
                values[name] = (text, variable)
        values |= {name: (value, f"--{name.replace('_', '-')}") for name, value in given.items() if value is not None}
        return cls(**{name: _checked(name, value, source) for name, (value, source) in values.items()})


_FIELDS = {spec.name: spec for spec in dataclasses.fields(Settings)}


def _from_file(path: Path) -> dict[str, tuple[Any, str]]:
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingRefused(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingRefused(f"{path}: not TOML: {error}") from None
    for name in document:
        _known(name, str(path), name)
    return {name: (value, f"{path}: {name}") for name, value in document.items()}


def _known(name: str, source: str, shown: str) -> None:
    if name not in _FIELDS:
        near = difflib.get_close_matches(name, _FIELDS, 1)
        hint = f"; did you mean {shown.replace(name, near[0]).replace(name.upper(), near[0].upper())}?" if near else ""
        raise SettingRefused(f"{source}: there is no setting {shown}{hint}")


def _checked(name: str, value: Any, source: str) -> Any:
    kind = type(_FIELDS[name].default)
    allowed = _FIELDS[name].metadata["allowed"]
    if kind is tuple:
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        if not isinstance(value, list | tuple):
            value = [value]
        item_kind = int if name == "port" else str
        if name == "port" and not value:
            raise SettingRefused(f"{source}: at least one port is needed")
        if any(item == "" for item in value):
            raise SettingRefused(f"{source}: it must not be empty")
        return tuple(_one(item, item_kind, allowed, source) for item in value)
    if name in {"host", "journal", "data"} and value == "":
        raise SettingRefused(f"{source}: it must not be empty")
    return _one(value, kind, allowed, source)


def _one(value: Any, kind: type, allowed: tuple[Any, ...] | None, source: str) -> Any:
    if kind is bool:
        if isinstance(value, bool):
            return value
        if str(value).lower() in {"1", "true", "yes", "on"}:
            return True
        if str(value).lower() in {"0", "false", "no", "off", ""}:
            return False
        raise SettingRefused(f"{source}: {value!r} is neither true nor false")
    if kind is str:
        if isinstance(value, str) and not value.isprintable():
            raise SettingRefused(f"{source}: {value!r} has characters that cannot be printed")
        if not isinstance(value, str) or (allowed and value not in allowed):
            raise SettingRefused(f"{source}: {value!r} is not allowed; choose {' or '.join(allowed or ('a text',))}")
        return value
    try:
        if isinstance(value, bool):
            raise ValueError
        number = kind(value)
    except (ValueError, TypeError, OverflowError):
        whole = "a whole number" if kind is int else "a number"
        raise SettingRefused(f"{source}: {value!r} is not {whole}") from None
    if allowed and not allowed[0] <= number <= allowed[1]:
        raise SettingRefused(f"{source}: {number} is not between {allowed[0]} and {allowed[1]}")
    return number


def reference() -> list[tuple[str, str, str, str]]:
    """Flag, variable, default and meaning of each setting, for documentation and help."""
    return [
        (f"--{name.replace('_', '-')}", PREFIX + name.upper(), shown_default(spec.default), meaning(name))
        for name, spec in _FIELDS.items()
    ]


def shown_default(default: Any) -> str:
    """A default as one would write it; empty where there is none."""
    if isinstance(default, tuple):
        return ",".join(map(str, default))
    return str(default).lower() if isinstance(default, bool) else str(default)


def meaning(name: str) -> str:
    """What a setting means, and what is allowed."""
    metadata = _FIELDS[name].metadata
    allowed = metadata["allowed"]
    if not allowed:
        return str(metadata["help"])
    words = allowed if isinstance(allowed[0], str) else (f"{allowed[0]:,.10g} to {allowed[1]:,.10g}",)
    return f"{metadata['help']} Allowed: {', '.join(words)}."
