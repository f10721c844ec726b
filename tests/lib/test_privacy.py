"""Every column that is kept is classed, and the page and the privacy notice say what is."""

import html
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import CASCADE, ForeignKey

from accounts.models import Member
from config.env import BASE
from lib.privacy import (
    BLANK,
    CONTRACT,
    GOES,
    INTERESTS,
    NO_PERSON,
    SAID,
    STAYS,
    Table,
    every_field,
    registered,
)

NOTICE = BASE / "templates" / "pages" / "privacy" / "held.html"
PERSONAL = [table for table in registered() if table.is_personal]


def named(table: Table) -> str:
    return table.model


def test_every_column_is_classed_once() -> None:
    """Whoever adds a column says here why it is kept, and what becomes of it."""
    classed = Counter(
        f"{table.model}.{name}"
        for table in registered()
        for c in table.columns
        for name in c.names.split()
    )

    assert sorted(classed.elements()) == sorted(every_field())


@pytest.mark.parametrize("table", registered(), ids=named)
def test_a_table_says_all_that_is_asked(table: Table) -> None:
    assert table.basis in (CONTRACT, INTERESTS, NO_PERSON)
    assert table.erase in (GOES, STAYS)
    assert {c.erase for c in table.columns} <= {"", BLANK, SAID}
    assert all((table.purpose, table.readers, table.until))


@pytest.mark.parametrize("table", PERSONAL, ids=named)
def test_what_stays_of_a_person_has_a_reason(table: Table) -> None:
    assert table.erase == GOES or table.why
    assert table.notice


def test_what_leads_to_a_member_is_about_a_person() -> None:
    """A table with a key to a member is not among those that say nothing of anybody."""
    leading = {
        table.model
        for table in registered()
        for column in table.of._meta.concrete_fields
        if isinstance(column, ForeignKey) and column.related_model is Member
    }

    assert leading
    assert leading - {table.model for table in PERSONAL} == set()


def test_what_would_go_with_the_row_of_a_member_is_about_somebody() -> None:
    """What the database deletes with a member is found by the erasure as well."""
    found = {
        table.model
        for table in registered()
        for column in table.of._meta.concrete_fields
        if isinstance(column, ForeignKey)
        and column.related_model is Member
        and column.remote_field.on_delete is CASCADE
        and not (table.by or table.about)
    }

    assert found == set()


def test_the_page_is_written_from_the_register() -> None:
    written = StringIO()
    call_command("data_register", stdout=written)

    assert (BASE / "docs" / "data.md").read_text() == written.getvalue()


def test_the_privacy_notice_speaks_of_every_table_and_of_nothing_else() -> None:
    told = re.findall(r'<dt>{% translate "([^"]+)" %}</dt>', NOTICE.read_text())

    assert len(told) == len(set(told))
    assert {html.unescape(each) for each in told} == {table.notice for table in PERSONAL}
