"""Sets of versions of agreements, and of the standard text."""

from typing import Any, Self

from django.db import models


class AgreementQuerySet(models.QuerySet[Any]):
    """Versions. A page asks for those of one pairing of the member alone."""

    def agreed(self) -> Self:
        """To which both have agreed."""
        return self.filter(agreed_at__isnull=False)

    def newest(self) -> Any:
        """The one with the highest number, or None."""
        return self.order_by("-number").first()


class AgreementTemplateQuerySet(models.QuerySet[Any]):
    """Standard texts, which are nobody's secret."""

    def newest_of(self, language: str) -> Self:
        """All of one language, the newest first."""
        return self.filter(language=language).order_by("-number")
