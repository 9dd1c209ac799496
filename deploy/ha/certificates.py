"""An authority of the cluster's own, and a certificate for each machine, made with openssl."""

from __future__ import annotations

from pathlib import Path

from deploy.ha.configuration import Machine
from deploy.ha.network import run

DAYS = "3650"


def make_authority(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", DAYS,
        "-subj", "/CN=tansiq-ha", "-addext", "basicConstraints=critical,CA:TRUE",
        "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        "-keyout", str(folder / "ca.key"), "-out", str(folder / "ca.crt"))  # fmt: skip


def make_certificate(authority: Path, machine: Machine, into: Path) -> None:
    """For server and client alike: etcd's gateway is a client of itself, HAProxy is reached at 127.0.0.1."""
    into.mkdir(parents=True, exist_ok=True)
    key, certificate, asked = into / "machine.key", into / "machine.crt", into / "asked.csr"
    run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-subj", f"/CN={machine.name}", "-keyout", str(key), "-out", str(asked))  # fmt: skip
    extensions = (
        "basicConstraints=critical,CA:FALSE\n"
        "keyUsage=critical,digitalSignature\n"
        "extendedKeyUsage=serverAuth,clientAuth\n"
        f"subjectAltName=DNS:{machine.name},DNS:localhost,IP:{machine.address},IP:127.0.0.1\n"
    )
    run("openssl", "x509", "-req", "-in", str(asked), "-CA", str(authority / "ca.crt"), "-CAkey",
        str(authority / "ca.key"), "-CAcreateserial", "-days", DAYS, "-extfile", "/dev/stdin",
        "-out", str(certificate), text=extensions)  # fmt: skip
    asked.unlink()
    (into / "ca.crt").write_bytes((authority / "ca.crt").read_bytes())
    (into / "machine.pem").write_bytes(certificate.read_bytes() + key.read_bytes())
