"""One webhook, to a real server: what is taken, what is not, and where the office does not go."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tansiq.gateways.reachable import is_public
from tansiq.gateways.undelivered import Undelivered
from tansiq.gateways.webhooks import Webhooks, signature, written_secret
from tests.receiver import Receiver, signed

SECRET = bytes(range(32))


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's side, with a certificate for localhost that nobody vouches for; and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=pem)


def ask(work: Callable[[Webhooks], Awaitable[Any]], **how: Any) -> Any:
    async def run() -> Any:
        webhooks = Webhooks(**{"allow_private": True, "timeout_s": 0.5, **how})
        try:
            return await work(webhooks)
        finally:
            await webhooks.close()

    return asyncio.run(run())


def why_not(url: str, **how: Any) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        ask(lambda webhooks: webhooks.post("lane", url, SECRET, "army.1", b"{}"), **how)
    return caught.value


def test_the_specification_s_own_form_of_signature() -> None:
    secret = bytes.fromhex("31c2a5b6f4d8098fa4d4b2ec2a3f0c3e5f0a1b2c3d4e5f60")
    text = signature(secret, "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", 1674087231, b'{"type":"contact.created"}')
    with Receiver() as receiver:
        ask(lambda webhooks: webhooks.post("lane", receiver.url, secret, "army.7", b'{"number":7}'))
        (delivery,) = receiver.deliveries
    assert signed(delivery, written_secret(secret))
    assert delivery.id == "army.7"
    assert text.startswith("v1,")
    assert len(text) == 3 + 44
    changed = type(delivery)(delivery.path, delivery.headers, b'{"number":8}', "204")
    assert not signed(changed, written_secret(secret))


def test_what_is_answered_decides_and_its_body_does_not() -> None:
    with Receiver() as receiver:
        for status in ("200", "202", "204"):
            receiver.script.append(status)
            assert ask(lambda webhooks: webhooks.post("lane", receiver.url, SECRET, "army.1", b"{}")) == int(status)
        for status, reason, final in (
            ("302", "it answered 302; redirects are not followed", False),
            ("400", "it answered 400", False),
            ("410", "it answered 410 (gone)", True),
            ("500", "it answered 500", False),
        ):
            receiver.script.append(status)
            failed = why_not(receiver.url)
            assert (failed.reason, failed.final) == (reason, final)
        receiver.script.append("cut")
        assert "ended the connection before it had answered" in why_not(receiver.url).reason
        receiver.script.append("stall")
        assert why_not(receiver.url).reason == "no answer within 0.5 s"
        receiver.script.append("drip")  # 200, and then an answer without end: it has been taken
        assert ask(lambda webhooks: webhooks.post("lane", receiver.url, SECRET, "army.1", b"{}")) == 200
        assert all(delivery.path == "/hook" for delivery in receiver.deliveries)
        port = receiver.port
    assert why_not(f"http://localhost:{port}/").reason == "the connection was refused"
    assert why_not("http://no-such-name.invalid/").reason == "it cannot be reached"


def test_connections_that_are_not_in_use_are_given_up_and_those_in_use_are_not() -> None:
    async def many(webhooks: Webhooks) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(webhooks.post("slow", slow.url, SECRET, "army.1", b"{}"))
            for i in range(230):
                await webhooks.post(f"lane {i}", receiver.url, SECRET, f"army.{i}", b"{}")
            assert 190 <= len(webhooks._lanes) <= 200
            assert "slow" in webhooks._lanes
            assert "lane 0" not in webhooks._lanes
            for i in range(200, 230):
                await webhooks.post(f"lane {i}", receiver.url, SECRET, f"army.{i}", b"{}")
            slow.released.set()

    with Receiver() as receiver, Receiver(always="stall") as slow:
        ask(many, timeout_s=20.0)
        assert receiver.connections == 230
        assert len(slow.deliveries) == 1


def test_tls_is_verified(tmp_path: Path) -> None:
    server, client = certified(tmp_path)
    with Receiver(tls=server) as receiver:
        failed = why_not(receiver.url)
        assert failed.reason.startswith("its TLS certificate cannot be verified: ")
        other = receiver.url.replace("localhost", "127.0.0.1")
        assert why_not(other, tls=client).reason.startswith("its TLS certificate cannot be verified: ")
        assert receiver.deliveries == []
        assert ask(lambda webhooks: webhooks.post("lane", receiver.url, SECRET, "army.1", b"{}"), tls=client) == 204
    with Receiver() as plain:
        url = plain.url.replace("http:", "https:")
        assert why_not(url).reason == "no TLS connection could be made"


def test_a_name_that_answers_differently_a_moment_later_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server of one's own cannot be had here, so the look-up is played; the connections are real."""
    answers = [["203.0.114.7"], ["127.0.0.1"]]
    asked = []

    def look_up(host: str, port: int, **_: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in answers[min(len(asked), 2) - 1]]

    with Receiver() as receiver:
        monkeypatch.setattr("tansiq.gateways.reachable.socket.getaddrinfo", look_up)
        url = f"http://rebound.example:{receiver.port}/hook"
        first = why_not(url, allow_private=False)
        assert asked == ["rebound.example"], "it was looked up again after it was looked at"
        assert "open internet" not in first.reason
        assert why_not(url, allow_private=False).reason.startswith("rebound.example is at 127.0.0.1, which is not")
        answers[1] = ["203.0.114.7", "10.0.0.1"]
        assert "10.0.0.1" in why_not(url, allow_private=False).reason
        assert receiver.connections == 0


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "240.0.0.1", "::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8.".rstrip(".").replace("8.8.8.8", "10.0.0.1"), "::7f00:1",
        "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:0:53aa:64c:0:7bbb:52ff:5765",
    ],
)  # fmt: skip
def test_what_is_not_of_the_open_internet(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1"])
def test_what_is(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
