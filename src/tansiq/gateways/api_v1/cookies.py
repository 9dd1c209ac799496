"""The session's cookie, and what keeps another page from using it: a header that only our own pages can know and send
(the token bound to the session), and the browser's own word where a request comes from."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tansiq.gateways.contract import Problem

CSRF_HEADER = "X-CSRF-Token"
SESSION_COOKIE = "tansiq"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_HEADER = 8_192
_CLEARED = 0


@dataclass(frozen=True, slots=True)
class Cookies:
    """How cookies are named and guarded where the office is reached under `public_url`: served by https, they are
    `Secure` and bound to the one host by their name (`__Host-`)."""

    public_url: str = ""

    @property
    def secure(self) -> bool:
        """Whether people reach the office by https."""
        return self.public_url.startswith("https://")

    def name(self, plain: str = SESSION_COOKIE) -> str:
        """The cookie's whole name."""
        return f"__Host-{plain}" if self.secure else plain

    def put(self, value: str, life_s: int, plain: str = SESSION_COOKIE, *, lax: bool = False) -> tuple[bytes, bytes]:
        """The header that gives it. `lax`: it also comes with a link from another site."""
        guards = f"Path=/; HttpOnly; SameSite={'Lax' if lax else 'Strict'}{'; Secure' if self.secure else ''}"
        return b"set-cookie", f"{self.name(plain)}={value}; Max-Age={life_s}; {guards}".encode()

    def clear(self, plain: str = SESSION_COOKIE) -> tuple[bytes, bytes]:
        """The header that takes it away."""
        return self.put("", _CLEARED, plain)

    def value(self, headers: Mapping[bytes, bytes], plain: str = SESSION_COOKIE) -> str:
        """What a request's cookie holds; "" without one."""
        sent = headers.get(b"cookie", b"")[:_LONGEST_HEADER].decode("latin-1")
        wanted = self.name(plain)
        for part in sent.split(";"):
            name, _, value = part.strip().partition("=")
            if name == wanted:
                return value
        return ""

    def check_origin(self, headers: Mapping[bytes, bytes]) -> None:
        """Raises `Problem` (`csrf-refused`) if the browser says that another site's page has sent the request."""
        site = headers.get(b"sec-fetch-site")
        origin = headers.get(b"origin")
        ours = origin is None or self._is_ours(origin.decode("latin-1"), headers.get(b"host", b"").decode("latin-1"))
        if (site is not None and site not in (b"same-origin", b"none")) or not ours:
            raise Problem(403, "csrf-refused", "the request comes from another site's page; nothing was changed")

    def check_forgery(self, headers: Mapping[bytes, bytes], method: str, token: str) -> None:
        """Raises `Problem` (`csrf-refused`) unless a request that changes something comes from our own pages."""
        if method in _SAFE:
            return
        self.check_origin(headers)
        if not hmac.compare_digest(headers.get(CSRF_HEADER.lower().encode(), b""), csrf_token(token).encode()):
            raise Problem(
                403,
                "csrf-refused",
                f"send the header {CSRF_HEADER} with the `csrf` of GET /api/v1/session",
                CSRF_HEADER,
            )

    def is_anothers_page(self, headers: Mapping[bytes, bytes], token: str) -> bool:
        """Whether the page that asks belongs to another session than its browser has now: somebody has signed in in
        another window, and must not be shown in what the first person has left open."""
        said = headers.get(CSRF_HEADER.lower().encode(), b"")
        return said != b"" and not hmac.compare_digest(said, csrf_token(token).encode())

    def _is_ours(self, origin: str, host: str) -> bool:
        def parts(url: str) -> tuple[str, str]:
            split = urlsplit(url)
            return split.scheme, split.netloc.lower()

        try:
            scheme, place = parts(origin)
            if self.public_url and (scheme, place) == parts(self.public_url):
                return True
        except ValueError:
            return False
        return bool(place) and place == host.lower() and scheme == ("https" if self.secure else "http")


def csrf_token(session_token: str) -> str:
    """Bound to the session: whoever has not the cookie's value cannot make it, and it tells nothing of that value."""
    return hmac.new(session_token.encode("latin-1", "replace"), b"tansiq csrf", hashlib.sha256).hexdigest()
