"""Whose tokens the office believes: key files, JWK sets at URLs, and its own issuer on a first run."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path

import httpx
import structlog
from starlette.routing import Route as PlainRoute

from tansiq.settings import SettingRefused, Settings
from tansiq.web.identity import FixedKeys, Key, read_keys
from tansiq.web.issuer import Issuer, issuer_routes

_REFRESH_S = 600.0
_MAX_KEY_SET = 1 << 20
_log = structlog.get_logger("trust")


class Keys:
    """Fixed keys and those of JWK sets, together. `generation` grows when a set changes."""

    def __init__(self, fixed: Sequence[Key]) -> None:
        self._fixed = FixedKeys(fixed)
        self._fetched: dict[str, FixedKeys] = {}
        self._documents: dict[str, bytes] = {}
        self.generation = 0

    def candidates(self, kid: str | None) -> Sequence[Key]:
        """Keys that may have signed a token with this id."""
        sources = (self._fixed, *self._fetched.values())
        return [key for source in sources for key in source.candidates(kid)]

    def replace(self, url: str, document: bytes) -> None:
        """Takes a newly fetched set in place of the old one."""
        if self._documents.get(url) != document:
            self._fetched[url] = FixedKeys(read_keys(document))
            self._documents[url] = document
            self.generation += 1


class Trust:
    """The trusted keys, kept fresh."""

    def __init__(self, keys: Keys, issuer: Issuer | None, refresher: asyncio.Task[None] | None) -> None:
        self.keys, self._issuer, self._refresher = keys, issuer, refresher

    @classmethod
    async def open(cls, settings: Settings) -> Trust:
        """Reads all keys. Raises `SettingRefused` where one cannot be read or there is none."""
        fixed = _from_files(settings.trust_key)
        issuer = Issuer.open(Path(settings.keys), settings.audience) if settings.keys else None
        if issuer is not None:
            fixed.append(issuer.public_key)
        if not fixed and not settings.trust_jwks:
            raise SettingRefused("no trusted key: give --trust-key, --trust-jwks, or --keys for a first run")
        if not settings.audience:
            raise SettingRefused("--audience is needed: the host name that tokens for this office are made out to")
        keys = Keys(fixed)
        refresher = None
        if settings.trust_jwks:
            for url in settings.trust_jwks:
                await _fetch(keys, url)
            refresher = asyncio.create_task(_refresh(keys, settings.trust_jwks))
        return cls(keys, issuer, refresher)

    def routes(self) -> list[PlainRoute]:
        """The built-in issuer's, if it is on."""
        return issuer_routes(self._issuer) if self._issuer is not None else []

    async def close(self) -> None:
        """Ends the refreshing."""
        if self._refresher is not None:
            self._refresher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._refresher


def _from_files(names: Sequence[str]) -> list[Key]:
    found: list[Key] = []
    for name in names:
        try:
            found += read_keys(Path(name).read_bytes())
        except OSError as error:
            raise SettingRefused(f"--trust-key {name}: {error.strerror}") from None
        except ValueError as error:
            raise SettingRefused(f"--trust-key {name}: {error}") from None
    return found


async def _refresh(keys: Keys, urls: Sequence[str]) -> None:
    while True:
        await asyncio.sleep(_REFRESH_S)
        for url in urls:
            await _fetch(keys, url)


async def _fetch(keys: Keys, url: str) -> None:
    """Fetches a set; on failure the old keys stay, and the log says so."""
    try:
        async with httpx.AsyncClient(timeout=5.0, follow_redirects=False) as client:
            response = await client.get(url)
            response.raise_for_status()
            if len(response.content) > _MAX_KEY_SET:
                raise ValueError(f"longer than {_MAX_KEY_SET} bytes")
            keys.replace(url, response.content)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        _log.error("jwks-unreachable", url=url, reason=str(error))
