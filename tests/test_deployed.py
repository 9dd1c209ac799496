"""What lies in deploy/ is what its programs take: units, image, compose file, and the files of three machines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tansiq.cli.output import EXIT_DAMAGED, EXIT_REFUSED
from tansiq.settings import reference

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PATHS = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", ""), "/usr/sbin"])
MOST_EXPOSED = 20
"""Of 100, as `systemd-analyze security` counts."""


def checked(program: str, *words: str | Path) -> None:
    found = shutil.which(program, path=PATHS)
    if found is None:
        pytest.skip(f"{program} is not installed here; .ci/run installs it")
    done = subprocess.run([found, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What three real machines are given."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed here")
    folder = tmp_path_factory.mktemp("ha") / "given"
    machines = [f"--machine={name}=10.0.0.{n}" for n, name in enumerate(("one", "two", "three"), start=11)]
    subprocess.run([DEPLOY / "ha/cluster", "--folder", folder, "write", *machines], check=True)
    return folder


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_is_sound_and_shut(unit: Path, tmp_path: Path) -> None:
    here = tmp_path / unit.name
    text = unit.read_text("utf-8")
    assert re.search(r"^ExecStart=/opt/tansiq/venv/bin/tansiq serve ", text, re.MULTILINE)
    here.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE))
    checked("systemd-analyze", "verify", "--man=no", here)
    checked("systemd-analyze", "security", "--no-pager", "--offline=true", f"--threshold={MOST_EXPOSED}", here)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_again_what_ended_but_for_what_a_person_must_see(unit: Path) -> None:
    told = dict(re.findall(r"^(\w+)=(.*)$", unit.read_text("utf-8"), re.MULTILINE))
    assert told["Restart"] == "on-failure"
    assert {int(status) for status in told["RestartPreventExitStatus"].split()} == {EXIT_REFUSED, EXIT_DAMAGED}


def test_an_office_is_started_again_for_as_long_as_its_database_takes_to_come_up() -> None:
    unit = (DEPLOY / "systemd/tansiq-office.service").read_text("utf-8").partition("[Service]")[0]
    assert "\nStartLimitIntervalSec=0\n" in unit, "with the default, five starts within ten seconds are the last"


def test_the_image_is_sound() -> None:
    checked("hadolint", DEPLOY / "Dockerfile")


def test_the_image_sets_what_there_is_and_runs_as_nobody_special() -> None:
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    known = {variable for _, variable, _, _ in reference()}
    assert set(re.findall(r"\bTANSIQ_\w+", text)) <= known
    assert re.search(r"^USER (?!0\b)\d+:\d+$", text, re.MULTILINE)
    assert "HEALTHCHECK" in text


def test_the_compose_file_is_sound() -> None:
    checked("yamllint", "--strict", "-c", DEPLOY / "yamllint.yaml", DEPLOY / "compose.yaml")
    checked("compose-lint", DEPLOY / "compose.yaml")


def test_the_compose_file_names_what_is_there_and_shuts_what_it_can() -> None:
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    brought = {"office.toml", "front.pem"}
    for service in told["services"].values():
        for volume in service["volumes"]:
            source, _, _ = volume.partition(":")
            if source.startswith("./"):
                assert source[2:] in brought or (DEPLOY / source).is_file(), source
            else:
                assert source in told["volumes"]
        assert set(service["networks"]) <= set(told["networks"])
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        if "build" in service:
            assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_proxies_take_their_files(given: Path, tmp_path: Path) -> None:
    tls = given / "one" / "tls"
    shutil.copy(tls / "machine.pem", tls / "front.pem")
    places = {"/etc/tansiq-ha/haproxy": str(tls), "/usr/local/etc/haproxy": str(tls), "office:8000": "127.0.0.1:8000"}
    for config in (given / "one" / "haproxy.cfg", given / "front.cfg", DEPLOY / "compose-front.cfg"):
        text = config.read_text("utf-8")
        for name, place in places.items():
            text = text.replace(name, place)
        here = tmp_path / config.name
        here.write_text(text)
        checked("haproxy", "-c", "-f", here)


def test_machines_are_given_files_that_agree(given: Path) -> None:
    for name in ("one", "two", "three"):
        told = yaml.safe_load((given / name / "patroni.yml").read_text("utf-8"))
        dynamic = told["bootstrap"]["dcs"]
        assert dynamic["loop_wait"] + 2 * dynamic["retry_timeout"] <= dynamic["ttl"]
        assert dynamic["synchronous_mode"] is dynamic["synchronous_mode_strict"] is True
        assert dynamic["postgresql"]["parameters"]["synchronous_commit"] == "on"
        assert told["watchdog"]["mode"] == "required"
        assert (given / name / "patroni.yml").stat().st_mode & 0o077 == 0
        assert (given / name / "tls" / "machine.key").stat().st_mode & 0o077 == 0
    told_twice = {
        yaml.safe_load((given / name / "patroni.yml").read_text("utf-8"))["postgresql"]["authentication"]["superuser"][
            "password"
        ]
        for name in ("one", "two", "three")
    }
    assert len(told_twice) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["write", "--machine", "one=10.0.0.11"], "three machines or more"),
        (["write", "--machine", "one"], "is not NAME=ADDRESS"),
        (["status"], "holds no cluster"),
        (["kill", "1"], "holds no cluster"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(tmp_path: Path, words: list[str], said: str) -> None:
    command = [DEPLOY / "ha/cluster", "--folder", tmp_path / "none", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    subprocess.run([DEPLOY / "ha/cluster", "--folder", tmp_path / "none", "down"], check=True)
