"""The figures as a table, and beside the marks that they are to reach."""

import sys
from collections.abc import Iterable, Iterator
from operator import truediv
from typing import Any, NamedTuple

from bench.lengths import LONG, ONE_BY_ONE, SHORT, TICKED, page_of

FIGURES = ("queries", "app CPU", "database CPU", "latency p50", "latency p95", "bytes")
SMALLEST, USUAL = 1_000, 10_000
# How much a page may cost of what it costs at a thousand mentors.
GROWTH = {10_000: 1.3, 100_000: 1.75, 1_000_000: 4.0}
PAIRING, OFFICE = "pairing", "office"
# A roll in one act, of what it would cost one after the other.
AT_ONCE = {"postgres": 1 / 15, "sqlite": 1 / 10}
DIRECTORY, FLOOR, NO_TEXT, BROAD = "directory", "one-query page", "no text", "broad word"
ALMOST = 0.9
SEARCHES = tuple(
    f"{text}{choices}"
    for text in (NO_TEXT, BROAD, "middling word", "narrow word")
    for choices in ("", ", one choice", ", four choices")
)
Row = dict[str, Any]
Key = tuple[str, int, str, str]  # engine, size, work, case


class Mark(NamedTuple):
    """What is to be reached at most, and what was."""

    engine: str
    size: int
    what: str
    most: float
    found: float


class Table:
    """The rows of a run, by case."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.cases: dict[Key, dict[str, Row]] = {}
        for row in rows:
            key = (row["engine"], row["size"], row["work"], row["case"])
            self.cases.setdefault(key, {})[row["figure"]] = row

    def show(self) -> None:
        head = "".join(f"{figure:>14}" for figure in FIGURES)
        say(f"{'engine':9}{'mentors':>9}  {'work':10}{'case':28}{head}"
            f"{'app / floor':>13}{'all / 1,000':>13}")  # fmt: skip
        for key, figures in self.cases.items():
            say(f"{key[0]:9}{key[1]:>9,}  {key[2]:10}{key[3]:28}{self._cells(key, figures)}")
        for mark in self.marks():
            sign = "ok  " if mark.found <= mark.most else "OVER"
            where = f"{mark.engine:9}{mark.size:>9,}"
            say(f"{sign} {where}  {mark.what:44}{mark.found:>8.2f} of {mark.most:g}")

    def _cells(self, key: Key, figures: dict[str, Row]) -> str:
        if not figures.keys() >= set(FIGURES):
            return "".join(f"{row['value']:>10.2f} {row['unit']:3}" for row in figures.values())
        cells = "".join(f"{figures[f]['value']:>10.2f} {figures[f]['unit']:3}" for f in FIGURES)
        return f"{cells}{self._to_floor(key):>13.2f}{self._growth(key):>13.2f}"

    # What is to be reached ----------------------------------------------------

    def marks(self) -> Iterator[Mark]:
        """Each mark whose figures are in this run."""
        sizes = dict.fromkeys(key[:2] for key in self.cases if key[2] == DIRECTORY)
        for engine, size in sizes:
            for what, most, found in self._of(engine, size):
                yield Mark(engine, size, what, most, found)
        for engine, size in dict.fromkeys(key[:2] for key in self.cases if key[2] == PAIRING):
            for what, most, found in self._of_a_pairing(engine, size):
                yield Mark(engine, size, what, most, found)

        for engine, size in dict.fromkeys(key[:2] for key in self.cases if key[2] == OFFICE):
            for what, most, found in self._of_the_office(engine, size):
                yield Mark(engine, size, what, most, found)

    def _of_the_office(self, engine: str, size: int) -> Iterator[tuple[str, float, float]]:
        """Recording a roll, with the statements of the request around it."""
        ticked, each = ((engine, size, OFFICE, case) for case in (TICKED, ONE_BY_ONE))
        yield "statements of a recorded roll", 15, self.cases[ticked]["queries"]["value"]
        yield "a roll / one by one", AT_ONCE[engine], self._cost(ticked) / self._cost(each)

    def _of_a_pairing(self, engine: str, size: int) -> Iterator[tuple[str, float, float]]:
        """A long one beside a short one: what is written and planned may be any amount."""
        short, long = ((engine, size, PAIRING, page_of(*each)) for each in (SHORT, LONG))
        yield "statements of a long pairing page", 15, self.cases[long]["queries"]["value"]
        yield "long pairing page / short one", 1.5, self._cost(long) / self._cost(short)

    def _of(self, engine: str, size: int) -> Iterator[tuple[str, float, float]]:
        searches = {case: (engine, size, DIRECTORY, case) for case in SEARCHES}
        yield from self._of_size(size, searches)
        yield from self._of_shape(engine, size)
        longest = max(self.cases[key]["bytes"]["value"] for key in searches.values())
        yield "kB of the longest page", 45, longest
        floor = self.cases[engine, size, "floor", FLOOR]["queries"]["value"]
        most = max(self.cases[key]["queries"]["value"] for key in searches.values())
        yield "statements of the directory's own", 5, most - (floor - 1)
        index = self.cases[engine, size, "index", "what it takes of a worker"]
        yield "MB of the index", 60, index["memory"]["value"]

    def _of_size(self, size: int, searches: dict[str, Key]) -> Iterator[tuple[str, float, float]]:
        """What is to be reached at one size alone, and the growth."""
        if size == USUAL:
            yield "no text / one-query page", 3, self._to_floor(searches[NO_TEXT])
            yield "broad word / one-query page", 5, self._to_floor(searches[BROAD])
        if size == SMALLEST:
            dearest = max(self.cases[key]["app CPU"]["value"] for key in searches.values())
            yield "app CPU of the dearest search, ms", 8, dearest
        grown = [self._growth(key) for key in searches.values() if self._is_full(key)]
        if size in GROWTH and grown:
            yield "no text / the same at 1,000", GROWTH[size], grown[0]
            yield "dearest growth of a full page", GROWTH[size], max(grown)

    def _of_shape(self, engine: str, size: int) -> Iterator[tuple[str, float, float]]:
        """One page beside another of the same size."""
        for what, most, case, other in (
            ("part for htmx / page", 0.75, "part for htmx", "no text, one choice"),
            ("deep page / first page", 2.5, "deep page", NO_TEXT),
            ("deep page by name / first page", 2.5, "deep page by name", "by name"),
        ):
            costs = (self._cost((engine, size, DIRECTORY, each)) for each in (case, other))
            yield what, most, truediv(*costs)

    def _to_floor(self, key: Key) -> float:
        app = self.cases[key]["app CPU"]
        return float(app["value"] / app["floor"])

    def _growth(self, key: Key) -> float:
        """Against the smallest size; 0 when that is not of this run."""
        smallest = (key[0], SMALLEST, *key[2:])
        return self._cost(key) / self._cost(smallest) if smallest in self.cases else 0.0

    def _is_full(self, key: Key) -> bool:
        """Whether the page has as many mentors on it at the smallest size, so that it compares."""
        smallest = (key[0], SMALLEST, *key[2:])
        if smallest not in self.cases:
            return False
        short, long = (self.cases[each]["bytes"]["value"] for each in (smallest, key))
        return bool(short > ALMOST * long)

    def _cost(self, key: Key) -> float:
        figures = self.cases[key]
        return float(figures["app CPU"]["value"] + figures["database CPU"]["value"]) or 1.0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
