"""A workbook that swells is refused before it has taken memory or time worth naming."""

import json
import os
import subprocess
import sys

import pytest

from tests.lib.tables.swollen import SWOLLEN

MOST_KB = 20_000


@pytest.mark.parametrize("name", SWOLLEN)
def test_it_is_refused_within_bounds(name, tmp_path, figures) -> None:
    file = tmp_path / "swollen.xlsx"
    file.write_bytes(SWOLLEN[name]())
    run = [sys.executable, "-m", "tests.lib.tables.swollen", str(file)]
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    found = json.loads(subprocess.run(run, env=settings, check=True, capture_output=True).stdout)
    figures(f"{name}: {found['bytes']} bytes, {found['kB']} kB more, {found['seconds']:.2f} s")
    assert found["said"]
    assert found["kB"] < MOST_KB
