"""Imports as the office reads them: row by row, page by page, and as a report to keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from lib.progress import said
from mentoring.imports.applying import can_be_undone, progress_of
from mentoring.models import Import
from mentoring.states import ImportStatus, Verdict

PAGE_SIZE = 50
MOST_CELLS_SHOWN = 8


@dataclass(frozen=True)
class ImportRow:
    """One row with what it says and what it comes to."""

    number: int
    verdict: str
    words: str
    cells: list[str]

    @property
    def said(self) -> list[str]:
        """The cells that say something, as far as a page has room."""
        return [cell for cell in self.cells if cell][:MOST_CELLS_SHOWN]


def rows_of(found: Import, only: str = "") -> list[ImportRow]:
    """The rows as they were checked, or those of one verdict."""
    cells = dict(found.rows[1:])
    return [
        ImportRow(each["row"], each["verdict"], each["words"], cells.get(each["row"], []))
        for each in found.findings
        if not only or each["verdict"] == only
    ]


def page_of(found: Import, asked: dict[str, Any]) -> dict[str, Any]:
    """What the page of an import shows: what each row comes to, and what can be done now."""
    only = asked.get("show", "")
    only = only if only in Verdict.values else ""
    page: Page[ImportRow] = Paginator(rows_of(found, only), PAGE_SIZE).get_page(asked.get("page"))
    total = len(found.rows) - 1 if found.rows else sum(found.counts.values())
    return {
        "found": found,
        "page": page,
        "only": only,
        "total": total,
        "done": said(progress_of(found)) if found.status == ImportStatus.APPLYING else 0,
        "verdicts": [(verdict, found.count(verdict)) for verdict in Verdict],
        "asks_to_tell": found.kind == "completions",
        "can_be_undone": can_be_undone(found),
    }


def report_of(found: Import) -> tuple[list[str], Iterator[list[str]]]:
    """Head and rows of the report: what each row comes to, and after it the row as it was."""
    aside = set(found.set_aside)
    head = [_("Row"), _("What it comes to"), _("Why"), *found.heading]
    labels = dict(Verdict.choices)
    rows = (
        [
            str(row.number),
            _("Left out") if row.number in aside else str(labels[row.verdict]),
            row.words,
            *row.cells,
        ]
        for row in rows_of(found)
    )
    return head, rows
