"""The bill of materials names everything that is installed, and is what it says it is."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from config.env import BASE


def written() -> str:
    """By Python alone, without any package: as on a machine that has just been set up."""
    program = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '{BASE}/bin'); "]
    program[-1] += f"import runpy; runpy.run_path('{BASE}/bin/bill', run_name='__main__')"
    return subprocess.run(program, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def bill() -> Any:
    return json.loads(written())


def test_it_is_what_the_standard_asks_for(bill: Any) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill)) is None


def test_the_standard_refuses_what_is_not(bill: Any) -> None:
    wrong = {**bill, "components": [{"name": "without a type"}]}
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(wrong)) is not None


def test_it_names_every_package_of_the_lock_with_every_digest(bill: Any) -> None:
    locked: dict[str, set[str]] = {}
    for word in (BASE / "requirements.txt").read_text().split():
        if "==" in word and word.startswith(tuple("abcdefghijklmnopqrstuvwxyz")):
            package = locked.setdefault(word, set())
        elif word.startswith("--hash=sha256:"):
            package.add(word.removeprefix("--hash=sha256:"))
    named = {
        f"{each['name']}=={each['version']}": {
            digest["content"] for digest in each["externalReferences"][0]["hashes"]
        }
        for each in bill["components"]
        if each["purl"].startswith("pkg:pypi/")
    }
    assert named == locked
    assert len(locked) > 30
    assert all(locked.values())


def test_it_names_what_is_carried_here_with_each_file(bill: Any) -> None:
    manifest = json.loads((BASE / "static/vendor/manifest.json").read_text())
    carried = {
        each["name"]: {part["name"]: part["hashes"][0]["content"] for part in each["components"]}
        for each in bill["components"]
        if each["purl"].startswith("pkg:npm/")
    }
    assert carried == {package["name"]: package["files"] for package in manifest}


def test_it_says_what_the_product_itself_asks_for(bill: Any) -> None:
    asked = re.findall(
        r'^    "([\w-]+)[^"]*",$', (BASE / "pyproject.toml").read_text(), re.MULTILINE
    )
    [ours] = [each for each in bill["dependencies"] if each["ref"] == "alongside"]
    named = {ref.partition("@")[0] for ref in ours["dependsOn"] if ref.startswith("pkg:pypi/")}
    assert "pkg:pypi/django" in named
    assert named <= {f"pkg:pypi/{name}" for name in asked}


def test_the_same_tree_gives_the_same_bill_and_names_no_address(bill: Any) -> None:
    again = written()
    assert json.loads(again) == bill
    assert "://" not in again
