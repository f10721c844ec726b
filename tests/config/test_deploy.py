"""What an installation is started by names commands that exist, and is shut in."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.env import BASE
from tests.config.conftest import fit, run

UNITS = sorted((BASE / "deploy").glob("*.service"))
SHUT_IN = {
    "CapabilityBoundingSet": "",
    "NoNewPrivileges": "yes",
    "PrivateTmp": "yes",
    "ProtectHome": "yes",
    "ProtectSystem": "strict",
    "UMask": "0077",
    "User": "alongside",
}


def service(unit: Path) -> dict[str, str]:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text())
    return dict(parser["Service"])


def test_there_is_a_unit_for_each_thing_that_runs() -> None:
    assert [unit.stem for unit in UNITS] == [f"alongside-{n}" for n in ("backup", "web", "worker")]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_is_shut_in(unit: Path) -> None:
    said = service(unit)

    assert {name: said[name] for name in SHUT_IN} == SHUT_IN


@pytest.mark.parametrize("name", ["backup", "worker"])
def test_a_unit_starts_a_command_that_exists(name: str) -> None:
    _python, program, command, *_ = service(BASE / f"deploy/alongside-{name}.service")[
        "ExecStart"
    ].split()

    assert (program, command in get_commands()) == ("manage.py", True)


def test_the_proxy_hangs_up_before_the_web_server_does() -> None:
    """What is sent down a line that the server has just closed is lost, and answered by 502."""
    said = {
        "deploy/nginx.conf": r"^    keepalive_timeout (\d+)s;$",
        "config/gunicorn.py": r"^keepalive = (\d+)$",
    }
    proxy, server = (
        int(re.findall(line, (BASE / name).read_text(), re.MULTILINE)[0])
        for name, line in said.items()
    )

    assert proxy < server


def test_the_example_of_an_environment_is_all_but_the_secrets(tmp_path: Path) -> None:
    lines = (BASE / "deploy/environment.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    here = {"DATA_FOLDER": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3"}
    script = "import django; django.setup()"

    secrets = {name: fit(tmp_path)[name] for name in ("SECRET_KEY", "SECOND_STEP_KEYS")}
    without = run(script, {**example, **here})
    whole = run(script, {**example, **here, **secrets})

    missing = without.stderr.strip().splitlines()[-2:]
    assert [line.split()[0] for line in missing] == list(secrets)
    assert (whole.returncode, whole.stderr) == (0, "")
