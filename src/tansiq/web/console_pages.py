"""The console, as its build left it in the package: read once, packed when first asked for, served from memory.

A page gets its script, its style, its pictures and its data from this office alone, and may run no other script: what
somebody else writes into a message stays text. Every path that a browser asks for as a page is the same page; which one
is shown, the console decides from its address.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from tansiq.gateways.api_v1.console import is_page_asked_for

BUILT = Path(__file__).with_name("console")
"""Where the build goes: `make console`."""
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types svelte-trusted-html default",
    )
)
_PAGE_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
_PACKED = {".html", ".js", ".mjs", ".css", ".json", ".svg", ".webmanifest"}
_HASHED = re.compile(r"/assets/")
_FOR_EVER, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Tansiq</title>
<h1>The pages are not built</h1>
<p>This office serves programs; its pages for people have not been built. In the source folder:
<code>make console</code>, then start the office again.</p></html>"""


@dataclass(frozen=True)
class Asset:
    """A file of the console."""

    path: str
    media_type: str
    body: bytes
    etag: str

    @staticmethod
    def read(file: Path, path: str) -> Asset:
        """From the build."""
        body = file.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        return Asset(path, _TYPES.get(file.suffix, "application/octet-stream"), body, etag)

    @cached_property
    def packed(self) -> bytes:
        """For those who take it so; empty where packing does not pay."""
        return gzip.compress(self.body, 6, mtime=0) if Path(self.path).suffix in _PACKED else b""

    async def answer(self, request: Request) -> Response:
        """As the browser can read it; nothing where it has it already. Packing megabytes keeps nobody else waiting."""
        headers = {
            **_PAGE_HEADERS,
            "etag": self.etag,
            "vary": "accept-encoding",
            "cache-control": _FOR_EVER if _HASHED.match(self.path) else _ASK_AGAIN,
        }
        if self.etag in {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}:
            return Response(status_code=304, headers=headers)
        takes_gzip = _takes_gzip(request.headers.get("accept-encoding", ""))
        packed = await asyncio.to_thread(lambda: self.packed) if takes_gzip else b""
        if packed:
            headers["content-encoding"] = "gzip"
        return Response(packed or self.body, headers=headers, media_type=self.media_type)


def console_routes(built: Path = BUILT) -> list[Route]:
    """Every file of the build by its path, and for every other path that is asked for as a page: the page."""
    files = sorted(file for file in built.rglob("*") if file.is_file() and file != built / "index.html")
    assets = {path: Asset.read(file, path) for file in files if (path := f"/{file.relative_to(built).as_posix()}")}
    page = Asset.read(index, "/index.html") if (index := built / "index.html").is_file() else None

    async def asset(request: Request) -> Response:
        return await assets[request.url.path].answer(request)

    async def show(request: Request) -> Response:
        if page is None:
            return Response(_NOT_BUILT, 503, {**_PAGE_HEADERS, "cache-control": "no-store"}, media_type="text/html")
        return await page.answer(request)

    return [_Files("/{path:path}", asset, assets), _Page("/{path:path}", show, methods=["GET"])]


class _Files(Route):
    """Matches the files that are there, however many: one look-up."""

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[Response]], files: Container[str]) -> None:
        super().__init__(path, endpoint, methods=["GET"])
        self._files = files

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """By its whole path."""
        return super().matches(scope) if scope["path"] in self._files else (Match.NONE, {})


class _Page(Route):
    """Matches only what a person's browser shows as a page: a program hears that there is nothing."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Not where a program asks, nor below `/api`."""
        outside = scope["path"] == "/api" or scope["path"].startswith("/api/")
        if outside or not is_page_asked_for(dict(scope["headers"])):
            return Match.NONE, {}
        return super().matches(scope)


def _takes_gzip(accepted: str) -> bool:
    for choice in accepted.lower().split(","):
        name, _, quality = choice.strip().partition(";")
        if name == "gzip":
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
