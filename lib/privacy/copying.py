"""A copy of what is kept about a member, as the register has it: for machines, and to read."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import ForeignKey, Model
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lib.privacy.register import registered
from lib.privacy.table import Columns, Table

SCHEMA = 1
NONE: tuple[Any, ...] = (None, "", [], {})
# Whom one meets by name in the product; anybody else is "somebody else".
NAMED = {"mentor", "mentee", "viewer", "other", "blocked", "profile"}


def zip_of(member: Any, now: datetime) -> bytes:
    """The copy: data.json and index.html, in the member's language and time."""
    with translation.override(member.language), timezone.override(member.time_zone):
        chapters = list(chapters_of(member))
        data = {"schema": SCHEMA, "made_at": now.isoformat(), "tables": chapters}
        page = render_to_string("my_data/index.html", {"made_at": now, **readable(chapters)})
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
        packed.writestr("index.html", page)
    return written.getvalue()


def chapters_of(member: Any) -> Iterator[dict[str, Any]]:
    """Every table that has rows about the member: what it is for, and the rows."""
    for table in registered():
        rows = table.rows_about(member).order_by("pk")
        columns = [each for each in table.columns if not each.unread]
        if columns and (said := [row_of(row, columns, member) for row in rows]):
            yield {
                "table": table.model,
                "chapter": table.notice,
                "purpose": table.purpose,
                "basis": table.basis,
                "read_by": table.readers,
                "kept": table.until,
                "labels": labels_of(table, columns),
                "rows": said,
            }


def readable(chapters: list[dict[str, Any]]) -> dict[str, Any]:
    """The same to read: by chapter, with the words for columns, without those that say nothing."""
    ordered = sorted(chapters, key=lambda each: str(each["chapter"]))
    shown = [
        {
            **each,
            "rows": [
                [(each["labels"][name], value) for name, value in row.items() if value not in NONE]
                for row in each["rows"]
            ],
        }
        for each in ordered
    ]
    return {"chapters": shown}


def labels_of(table: Table, columns: list[Columns]) -> dict[str, str]:
    """What each column is called, for whoever reads."""
    names = [name for each in columns for name in each.names.split()]
    field: Any = table.of._meta.get_field
    return {name: str(capfirst(field(name).verbose_name)) for name in names}


def row_of(row: Model, columns: list[Columns], member: Any) -> dict[str, Any]:
    return {name: value_of(row, name, member) for each in columns for name in each.names.split()}


def value_of(row: Model, name: str, member: Any) -> Any:
    """What a column says, without the keys of other people."""
    field: Any = row._meta.get_field(name)
    if isinstance(field, ForeignKey):
        return leading_to(row, field, member)
    value = getattr(row, name)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def leading_to(row: Model, field: ForeignKey, member: Any) -> Any:
    """To whom or what a column leads: oneself, somebody one knows by name, a word, or a key."""
    key = getattr(row, field.attname)
    if key is None:
        return None
    if field.related_model is get_user_model():
        if key == member.pk:
            return _("you")
        return str(getattr(row, field.name)) if field.name in NAMED else _("somebody else")
    is_word = field.name in NAMED or hasattr(field.related_model, "slug")
    return str(getattr(row, field.name)) if is_word else key
