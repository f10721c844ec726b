"""Facets drawn: choices with counts. A rail has a hundred of them, so they are stencils."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lib.stencil import joined, stencil

OPEN, CHECKED, NOTHING = SafeString(" open"), SafeString(" checked"), SafeString("")
# A count is a short element, since a page has a hundred: <b> for some, <i> for nobody.
SOME, NONE = SafeString("b"), SafeString("i")
OUT_OF_BAND = SafeString(' hx-swap-oob="true"')
PLACE = SafeString("%s")  # where a value comes that is another on every page


Words = tuple[str, str, str, str]  # of an option: name, value, label, id of its count
Named = tuple[str, str, tuple[Words, ...]]


class Option(NamedTuple):
    """One choice of a facet: how many there would be with it, and whether it is made.

    `short` stands for the value in the id of the count, where values are long.
    """

    name: str
    value: str
    label: str
    number: int
    is_chosen: bool = False
    short: str = ""

    @property
    def count_id(self) -> str:
        return f"n-{self.name}-{self.short or self.value}"


class Facet(NamedTuple):
    """A group of choices under a title that opens and closes."""

    title: str
    options: list[Option]
    is_open: bool = False
    hint: str = ""


def drawn(facets: Iterable[Facet]) -> SafeString:
    """Facets, to stand in a form.

    What they are called is the same on most pages, and is drawn once; the states and the
    counts are put into it.
    """
    facets = list(facets)
    named = tuple((f.title, f.hint, tuple((*o[:3], o.count_id) for o in f.options)) for f in facets)
    return SafeString(_drawn(named, get_language()) % tuple(_states(facets)))


def counts(facets: Iterable[Facet]) -> SafeString:
    """The counts alone, for a page that shows the choices already."""
    options = [option for facet in facets for option in facet.options]
    ids = tuple(option.count_id for option in options)
    states = (state for option in options for state in _count(option))
    return SafeString(_counted(ids, get_language()) % tuple(states))


def _states(facets: Iterable[Facet]) -> Iterator[object]:
    """What is put into the places of `_drawn`, in their order."""
    for facet in facets:
        yield OPEN if facet.is_open else NOTHING
        for option in facet.options:
            yield CHECKED if option.is_chosen else NOTHING
            yield from _count(option)


def _count(option: Option) -> tuple[object, ...]:
    """What is put into the places of a count."""
    kind = SOME if option.number else NONE
    return kind, option.number, kind


@lru_cache(maxsize=64)
def _drawn(facets: tuple[Named, ...], _language: str | None) -> str:
    return "".join(_facet(*facet) for facet in facets)


@lru_cache(maxsize=64)
def _counted(ids: tuple[str, ...], _language: str | None) -> str:
    return joined(_place(each, OUT_OF_BAND) for each in ids)


def _facet(title: str, hint: str, options: tuple[Words, ...]) -> str:
    draw = stencil("components/facet.html", "state", "id", "title", "attributes", "hint", "options")
    name = options[0][0] if options else "empty"
    attributes = f'aria-labelledby="{name}-title"' + f' aria-describedby="{name}-hint"' * bool(hint)
    draw_hint = stencil("components/facet_hint.html", "id", "hint")
    return draw(
        PLACE,
        f"{name}-title",
        doubled(title),
        SafeString(attributes),
        draw_hint(f"{name}-hint", doubled(hint)) if hint else NOTHING,
        joined(_option(*option) for option in options),
    )


def _option(name: str, value: str, label: str, count_id: str) -> SafeString:
    draw = stencil("components/facet_option.html", "name", "value", "state", "label", "count")
    return draw(name, value, PLACE, doubled(label), _place(count_id, NOTHING))


def _place(count_id: str, swap: SafeString) -> SafeString:
    """Where a count is put in."""
    draw = stencil("components/facet_count.html", "kind", "id", "swap", "count", "end")
    return draw(PLACE, doubled(count_id), swap, PLACE, PLACE)


def doubled(words: str) -> str:
    """Words that go through a second filling as they are."""
    return words.replace("%", "%%")
