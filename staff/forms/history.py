"""What of history is asked for."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.chapters import Chapter, office_verbs
from history.models import Look
from lib.keys import is_key
from staff.forms.people import MemberField
from staff.forms.training import WAYS_TO_TYPE_A_DAY
from staff.history import of_the_record_of


def midnight(day: date) -> datetime:
    """When the day begins, where the reader is."""
    return timezone.make_aware(datetime.combine(day, time.min))


class DayField(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=WAYS_TO_TYPE_A_DAY, required=False, **options)


class HistoryForm(forms.Form):
    """The query string is the search."""

    what = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("Everything")), *Chapter.choices]
    )
    member = MemberField(label=_("Whose record (address or number)"), required=False)
    by = MemberField(label=_("Done by (address or number)"), required=False)
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"))

    def __init__(self, *args: Any, member: Member | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.only = member
        if member:
            del self.fields["member"]

    @property
    def whose(self) -> Member | None:
        """Whose record is asked for: the page's own member, or the one who was typed."""
        typed: Member | None = self.cleaned_data.get("member")
        return self.only or typed

    def narrowing(self) -> Q:
        """The rows that are asked for, and none that the office may not read."""
        asked = self.cleaned_data
        verbs = Chapter(asked["what"]).verbs if asked["what"] else office_verbs()
        rows = Q(verb__in=verbs)
        if self.whose:
            rows &= of_the_record_of(self.whose)
        if asked["by"]:  # which of two people did something to their pairing is theirs to tell
            rows &= Q(actor=asked["by"]) & ~Q(verb__in=Chapter.PAIRING.verbs)
        if asked["since"]:
            rows &= Q(at__gte=midnight(asked["since"]))
        if asked["until"]:
            rows &= Q(at__lt=midnight(asked["until"] + timedelta(days=1)))
        return rows


class LookForm(forms.Form):
    """Whose record, and who looked. A link may name the record by its key."""

    member = MemberField(label=_("Whose record (address or number)"), required=False)
    viewer = MemberField(label=_("Who looked (address or number)"), required=False)

    def narrow(self, looks: QuerySet[Look]) -> QuerySet[Look]:
        asked = {"whose": self.cleaned_data["member"], "viewer": self.cleaned_data["viewer"]}
        if is_key(key := self.data.get("whose", "")):
            looks = looks.filter(whose=key)
        return looks.filter(**{column: member for column, member in asked.items() if member})
