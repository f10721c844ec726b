"""One stylesheet, joined from one file a component, with nothing a strict policy refuses."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from lib import stylesheet

STATIC = Path(settings.STATICFILES_DIRS[0])
WELSH = (0x174, 0x175, 0x176, 0x177)


def test_finder_offers_every_part_in_the_order_of_the_layers() -> None:
    found = finders.find(stylesheet.NAME)
    text = Path(str(found)).read_text()
    parts = [part.read_text() for layer in stylesheet.LAYERS for part in stylesheet.parts(layer)]
    places = [text.index(part) for part in parts]
    assert text.startswith(f"@layer {', '.join(stylesheet.LAYERS)};")
    assert places == sorted(places)


def test_no_folder_of_parts_is_forgotten() -> None:
    folders = {path.name for path in stylesheet.PARTS.iterdir() if path.is_dir()}
    assert folders == set(stylesheet.LAYERS)


def test_joined_braces_balance() -> None:
    text = stylesheet.joined()
    assert text.count("{") == text.count("}")


def test_joined_file_is_collected() -> None:
    finder = stylesheet.StylesheetFinder()
    assert [(name, storage.exists(name)) for name, storage in finder.list([])] == [
        (stylesheet.NAME, True)
    ]


def test_every_address_in_the_stylesheet_is_a_file_of_ours() -> None:
    addresses = re.findall(r'url\("([^"]+)"\)', stylesheet.joined())
    assert addresses
    for address in addresses:
        assert (STATIC / "css" / "joined" / address).resolve().is_file(), address


def test_every_class_variable_is_defined() -> None:
    text = stylesheet.joined()
    used = set(re.findall(r"var\((--[a-z0-9-]+)", text))
    defined = set(re.findall(r"(--[a-z0-9-]+):", text))
    assert used - defined == set()


def test_both_families_draw_welsh_letters() -> None:
    ranges = re.findall(
        r'font-family: "([^"]+)".*?unicode-range: ([^;]+);', stylesheet.joined(), re.DOTALL
    )
    for family in ("Newsreader", "Instrument Sans"):
        spans = [span for name, given in ranges if name == family for span in given.split(", ")]
        assert all(any(covers(span, letter) for span in spans) for letter in WELSH), family


def covers(span: str, letter: int) -> bool:
    first, _, last = span.removeprefix("U+").partition("-")
    return int(first, 16) <= letter <= int(last or first, 16)
