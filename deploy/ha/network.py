"""Network namespaces that stand for machines, joined by a bridge."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from deploy.ha.configuration import Machine
from deploy.ha.plan import ClusterError, Plan


def run(*words: str, check: bool = True, text: str | None = None) -> str:
    """Runs a program and gives what it printed; its complaint becomes a `ClusterError`."""
    done = subprocess.run(words, capture_output=True, text=True, input=text, check=False)
    if check and done.returncode != 0:
        raise ClusterError(f"{' '.join(words[:6])} ...: {done.stderr.strip() or done.returncode}")
    return done.stdout


def subnets_in_use() -> frozenset[str]:
    shown = json.loads(run("ip", "-json", "address") or "[]")
    return frozenset(
        one["local"].rpartition(".")[0] for link in shown for one in link["addr_info"] if one["family"] == "inet"
    )


def namespaces() -> frozenset[str]:
    return frozenset(line.split()[0] for line in run("ip", "netns", "list").splitlines() if line)


def build(plan: Plan) -> None:
    for machine in (*plan.machines, plan.front):
        if machine.name in namespaces():
            raise ClusterError(f"a namespace {machine.name} is there already, and this folder knows nothing of it")
    run("ip", "link", "add", plan.bridge, "type", "bridge")
    run("ip", "address", "add", f"{plan.here}/24", "dev", plan.bridge)
    run("ip", "link", "set", plan.bridge, "up")
    for machine in (*plan.machines, plan.front):
        run("ip", "netns", "add", machine.name)
        run("ip", "link", "add", machine.name, "type", "veth", "peer", "name", "eth0", "netns", machine.name)
        run("ip", "link", "set", machine.name, "master", plan.bridge, "up")
        run("ip", "-n", machine.name, "address", "add", f"{machine.address}/24", "dev", "eth0")
        run("ip", "-n", machine.name, "link", "set", "lo", "up")
        run("ip", "-n", machine.name, "link", "set", "eth0", "up")


def take_away(plan: Plan) -> None:
    """Whatever of it is there; two that do so at once do not mind each other."""
    for machine in (*plan.machines, plan.front):
        run("ip", "link", "delete", machine.name, check=False)
        run("ip", "netns", "delete", machine.name, check=False)
    run("ip", "link", "delete", plan.bridge, check=False)
    if left := [machine.name for machine in (*plan.machines, plan.front) if machine.name in namespaces()]:
        raise ClusterError(f"namespaces are left: {', '.join(left)}")


def connect(machine: Machine, up: bool) -> None:
    """Plugs the machine's cable in, or pulls it: nothing gets through either way, and nobody is told."""
    run("ip", "link", "set", machine.name, "up" if up else "down")


def pids(machine: Machine) -> tuple[int, ...]:
    """All that runs on the machine; nothing else has ever been in its namespace."""
    if machine.name not in namespaces():
        return ()
    return tuple(int(pid) for pid in run("ip", "netns", "pids", machine.name).split())


def on(machine: Machine, command: Sequence[str], user: str | None = None) -> list[str]:
    """The words that run `command` on the machine. With a `user`: apart from other machines' shared memory, too."""
    words = ["ip", "netns", "exec", machine.name]
    if user is None:
        return [*words, *command]
    # Shared memory of a killed PostgreSQL goes with the namespaces, and is not left on this machine.
    apart = 'mount -t tmpfs -o mode=1777 tmpfs /dev/shm && exec "$@"'
    as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
    return [*words, "unshare", "--ipc", "sh", "-c", apart, "sh", *as_user, *command]


def started(machine: Machine, command: Sequence[str], user: str, log: Path, environment: dict[str, str]) -> None:
    """Starts a service that outlives this command."""
    with log.open("ab") as file:
        subprocess.Popen(
            on(machine, command, user),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=environment,
            cwd=log.parent,
            start_new_session=True,
        )
