"""The services of a played machine: started, stopped, killed, paused."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Collection
from pathlib import Path

from deploy.ha.configuration import Machine
from deploy.ha.network import on, pids, run, started
from deploy.ha.plan import ClusterError, Plan

DATABASE = frozenset({"patroni", "postgres"})
PROGRAMS = ("etcd", "patroni", "haproxy", "openssl", "ip", "setpriv", "unshare")


def postgres_bin() -> Path:
    """Of the newest PostgreSQL that is installed, as Debian lays them out, or the one of the PATH."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).parent)
    if not found:
        raise ClusterError(
            "PostgreSQL's programs are not installed (initdb): packages postgresql, patroni, etcd-server, haproxy"
        )
    return max(found, key=lambda path: [int(part) for part in path.parts if part.isdigit()])


def check_programs() -> None:
    if missing := [program for program in PROGRAMS if _found(program) is None]:
        raise ClusterError(
            f"not installed: {', '.join(missing)} (packages patroni, etcd-server, haproxy, openssl, iproute2)"
        )
    if os.geteuid() != 0:
        raise ClusterError("network namespaces need root")


def start(plan: Plan, machine: Machine, *wanted: str) -> None:
    """Which of these services does not run on the machine."""
    folder = plan.folder / machine.name
    running = names(machine).values()
    words: dict[str, list[str]] = {
        "etcd": [],
        "patroni": [str(folder / "patroni.yml")],
        "haproxy": ["-db", "-f", str(folder / "haproxy.cfg")],
    }
    for service in wanted:
        if service in running:
            continue
        environment = {
            "PATH": f"{postgres_bin()}:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(folder),
        }
        if service == "etcd":
            environment |= _settings(folder / "etcd.env")
        program = str(_found(service))
        started(machine, [program, *words[service]], plan.user, folder / f"{service}.log", environment)


def names(machine: Machine) -> dict[int, str]:
    """What runs on a machine, by its number."""
    found: dict[int, str] = {}
    for pid in pids(machine):
        try:
            found[pid] = Path(f"/proc/{pid}/comm").read_text("utf-8").strip()
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def send(machine: Machine, number: signal.Signals, only: Collection[str] = ()) -> int:
    """To all that runs there (or `only` to programs of these names), those that come up meanwhile too."""
    met: set[int] = set()
    while new := [pid for pid, name in names(machine).items() if pid not in met and (not only or name in only)]:
        for pid in new:
            met.add(pid)
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue
    return len(met)


def end(machine: Machine) -> None:
    """All that runs on the machine, at once: what it holds in memory goes with its namespaces."""
    while send(machine, signal.SIGKILL):
        time.sleep(0.05)


def reachable_by(user: str, folder: Path) -> None:
    """The services' user must be able to get at the folder."""
    run("setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "test", "-x", str(folder))


def sql(plan: Plan, machine: Machine, statement: str) -> str:
    """Says something to the machine's PostgreSQL, as its superuser."""
    folder = plan.folder / machine.name
    words = ["env", f"PGPASSFILE={folder / 'pgpass'}", str(postgres_bin() / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1",
             "-h", str(folder / "run"), "-U", "postgres", "-f", "-"]  # fmt: skip
    return run(*on(machine, words, plan.user), text=statement)


def _found(program: str) -> str | None:
    return shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin:" + os.environ.get("PATH", ""))


def _settings(path: Path) -> dict[str, str]:
    lines = (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)
