"""What the office brings in, and which cell of it is what."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.tables import Table, read_file, read_text
from lib.tables.table import most
from mentoring.imports.kinds import KINDS, guessed
from mentoring.models import Import
from mentoring.states import ImportKind

SHOWN_OF_A_CELL = 40


class PastedField(forms.CharField):
    """Rows as they were copied; what cannot be seen in them is said with its row."""

    def __init__(self, **options: Any) -> None:
        attrs = {"rows": 8, "spellcheck": "false", "autocomplete": "off"}
        super().__init__(strip=False, widget=forms.Textarea(attrs=attrs), **options)
        self.validators = [
            check
            for check in self.validators
            if not isinstance(check, ProhibitNullCharactersValidator)
        ]


class UploadForm(forms.Form):
    """A file or a pasted table, and what it is a list of."""

    kind = forms.ChoiceField(label=_("What it is a list of"), choices=ImportKind)
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        max_length=200,
        help_text=_(
            "A workbook (.xlsx) or CSV, up to 2 MB and 5,000 rows. The first row names the columns."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    text = PastedField(
        label=_("Or paste the rows"),
        required=False,
        help_text=_("With their heading, as they are copied from a spreadsheet."),
    )

    def clean_file(self) -> Table | None:
        """The rows of the file, read no further than one may be large."""
        file: UploadedFile | None = self.cleaned_data["file"]
        return read_file(file.read(most("BYTES") + 1)) if file else None

    def clean_text(self) -> Table | None:
        text = self.cleaned_data["text"]
        return read_text(text) if text.strip() else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        tables = [table for table in (said["file"], said["text"]) if table]
        if len(tables) != 1:
            words = (
                _("Choose a file or paste the rows, and not both.")
                if tables
                else _("Choose a file, or paste the rows.")
            )
            raise ValidationError({"file": words})
        if wrong := why_not(tables[0], said["kind"]):
            raise ValidationError({"file" if said["file"] else "text": wrong})
        return {**said, "table": tables[0]}


def why_not(table: Table, kind: str) -> str:
    """Why a table is no list of this kind, by the number of its rows."""
    rows, setting = len(table.rows) - 1, KINDS[kind].most
    if rows < 1:
        return gettext("The table needs a heading, and at least one row below it.")
    if setting and rows > settings.MENTORING[setting]:
        words = gettext("The list has %(rows)d rows. Import at most %(most)d of these at once.")
        return words % {"rows": rows, "most": settings.MENTORING[setting]}
    return ""


class ColumnsForm(forms.Form):
    """One choice for each thing that the kind reads: a column of the list, or none."""

    def __init__(self, typed: Any = None, *, found: Import) -> None:
        super().__init__(typed, initial=found.columns or guessed(found.kind, found.heading))
        self.kind = KINDS[found.kind]
        for column in self.kind.columns:
            self.fields[column.name] = forms.TypedChoiceField(
                label=column.label,
                choices=[("", _("Not in the list")), *cells_of(found)],
                coerce=int,
                empty_value=None,
                required=column.is_required,
                error_messages={"required": _("Choose the column. Every row needs it.")},
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen: dict[int, str] = {}
        for name, at in list(said.items()):
            if at is not None and chosen.setdefault(at, name) != name:
                self.add_error(name, _("This column is chosen above. Choose each column once."))
        for names in self.kind.each_of:
            if not self.errors and all(said[name] is None for name in names):
                words = _("Choose the column of the address, of the membership number, or both.")
                self.add_error(names[0], words)
        return said

    def columns(self) -> dict[str, int]:
        """Which cell is what, once it is known to be right."""
        return {name: at for name, at in self.cleaned_data.items() if at is not None}


def cells_of(found: Import) -> list[tuple[int, str]]:
    """The cells of the heading, each with what the first row has in it."""
    first = found.rows[1][1]
    return [
        (at, shown(cell or _("Column %(number)d") % {"number": at + 1}, first[at : at + 1]))
        for at, cell in enumerate(found.heading)
    ]


def shown(heading: str, example: list[str]) -> str:
    said = f"{heading}: {example[0]}" if example and example[0] else str(heading)
    return said if len(said) <= 2 * SHOWN_OF_A_CELL else f"{said[: 2 * SHOWN_OF_A_CELL]}…"
