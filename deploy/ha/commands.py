"""`deploy/ha/cluster`: the configuration of three machines, written; or the three machines, played on this one."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from deploy.ha import network, services
from deploy.ha.certificates import make_authority, make_certificate
from deploy.ha.cluster_state import hand_over, settled, standings, wait_for_etcd, wait_until
from deploy.ha.configuration import DATABASE, DEBIAN, Machine, Passwords, dsn, files_of, front_file, played
from deploy.ha.plan import ClusterError, Plan, load, new_plan, save

KEEP_WAL = Path(__file__).parent / "keep-wal"
UP_WITHIN_S = 90.0


def run(words: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(words)
    try:
        if asked.command == "write":
            write(asked.folder, asked.machine)
        elif asked.command == "up":
            up(asked.folder, asked.user)
        elif asked.command == "down":
            down(asked.folder, keep=asked.keep)
        else:
            _on_a_cluster(asked, _known(asked.folder))
    except ClusterError as trouble:
        print(f"cluster: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _on_a_cluster(asked: argparse.Namespace, plan: Plan) -> None:
    match asked.command:
        case "status":
            status(plan, as_json=asked.json)
        case "kill":
            services.send(plan.machine(asked.number), signal.SIGKILL, services.DATABASE if asked.database else ())
        case "pause":
            services.send(plan.machine(asked.number), signal.SIGSTOP)
        case "cut":
            network.connect(plan.machine(asked.number), up=False)
        case "heal":
            heal(plan, plan.machine(asked.number))
        case "start":
            services.start(plan, plan.machine(asked.number), *asked.service)
        case "failover":
            hand_over(plan)
        case "settle":
            wait_until(plan, settled, asked.within)
        case "dsn":
            print(dsn(plan.passwords.office, str(plan.ca_file)))
        case "run":
            words = network.on(plan.machine(asked.number), asked.words)
            os.execvp(words[0], words)  # noqa: S606


def write(folder: Path, machines: Sequence[Machine]) -> None:
    """For real machines: one folder for each, with certificates, and passwords that are in all of them."""
    if len(machines) < 3 or len({one.name for one in machines}) != len(machines):
        raise ClusterError("give three machines or more, each with a name of its own: an odd number outlives more")
    if folder.exists() and any(folder.iterdir()):
        raise ClusterError(f"{folder} is not empty: what is there may be in use")
    os.umask(0o077)
    words = Passwords(*(secrets.token_urlsafe(24) for _ in range(4)))
    make_authority(folder / "ca")
    for machine in machines:
        own = folder / machine.name
        make_certificate(folder / "ca", machine, own / "tls")
        for name, text in files_of(machine, tuple(machines), DEBIAN, words, "/usr/local/bin/keep-wal").items():
            (own / name).write_text(text, "utf-8")
        shutil.copy(KEEP_WAL, own / "keep-wal")
        (own / "journal-dsn").write_text(dsn(words.office, "/etc/tansiq-ha/ca.crt") + "\n", "utf-8")
    (folder / "front.cfg").write_text(front_file(tuple(machines), DEBIAN.haproxy_tls), "utf-8")
    (folder / "office.sql").write_text(_sql_for_the_office(words.office), "utf-8")


def up(folder: Path, user: str) -> None:
    services.check_programs()
    folder = folder.resolve()
    if load(folder) is not None:
        raise ClusterError(f"{folder} holds a cluster already: down takes it away")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ClusterError(f"{folder} is not empty")
    shutil.chown(folder, user, user)
    services.reachable_by(user, folder)
    plan = new_plan(folder, user, network.subnets_in_use())
    save(plan)
    network.build(plan)
    _lay_out(plan)
    for machine in plan.machines:
        services.start(plan, machine, "etcd")
    for machine in plan.machines:
        wait_for_etcd(plan, machine)
        services.start(plan, machine, "patroni", "haproxy")
    services.start(plan, plan.front, "haproxy")
    found = wait_until(plan, settled, UP_WITHIN_S)
    leader = next(one for one in found if one.is_primary)
    services.sql(plan, plan.machine(leader.number), _sql_for_the_office(plan.passwords.office))
    status(plan, as_json=False)


def _lay_out(plan: Plan) -> None:
    make_authority(plan.folder / "ca")
    postgres_bin = str(services.postgres_bin())
    for machine in plan.machines:
        own = plan.folder / machine.name
        make_certificate(plan.folder / "ca", machine, own / "tls")
        places = played(plan.folder, machine, postgres_bin)
        for name, text in files_of(machine, plan.machines, places, plan.passwords, str(KEEP_WAL)).items():
            (own / name).write_text(text, "utf-8")
        (own / "pgpass").write_text(f"*:*:*:postgres:{plan.passwords.superuser}\n", "utf-8")
        (own / "run").mkdir()
    front = plan.folder / plan.front.name
    make_certificate(plan.folder / "ca", plan.front, front / "tls")
    (front / "tls" / "front.pem").write_bytes((front / "tls" / "machine.pem").read_bytes())
    (front / "haproxy.cfg").write_text(front_file(plan.machines, str(front / "tls")), "utf-8")
    (plan.folder / "archive").mkdir()
    for path in (plan.folder, *plan.folder.rglob("*")):
        shutil.chown(path, plan.user, plan.user)
        if path != plan.folder:
            path.chmod(0o700 if path.is_dir() else 0o600)
    for path in (plan.folder, plan.folder / "ca", plan.ca_file):
        path.chmod(0o755 if path.is_dir() else 0o644)  # the offices, whoever runs them, check whom they speak to


def down(folder: Path, keep: bool) -> None:
    """Everything that `up` made, whether it came to its end or not; nothing if nothing is there."""
    folder = folder.resolve()
    plan = load(folder)
    if plan is None:
        return
    for machine in (plan.front, *plan.machines):
        services.end(machine)
    network.take_away(plan)
    if keep:
        (folder / "plan.json").rename(folder / "plan.was.json")
        return
    for path in folder.iterdir():
        if path.name != "plan.json":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "plan.json").unlink()  # last: a `down` that is cut short can be said again


def heal(plan: Plan, machine: Machine) -> None:
    """The cable in, what was paused goes on, what was killed is started."""
    network.connect(machine, up=True)
    services.send(machine, signal.SIGCONT)
    services.start(plan, machine, "etcd", "haproxy")
    wait_for_etcd(plan, machine)
    services.start(plan, machine, "patroni")


def status(plan: Plan, as_json: bool) -> None:
    found = standings(plan)
    if as_json:
        print(json.dumps({"front": f"https://{plan.front.address}:8443", "machines": [asdict(one) for one in found]}))
        return
    print(f"{'machine':<14}{'address':<16}{'role':<10}{'state':<12}{'timeline':<10}synchronous")
    for one in found:
        shown = (one.name, one.address, one.role, one.state, str(one.timeline or "-"), "yes" if one.synchronous else "")
        print("{:<14}{:<16}{:<10}{:<12}{:<10}{}".format(*shown).rstrip())


def _sql_for_the_office(password: str) -> str:
    return f"CREATE ROLE {DATABASE} LOGIN PASSWORD '{password}';\nCREATE DATABASE {DATABASE} OWNER {DATABASE};\n"


def _known(folder: Path) -> Plan:
    plan = load(folder.resolve())
    if plan is None:
        raise ClusterError(f"{folder} holds no cluster: up makes one")
    return plan


def _machine(text: str) -> Machine:
    name, equals, address = text.partition("=")
    if not (name.replace("-", "").isalnum() and equals and address.replace(".", "").isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=ADDRESS")
    return Machine(name, address)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cluster", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/ha"), help="all of it lies below this (%(default)s)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    one = commands.add_parser("write", help="write what real machines are given: --folder is where to")
    one.add_argument("--machine", type=_machine, action="append", default=[], metavar="NAME=ADDRESS")
    one = commands.add_parser("up", help="play three machines here (needs root), and wait until they stand")
    one.add_argument("--user", default="postgres", help="who the services run as (%(default)s)")
    one = commands.add_parser("down", help="end all that up started, and take it away")
    one.add_argument("--keep", action="store_true", help="leave files and logs, to look at")
    one = commands.add_parser("status", help="who is the primary, who follows")
    one.add_argument("--json", action="store_true")
    one = commands.add_parser("kill", help="SIGKILL all that runs on a machine")
    one.add_argument("--database", action="store_true", help="only PostgreSQL and Patroni")
    one.add_argument("number", type=int)
    for name, what in (
        ("pause", "SIGSTOP all that runs on a machine"),
        ("cut", "pull a machine's cable"),
        ("heal", "undo kill, pause and cut"),
    ):
        commands.add_parser(name, help=what).add_argument("number", type=int)
    one = commands.add_parser("start", help="start services of a machine, in an order of one's own")
    one.add_argument("number", type=int)
    one.add_argument("service", nargs="+", choices=["etcd", "patroni", "haproxy"])
    commands.add_parser("failover", help="have the primary hand over to its synchronous standby, in order")
    one = commands.add_parser("settle", help="wait until there is a primary that two follow")
    one.add_argument("--within", type=float, default=60.0, metavar="SECONDS")
    commands.add_parser("dsn", help="print the journal's address for an office on any of the machines")
    one = commands.add_parser("run", help="run a command on a machine")
    one.add_argument("number", type=int)
    one.add_argument("words", nargs=argparse.REMAINDER)
    return parser
