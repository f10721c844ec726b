"""No host and no machine may be named in what we keep, but for the few that are listed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import _house as house

MAY_BE_NAMED = {
    "127.0.0.1",
    "ico.org.uk",
    "sqlite.org",
    "www.w3.org",
}
RESERVED = re.compile(r"(^|\.)(example(\.(com|net|org))?|test|invalid|localhost)$")
ADDRESS = re.compile(r"\bhttps?://([A-Za-z0-9.-]*[A-Za-z0-9])")
PLACE_ON_A_MACHINE = re.compile(r"(?<![\w.:}/-])/(?:home|root|Users|work|opt|mnt)/\w")
NOT_OURS = ("LICENSE", "static/vendor/", "requirements")


def faults() -> Iterator[str]:
    """A line for each name that should not be there: file, line, name."""
    for file in _kept_files():
        for number, line in enumerate(_lines(file), start=1):
            for name in (*_strange_hosts(line), *PLACE_ON_A_MACHINE.findall(line)):
                yield f"{file}:{number}: {name}"


def _kept_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [file for file in listed.stdout.splitlines() if not file.startswith(NOT_OURS)]


def _lines(file: str) -> list[str]:
    try:
        return (house.ROOT / file).read_text().splitlines()
    except (UnicodeDecodeError, FileNotFoundError):
        return []  # a picture, or deleted and not yet committed


def _strange_hosts(line: str) -> list[str]:
    named = (host.lower() for host in ADDRESS.findall(line))
    return [host for host in named if "." in host and not _may_be_named(host)]


def _may_be_named(host: str) -> bool:
    return host in MAY_BE_NAMED or bool(RESERVED.search(host))
