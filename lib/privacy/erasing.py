"""What the register says of a member who goes, done: rows deleted, columns emptied."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db.models import CharField, Model, TextField
from django.utils.translation import gettext_lazy as _

from lib.privacy.register import registered
from lib.privacy.table import BLANK, GOES, SAID, Columns, Table

REMOVED = _("Removed with its author’s account.")
Instead = Mapping[str, Callable[[Any], None]]


def erase(member: Model, instead: Instead) -> None:
    """Erase what is a member's, table by table, in the caller's transaction.

    Args:
        instead: what to do in place of this for single tables, by label; it has to do
            what their line in the register says.
    """
    for table in registered():
        if table.model in instead:
            instead[table.model](member)
        else:
            empty(table, partial(table.rows_by, member), str(REMOVED))


def empty(table: Table, rows_with: Callable[[Columns | None], Any], sentence: str) -> None:
    """Delete the rows of a table that goes; of one that stays, empty the columns that go.

    Args:
        rows_with: the rows, or those whose columns these are.
        sentence: what stands where somebody else would read it.
    """
    if table.erase == GOES:
        rows_with(None).delete()
        return
    for columns in table.columns:
        rows = rows_with(columns)
        for name in columns.names.split():
            if columns.erase == BLANK:
                rows.update(**{name: nothing(table.of._meta.get_field(name))})
            elif columns.erase == SAID:
                rows.exclude(**{name: ""}).update(**{name: sentence})


def nothing(column: Any) -> Any:
    """What a column says that says nothing."""
    if column.null:
        return None
    if isinstance(column, (CharField, TextField)):
        return ""
    if column.has_default():
        return column.get_default()
    raise TypeError(f"{column} can say nothing but what it says.")
