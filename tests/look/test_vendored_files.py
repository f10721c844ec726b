"""What we carry of others' work is exactly what its makers released."""

import hashlib
import json
from pathlib import Path

from django.conf import settings

VENDOR = Path(settings.STATICFILES_DIRS[0]) / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())


def test_every_vendored_file_is_in_the_manifest_with_its_digest() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    listed = {name: digest for package in MANIFEST for name, digest in package["files"].items()}
    assert found == listed


def test_every_package_says_its_name_version_and_licence() -> None:
    assert all(
        package["name"] and package["version"] and package["licence"] for package in MANIFEST
    )


def test_every_package_brings_its_licence_text() -> None:
    assert all(any(name.endswith("LICENSE") for name in package["files"]) for package in MANIFEST)
