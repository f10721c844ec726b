"""What two people plan. The forms check; the verbs of `Aim` and `NextStep` write."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.paragraphs import ParagraphsField
from mentoring.forms.profile import TOO_LONG
from mentoring.models import Aim, NextStep
from mentoring.models.aim import LONGEST_AIM
from mentoring.models.step import LONGEST_STEP

MONTHS_A_YEAR = 12


class AimForm(forms.Form):
    """One aim, in a sentence or two."""

    text = ParagraphsField(
        label=_("An aim"),
        help_text=_("What you would like to be able to do, to know or to hand in."),
        rows=2,
        max_length=LONGEST_AIM,
        error_messages={**TOO_LONG, "required": _("Write the aim first.")},
    )


class StepForm(forms.Form):
    """One step. A milestone has its own words; a month is the mentee's alone to set."""

    text = ParagraphsField(
        label=_("A next step"),
        help_text=_("Something small enough to do before you next talk."),
        rows=2,
        max_length=LONGEST_STEP,
        error_messages={**TOO_LONG, "required": _("Write the step first.")},
    )
    aim = forms.TypedChoiceField(label=_("For which aim?"), required=False, empty_value=None)
    month = forms.TypedChoiceField(
        label=_("By about when?"),
        help_text=_("Only if a month helps you. Nothing happens when it has gone by."),
        required=False,
        coerce=date.fromisoformat,
        empty_value=None,
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        aims: Iterable[Aim],
        is_mentees: bool,
        step: NextStep | None = None,
    ) -> None:
        self.aims = {str(aim.pk): aim for aim in aims}
        super().__init__(typed, auto_id="step_%s", initial=as_typed(step))
        if step and step.milestone:
            del self.fields["text"]
        aim: Any = self.fields["aim"]
        aim.choices = [("", _("None in particular")), *as_choices(self.aims)]
        aim.coerce = self.aims.__getitem__
        if not self.aims:
            del self.fields["aim"]
        month: Any = self.fields["month"]
        month.choices = [("", _("No month")), *months(step.month if step else None)]
        if not is_mentees:
            del self.fields["month"]


def as_typed(step: NextStep | None) -> dict[str, Any]:
    """What the form of a step begins with."""
    if step is None:
        return {}
    month = step.month.isoformat() if step.month else ""
    return {"text": step.text, "aim": str(step.aim_id or ""), "month": month}


def as_choices(aims: dict[str, Aim]) -> Iterator[tuple[str, str]]:
    """Each aim, by as many of its words as fit in one line."""
    for key, aim in aims.items():
        first = aim.text.partition("\n")[0]
        yield key, first if len(first) <= 60 else gettext("%(words)s…") % {"words": first[:59]}


def months(kept: date | None) -> list[tuple[str, str]]:
    """This month and those that follow; before them the one that is kept, if it has gone by."""
    first = timezone.localdate().replace(day=1)
    ahead = [after(first, number) for number in range(settings.MENTORING["MONTHS_AHEAD"])]
    known = sorted({kept, *ahead} if kept else ahead)
    return [(month.isoformat(), date_format(month, "F Y")) for month in known]


def after(month: date, number: int) -> date:
    """The first day of the month so many months later."""
    years, later = divmod(month.month - 1 + number, MONTHS_A_YEAR)
    return month.replace(year=month.year + years, month=later + 1)
