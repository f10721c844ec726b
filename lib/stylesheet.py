"""The look in one file: every part of static/css joined in the order of its layers.

A part is one file a component, in a folder named as its cascade layer. Browsers fetch
`css/joined/site.css` alone; nothing is built beforehand and nothing joined is kept in git.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, overload

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")
NAME = "css/joined/site.css"
PARTS = Path(settings.STATICFILES_DIRS[0]) / "css"
JOINED = Path(settings.STATIC_ROOT).with_name("joined")


def parts(layer: str) -> list[Path]:
    """The files of one layer, in the order of their names."""
    return sorted((PARTS / layer).glob("*.css"))


def joined() -> str:
    """The whole stylesheet: the order of the layers, then each layer's parts."""
    blocks = [f"@layer {', '.join(LAYERS)};\n"]
    for layer in LAYERS:
        body = "\n".join(part.read_text(encoding="utf-8") for part in parts(layer))
        blocks.append(f"@layer {layer} {{\n{body}}}\n")
    return "\n".join(blocks)


def write_joined() -> Path:
    """Bring the joined file up to date, whole or not at all, and say where it is."""
    path, text = JOINED / NAME, joined()
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    return path


class StylesheetFinder(BaseFinder):
    """Offers the joined stylesheet to staticfiles as if it lay in a static folder."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...

    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...

    def find(self, path: str, find_all: bool = False) -> str | list[str] | None:
        found = [str(write_joined())] if path == NAME else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        write_joined()
        yield NAME, FileSystemStorage(location=JOINED)
