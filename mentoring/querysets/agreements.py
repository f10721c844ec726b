"""Sets of versions of agreements, and of the standard text."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from mentoring.querysets.pairings import written_by

if TYPE_CHECKING:
    from accounts.models import Member


class AgreementQuerySet(models.QuerySet[Any]):
    """Versions. A page asks for those of one pairing of the member alone."""

    def agreed(self) -> Self:
        """To which both have agreed."""
        return self.filter(agreed_at__isnull=False)

    def newest(self) -> Any:
        """The one with the highest number, or None."""
        return self.order_by("-number").first()

    def waiting_for(self, member: "Member", pairing: str) -> Self:
        """The newest of a pairing of an outer query, when the other has suggested it."""
        newer = self.filter(pairing=OuterRef("pairing"), number__gt=OuterRef("number"))
        waiting = self.filter(~Exists(newer), pairing=OuterRef(pairing), agreed_at__isnull=True)
        return waiting.exclude(written_by(member))


class AgreementTemplateQuerySet(models.QuerySet[Any]):
    """Standard texts, which are nobody's secret."""

    def newest_of(self, language: str) -> Self:
        """All of one language, the newest first."""
        return self.filter(language=language).order_by("-number")
