"""What a report is to be about."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from staff.reports.choices import MONTHS_SHOWN, Choice, months_ago
from staff.reports.vocabulary import KINDS, Words

A_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
MONTH = forms.TextInput(
    attrs={"type": "month", "pattern": r"\d{4}-\d{2}", "placeholder": "2026-09"}
)


class ReportForm(forms.Form):
    """The query string is the choice. What makes no sense in it narrows nothing.

    An address that names no month is about the last twelve; an emptied month sets no bound.
    """

    since = forms.CharField(label=_("From month"), required=False, widget=MONTH)
    until = forms.CharField(label=_("To month"), required=False, widget=MONTH)
    route = forms.ChoiceField(label=_("Route"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, asked: QueryDict, theirs: Collection[int] | None = None) -> None:
        """`theirs` are the keys of the regions of an officer, who sees no others."""
        asked = asked.copy()
        if "since" not in asked:
            asked["since"] = f"{months_ago(MONTHS_SHOWN - 1):%Y-%m}"
        super().__init__(asked)
        self.words = {kind: Words.of(kind) for kind in KINDS}
        self.theirs = None if theirs is None else self.words["region"].within(theirs)
        for kind, words in self.words.items():
            field: Any = self.fields[kind]
            field.choices = [("", _("All")), *self._offered(kind, words)]

    def _offered(self, kind: str, words: Words) -> list[tuple[str, str]]:
        if kind != "region" or self.theirs is None:
            return words.choices()
        return [(slug, name) for slug, name in words.choices() if words.family(slug) & self.theirs]

    def choice(self) -> Choice:
        """What is chosen, with every vocabulary read."""
        families = {kind: words.family(self._said(kind)) for kind, words in self.words.items()}
        keys = {kind: family for kind, family in families.items() if family}
        if self.theirs is not None:
            keys["region"] = keys.get("region", self.theirs) & self.theirs or self.theirs
        return Choice(self._month("since"), self._month("until"), keys, self.words)

    def in_words(self) -> str:
        """What the figures are about, as one sentence; what is printed has no form."""
        since, until = self._month("since"), self._month("until")
        said = [
            _now("from %(month)s") % {"month": date_format(since, "F Y")} if since else "",
            _now("to %(month)s") % {"month": date_format(until, "F Y")} if until else "",
            *(dict(words.choices()).get(self._said(k), "") for k, words in self.words.items()),
        ]
        what = ", ".join(filter(None, said)) or _now("everything")
        return _now("Counted: %(what)s.") % {"what": what}

    def query(self) -> str:
        """The choice as an address says it, the period included."""
        said = QueryDict(mutable=True)
        for name in self.fields:
            if name == "since" or self._said(name):
                said[name] = self._said(name)
        return said.urlencode()

    def _said(self, name: str) -> str:
        return str(self.data.get(name, "")).strip()

    def _month(self, name: str) -> date | None:
        found = A_MONTH.fullmatch(self._said(name))
        return date(int(found[1]), int(found[2]), 1) if found and int(found[1]) else None
