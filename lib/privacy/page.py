"""The register as a page to read: docs/data.md."""

from collections.abc import Iterator

from lib.privacy.register import registered
from lib.privacy.table import Columns, Table

HEAD = """\
# What is kept about people

Written by `manage.py data_register` from the modules `privacy` of the apps, and checked by a test:
change those, and write this page anew. A column that stands in none of them fails the tests.
"""
EMPTY_OF_PEOPLE = "## Nothing about a person\n"


def page() -> Iterator[str]:
    """The page, part by part."""
    yield HEAD
    for table in registered():
        if table.is_personal:
            yield section(table)
    yield EMPTY_OF_PEOPLE
    yield "\n".join(
        f"- **{table.model}**: {table.purpose}. Columns: {names(table.columns)}."
        for table in registered()
        if not table.is_personal
    )


def section(table: Table) -> str:
    """One table of the database."""
    facts = [
        f"{table.purpose}.",
        f"- Basis: {table.basis}",
        f"- Read by: {table.readers}",
        f"- Kept: {table.until}",
        f"- In the privacy notice: {table.notice}",
    ]
    if table.why:
        facts.append(f"- With its member erased: {table.why}")
    rows = [
        "| Columns | In the copy of my data | With its member erased |",
        "| --- | --- | --- |",
        *(
            f"| {each.names} | {copied(table, each)} | {fate(table, each)} |"
            for each in table.columns
        ),
    ]
    return "\n".join([f"## {table.model}\n", facts[0], "", *facts[1:], "", *rows, ""])


def copied(table: Table, columns: Columns) -> str:
    if columns.unread:
        return f"no: {columns.unread}"
    return "yes" if table.about else "no: it is about nobody who asks"


def fate(table: Table, columns: Columns) -> str:
    return columns.erase or table.erase


def names(columns: tuple[Columns, ...]) -> str:
    return " ".join(each.names for each in columns)
