"""Whose tokens the office believes: key files, JWK sets at URLs, and its own issuer on a first run."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import structlog
from starlette.routing import Route as PlainRoute

from tansiq.settings import SettingRefused, Settings
from tansiq.web.identity import FixedKeys, Key, NoUsableKey, read_keys
from tansiq.web.issuer import Issuer, Programs, issuer_routes, no_programs

_REFRESH_S = 600.0
_REFETCH_S = 30.0
_FETCH_S = 5.0
_BELIEVED_S = 86_400.0
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

    @property
    def any(self) -> bool:
        """Whether any token could be believed."""
        return bool(self.candidates(None))

    def replace(self, url: str, document: bytes) -> None:
        """Takes a newly fetched set in place of the old one. A sound set without a usable key takes the old keys away:
        its issuer has withdrawn them. Raises `ValueError` for what is no key set; the old keys stay."""
        if self._documents.get(url) == document:
            return
        try:
            keys = read_keys(document)
        except NoUsableKey as error:
            keys = []
            _log.warning("jwks-empty", url=url, reason=str(error), meaning="no token of this issuer is believed now")
        self._put(url, keys)
        self._documents[url] = document

    def give_up(self, url: str) -> None:
        """Believes the keys of a set no longer: it has not been heard of for too long."""
        if self._documents.pop(url, None) is not None:
            self._put(url, [])

    def _put(self, url: str, keys: Sequence[Key]) -> None:
        self._fetched[url] = FixedKeys(keys)
        self.generation += 1


class Trust:
    """The trusted keys, kept fresh: every ten minutes, and when a token comes whose key is not known yet. An issuer
    that does not answer for a day is no longer believed."""

    def __init__(
        self,
        keys: Keys,
        issuer: Issuer | None = None,
        urls: Sequence[str] = (),
        public_url: str = "",
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.keys, self._issuer, self._urls, self._clock = keys, issuer, tuple(urls), clock
        self._public_url = public_url
        self._refetched_at = -_REFETCH_S
        self._heard_at = dict.fromkeys(self._urls, clock())
        self._refetching: asyncio.Task[None] | None = None
        self._refresher: asyncio.Task[None] | None = None

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
        for url in settings.trust_jwks:
            if not url.startswith("https://") and not settings.allow_http_urls:
                raise SettingRefused(
                    f"--trust-jwks {url}: it must begin with https:// (whoever alters it owns the office)"
                )
        trust = cls(Keys(fixed), issuer, settings.trust_jwks, settings.public_url)
        await trust._fetch_all()
        if trust._urls:
            trust._refresher = asyncio.create_task(trust._refresh())
        return trust

    async def refetch(self) -> None:
        """Fetches the sets for the sake of a token that no known key signed; at most once in 30 seconds for all."""
        if self._refetching is None and self._urls and self._clock() - self._refetched_at >= _REFETCH_S:
            self._refetched_at = self._clock()
            self._refetching = asyncio.create_task(self._fetch_all())
            self._refetching.add_done_callback(self._refetch_ended)
        if self._refetching is not None:
            await asyncio.shield(self._refetching)

    def routes(self, programs: Programs = no_programs) -> list[PlainRoute]:
        """The built-in issuer's, if it is on; `programs` knows those of the parties."""
        return issuer_routes(self._issuer, self._public_url, programs) if self._issuer is not None else []

    async def close(self) -> None:
        """Ends the refreshing."""
        for task in (self._refresher, self._refetching):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    def _refetch_ended(self, _: asyncio.Task[None]) -> None:
        self._refetching = None

    async def _refresh(self) -> None:
        while True:
            await asyncio.sleep(_REFRESH_S)
            await self._fetch_all()

    async def _fetch_all(self) -> None:
        await asyncio.gather(*(self._fetch(url) for url in self._urls))

    async def _fetch(self, url: str) -> None:
        """Fetches a set; on failure the old keys stay for a day, and the log says so."""
        try:
            async with asyncio.timeout(_FETCH_S):
                self.keys.replace(url, await _read(url))
        except Exception as error:  # noqa: BLE001  whatever an issuer sends must not end the refreshing
            silent_s = self._clock() - self._heard_at[url]
            _log.error("jwks-unreachable", url=url, reason=str(error) or type(error).__name__, silent_s=round(silent_s))
            if silent_s > _BELIEVED_S:
                self.keys.give_up(url)
        else:
            self._heard_at[url] = self._clock()


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


async def _read(url: str) -> bytes:
    document = b""
    async with httpx.AsyncClient(follow_redirects=False) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        async for piece in response.aiter_bytes():
            document += piece
            if len(document) > _MAX_KEY_SET:
                raise ValueError(f"longer than {_MAX_KEY_SET} bytes")
    return document
