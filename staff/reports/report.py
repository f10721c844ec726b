"""A report: its answer in a sentence, and figures, each with a drawing, a sentence and a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from staff.reports.tables import Table


@dataclass(frozen=True)
class Figure:
    """One question. `drawing` is the template that draws `drawn`; `legend` says its signs."""

    title: str
    sentence: str
    table: Table
    drawing: str = ""
    drawn: Any = None
    legend: str = ""


@dataclass(frozen=True)
class Report:
    """What a page shows, with its answer in one sentence."""

    answer: str
    figures: tuple[Figure, ...]

    def table(self, key: str) -> Table | None:
        return next((figure.table for figure in self.figures if figure.table.key == key), None)


@dataclass(frozen=True)
class Question:
    """What a report is about, before anything is counted: its title, and a sentence or two."""

    title: Promise
    lead: Promise
    answer: Callable[..., Report]
