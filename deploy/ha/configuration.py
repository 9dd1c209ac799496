"""The files that etcd, Patroni and HAProxy read, made of `templates/`, for real machines and for played ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

TEMPLATES = Path(__file__).parent / "templates"
DATABASE = "tansiq"
DATABASE_PORT = 5000
"""Where HAProxy on each machine leads to the primary."""
OFFICE_PORT = 8000
TLS_PORT = 8443


@dataclass(frozen=True)
class Machine:
    name: str
    address: str


@dataclass(frozen=True)
class Passwords:
    superuser: str
    replication: str
    rewind: str
    office: str


@dataclass(frozen=True)
class Places:
    """Where things lie on a machine."""

    etcd_data: str
    etcd_tls: str
    postgres_data: str
    postgres_bin: str
    postgres_socket: str
    postgres_tls: str
    postgres_files: str
    haproxy_tls: str
    archive: str
    watchdog: str


DEBIAN = Places(
    etcd_data="/var/lib/etcd/tansiq",
    etcd_tls="/etc/tansiq-ha/etcd",
    postgres_data="/var/lib/postgresql/15/tansiq",
    postgres_bin="/usr/lib/postgresql/15/bin",
    postgres_socket="/var/run/postgresql",
    postgres_tls="/etc/tansiq-ha/postgres",
    postgres_files="/var/lib/postgresql",
    haproxy_tls="/etc/tansiq-ha/haproxy",
    archive="/srv/tansiq-archive",
    watchdog="required",
)
"""Debian 12, as docs/high-availability.md lays it out."""


def played(folder: Path, machine: Machine, postgres_bin: str) -> Places:
    """All of a played machine below its folder; only the archive is shared, as a mounted one would be."""
    own, tls = folder / machine.name, str(folder / machine.name / "tls")
    return Places(
        etcd_data=str(own / "etcd"),
        etcd_tls=tls,
        postgres_data=str(own / "data"),
        postgres_bin=postgres_bin,
        postgres_socket=str(own / "run"),
        postgres_tls=tls,
        postgres_files=str(own),
        haproxy_tls=tls,
        archive=str(folder / "archive"),
        watchdog="off",
    )


def files_of(
    machine: Machine, machines: tuple[Machine, ...], places: Places, passwords: Passwords, keep_archive: str
) -> dict[str, str]:
    """What lies on one machine, by the file's name. `keep_archive` is the command that keeps a WAL segment."""
    values = {
        "name": machine.name,
        "address": machine.address,
        "etcd_cluster": ",".join(f"{one.name}=https://{one.address}:2380" for one in machines),
        "etcd_hosts": _lines(f"    - {one.address}:2379" for one in machines),
        "allowed": _lines(f"    - hostssl all all {one.address}/32 scram-sha-256" for one in machines),
        "allowed_replication": _lines(
            f"    - hostssl replication replicator {one.address}/32 scram-sha-256" for one in machines
        ),
        "databases": _lines(f"    server {one.name} {one.address}:5432 check port 8008" for one in machines),
        "superuser_password": passwords.superuser,
        "replication_password": passwords.replication,
        "rewind_password": passwords.rewind,
        "keep_archive": keep_archive,
        "database_port": str(DATABASE_PORT),
        "office_port": str(OFFICE_PORT),
        "tls_port": str(TLS_PORT),
        **{name: getattr(places, name) for name in places.__dataclass_fields__},
    }
    names = ("etcd.env", "patroni.yml", "haproxy.cfg")
    return {name: _template(name).substitute(values) for name in names}


def front_file(machines: tuple[Machine, ...], haproxy_tls: str) -> str:
    """What the HAProxy before the offices reads."""
    offices = _lines(f"    server {one.name} {one.address}:{TLS_PORT}" for one in machines)
    return _template("haproxy-front.cfg").substitute(offices=offices, haproxy_tls=haproxy_tls)


def dsn(password: str, ca_file: str) -> str:
    """The journal's address as an office on any of the machines is given it."""
    return (
        f"postgresql://{DATABASE}:{password}@127.0.0.1:{DATABASE_PORT}/{DATABASE}"
        f"?sslmode=verify-full&sslrootcert={ca_file}"
    )


def _template(name: str) -> Template:
    return Template((TEMPLATES / name).read_text("utf-8"))


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)
