"""The headings of an agreement, in one place: what two people should have talked about."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

LONGEST_TERM = 1500


def heading(label: Any, about: Any) -> "models.TextField[str, str]":
    """One heading: its words, and what belongs under it."""
    return models.TextField(label, max_length=LONGEST_TERM, blank=True, help_text=about)


class AgreementText(models.Model):
    """A text under each heading. Confidentiality has one in every agreement."""

    aims = heading(_("What we want from it"), _("What should be different by the end."))
    mentee_expects = heading(
        _("What the mentee expects"), _("And how much of a push the mentee would like.")
    )
    mentor_expects = heading(
        _("What the mentor expects"), _("What the mentee brings, and does between meetings.")
    )
    meeting = heading(_("How often we meet, and how"), _("For how long, and by what means."))
    arranging = heading(_("Who arranges it"), _("Dates, a list of points, notes afterwards."))
    replying = heading(_("How soon we reply"), _("And what to do when it takes longer."))
    cancelling = heading(_("If one of us cannot come"), _("How much notice, and what then."))
    target_dates = heading(_("Target dates"), _("The mentee’s own. They may move."))
    confidentiality = heading(
        _("Confidentiality and its limits"),
        _("What stays between you, and when one of you would have to speak. Never left empty."),
    )
    conflicts = heading(
        _("Conflicts of interest"), _("Other roles in which you meet, or might one day.")
    )
    reviewing = heading(_("When we look at this again"), _("A date or an occasion."))
    if_mentor_stops = heading(_("If the mentor cannot go on"), _("What happens to the mentee."))
    ending = heading(_("How we end"), _("When the work is done, or before."))

    TEXTS = (
        "aims",
        "mentee_expects",
        "mentor_expects",
        "meeting",
        "arranging",
        "replying",
        "cancelling",
        "target_dates",
        "confidentiality",
        "conflicts",
        "reviewing",
        "if_mentor_stops",
        "ending",
    )

    class Meta:
        abstract = True

    @property
    def texts(self) -> dict[str, str]:
        """The text under each heading, by its name."""
        return {name: getattr(self, name) for name in self.TEXTS}

    def rows(self, names: tuple[str, ...] = TEXTS) -> list[dict[str, str]]:
        """The headings under which something is said, with what."""
        words, texts = self.headings(), self.texts
        return [{"heading": words[name], "text": texts[name]} for name in names if texts[name]]

    @classmethod
    def headings(cls) -> dict[str, str]:
        """The words of each heading, by its name."""
        field: Any = cls._meta.get_field
        return {name: str(field(name).verbose_name) for name in cls.TEXTS}


def says_something_on_confidentiality(model: str) -> CheckConstraint:
    return CheckConstraint(
        name=f"{model}_says_something_on_confidentiality", condition=~Q(confidentiality="")
    )
