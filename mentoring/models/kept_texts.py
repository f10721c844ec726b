"""How long the texts of two people are kept once their pairing is over."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models

from lib.constraints import in_order
from mentoring.models.pairing import Pairing
from mentoring.states import CLOSED, STARTED


def days_before(now: datetime, days: str | int) -> datetime:
    """So many days earlier, or as many as a setting of this name says."""
    return now - timedelta(days=settings.MENTORING[days] if isinstance(days, str) else days)


class KeptTextsQuerySet(models.QuerySet["KeptTexts"]):
    def due(self, now: datetime) -> Self:
        """Those of whose removal the two were told long enough ago."""
        told = days_before(now, "TEXTS_TOLD_DAYS")
        closed = days_before(now, "PAIRING_TEXTS_DAYS")
        waiting = self.filter(emptied_at__isnull=True, told_at__lte=told)
        return waiting.filter(pairing__closed_at__lte=closed).order_by("pk")


class KeptTexts(models.Model):
    """That the two were told that their texts will go, and that they are gone."""

    pairing = models.OneToOneField(Pairing, on_delete=models.PROTECT, related_name="kept_texts")
    told_at = models.DateTimeField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)
    # When the two were told that the pairing will only be counted.
    counting_told_at = models.DateTimeField(null=True, blank=True)

    objects = KeptTextsQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("texts_go_after_the_two_are_told", "told_at", "emptied_at"),
            in_order("counting_is_told_after_texts_are_gone", "emptied_at", "counting_told_at"),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id}"


def to_be_told(now: datetime) -> models.QuerySet[Pairing]:
    """Pairings that were active and are over, whose two are to hear that the texts will go."""
    days = settings.MENTORING["PAIRING_TEXTS_DAYS"] - settings.MENTORING["TEXTS_TOLD_DAYS"]
    over = Pairing.objects.filter(status__in=STARTED & CLOSED, kept_texts__isnull=True)
    return over.filter(closed_at__lte=now - timedelta(days=days)).order_by("pk")


def proposals_over(now: datetime) -> models.QuerySet[Pairing]:
    """Proposals that came to nothing, whose texts are kept no longer."""
    over = Pairing.objects.filter(status__in=CLOSED - STARTED, kept_texts__isnull=True)
    return over.filter(closed_at__lte=days_before(now, "PROPOSAL_TEXTS_DAYS")).order_by("pk")
