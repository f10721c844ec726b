"""Production settings, loaded as the product loads them: in a process of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config.env import BASE

Ask = Callable[[str], Any]


def fit(folder: Path) -> dict[str, str]:
    """An environment that production accepts."""
    return {
        "ALLOWED_HOSTS": "mentoring.example.org",
        "BASE_URL": "https://mentoring.example.org",
        "DATABASE_URL": f"sqlite:///{folder}/rows.sqlite3",
        "DATA_FOLDER": str(folder),
        "DEFAULT_FROM_EMAIL": "mentoring@example.org",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "EMAIL_URL": f"file:///{folder}/post",
        "SECOND_STEP_KEYS": "c2l4dGVlbiBzcG9vbnMgYW5kIHNpeHRlZW4gZm9ya3M=",
        "SECRET_KEY": "Zq3vT9wLx7Rk2Bn8Ys5Hd4Gf6Jm1Pc0Ua-Ez_Wi3Ko9Nt2Xb7Vr5",
        "TRUSTED_PROXY_COUNT": "1",
    }


def run(script: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    path = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=BASE,
        env={**path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return fit(tmp_path)


@pytest.fixture(scope="module")
def ask_production(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Run a script under production settings, and return what its last line says in JSON."""
    folder = tmp_path_factory.mktemp("production")

    def ask(script: str) -> Any:
        done = run(script, fit(folder))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return ask
