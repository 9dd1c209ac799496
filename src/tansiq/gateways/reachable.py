"""Which addresses the office goes to when a party names a host: those of the open internet, and no others.

A name is looked up once, and the connection goes to the very address that was looked at: so a name that answers
differently a moment later (DNS rebinding) gains nothing. A name with any address that is not public is refused.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

import httpcore

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_AT_ONCE = 64
_MOST_TRIED = 4
_MOST_READ = 131_072


class AddressRefused(Exception):  # noqa: N818
    """The host is at an address to which the office does not go."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} is at {address}")
        self.host, self.address = host, address


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet. One that holds an IPv4 address is judged by that, too."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local or address in _COMPATIBLE:
            return False
        if any(address in network for network in _NAT64):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def literal(host: str) -> Address | None:
    """The address, if a host is written as one."""
    try:
        return ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


class _Sparing(httpcore.AsyncNetworkStream):
    """A connection on which no more than so much is read after each time that something was sent: an answer that never
    begins (100, 100, 100 ...) costs no more than one that is too long."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner, self._left = inner, _MOST_READ

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Raises `httpcore.ReadError`, and `httpcore.RemoteProtocolError` beyond the bound."""
        data = await self._inner.read(max_bytes, timeout)
        self._left -= len(data)
        if self._left < 0:
            raise httpcore.RemoteProtocolError("the answer is too long")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """As the interface wants it."""
        self._left = _MOST_READ
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        """As the interface wants it."""
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """As the interface wants it."""
        return _Sparing(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        """As the interface wants it."""
        return self._inner.get_extra_info(info)


class PublicOnly(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only, unless `allow_private`. Lives on one event loop.

    Names are looked up on threads of its own: a slow name server holds up nothing else.
    """

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private
        self._inner = httpcore.AnyIOBackend()
        self._lookups = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="lookup")

    def close(self) -> None:
        """Waits for no look-up that is under way."""
        self._lookups.shutdown(wait=False, cancel_futures=True)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the interface's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Looks the host up, looks at all its addresses, and connects to the first that answers. Raises
        `AddressRefused`, `httpcore.ConnectError`, `httpcore.ConnectTimeout`."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._addresses(host, port)
        except TimeoutError:
            raise httpcore.ConnectTimeout(f"{host} was not found in time") from None
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:_MOST_TRIED]:
            try:
                stream = await self._inner.connect_tcp(str(address), port, timeout, local_address, socket_options)
                return _Sparing(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise AddressRefused(path, "a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """As the interface wants it."""
        await asyncio.sleep(seconds)

    async def _addresses(self, host: str, port: int) -> list[Address]:
        written = literal(host)
        if written is not None:
            found = [written]
        else:
            loop = asyncio.get_running_loop()
            try:
                rows = await loop.run_in_executor(
                    self._lookups, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                )
            except (OSError, UnicodeError):
                raise httpcore.ConnectError(f"{host} is not known") from None
            found = [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
        if not self._allow_private:
            for address in found:
                if not is_public(address):
                    raise AddressRefused(host, str(address))
        return found
