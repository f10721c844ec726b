"""The standard text of an agreement, which the office edits by language.

A change is a row of its own, so that whoever accepted an earlier text still stands on it.
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models.agreement_text import AgreementText, says_something_on_confidentiality
from mentoring.models.pairing_races import in_turn
from mentoring.querysets import AgreementTemplateQuerySet

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing


class AgreementTemplateManager(
    models.Manager.from_queryset(AgreementTemplateQuerySet)  # type: ignore[misc]
):
    def current(self, language: str | None = None) -> "AgreementTemplate | None":
        """The newest text in this language, else in the language of the installation.

        None only where the office has none at all.
        """
        spoken = language or get_language() or ""
        newest: Any = self.newest_of(spoken).first()
        return newest or self.newest_of(settings.LANGUAGE_CODE).first()

    @in_turn
    def write(
        self, language: str, texts: dict[str, str], *, by: Member, after: int
    ) -> tuple["AgreementTemplate", bool]:
        """A new standard text. The one that stands, and False, when it says this already.

        Args:
            after: the number of the text that the writer had before them, or 0.

        Raises:
            NotAllowed: somebody has changed it since.
        """
        newest: Any = self.newest_of(language).select_for_update().first()
        if newest and newest.texts == texts:
            return newest, False
        if (newest.number if newest else 0) != after:
            raise NotAllowed(
                _("Somebody has changed this text since you opened it. Read theirs first.")
            )
        return self._add(language, texts, after + 1, by, "template.written"), True

    def _add(
        self, language: str, texts: dict[str, str], number: int, by: Member, verb: str, **more: int
    ) -> "AgreementTemplate":
        now = timezone.now()
        facts = {"written_at": now, "written_by": by, **texts}
        template: AgreementTemplate = self.create(language=language, number=number, **facts)
        Event.objects.record(verb, by=by, on=template, at=now, **more)
        return template


class AgreementTemplate(AgreementText):
    """One standard text in one language. The newest of a language is what pairings begin with."""

    language = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AgreementTemplateManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language", "number"],
                name="one_agreement_template_per_language_and_number",
            ),
            says_something_on_confidentiality("agreement_template"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.number}"

    @in_turn
    def restore(self, by: Member) -> tuple["AgreementTemplate", bool]:
        """Write this text anew, as the newest. False when it is what stands already."""
        objects = type(self).objects
        newest: Any = objects.newest_of(self.language).select_for_update().first()
        if newest.texts == self.texts:
            return newest, False
        number = newest.number + 1
        restored = objects._add(
            self.language, self.texts, number, by, "template.restored", restored=self.number
        )
        return restored, True


def standard_text_of(pairing: "Pairing") -> AgreementTemplate | None:
    """The standard text that the two have before them: what the first yes was about, or today's."""
    accepted: Any = pairing.standard_text
    return accepted or AgreementTemplate.objects.current()


def text_to_accept(pairing: "Pairing", shown: int | None) -> int | None:
    """The standard text that a yes said now is about; None where the two have agreed to their own.

    Args:
        shown: the text that was on the page, if the page said which.

    Raises:
        NotAllowed: it is another one now.
    """
    if pairing.agreements.agreed().exists():
        return None
    text = standard_text_of(pairing)
    if shown and text and text.pk != shown:
        raise NotAllowed(
            _("The standard agreement has changed since you opened this page. Read it again first.")
        )
    return text.pk if text else None
