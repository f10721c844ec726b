"""The certificate of a completed training: the code by which the office knows it."""

from datetime import datetime

from django.db import models

from accounts.models import Member
from history.models import Event
from lib.codes import LENGTH, in_groups, new_code

CERTIFICATE_CONSTRAINTS = [
    models.UniqueConstraint(fields=["code"], name="a_code_is_of_one_completion")
]


class Certified(models.Model):
    """Every completion has a code from its first moment, and its certificate says it.

    Nothing is issued and nothing copied: page and paper say what is on record, and
    count while the record stands.
    """

    code = models.CharField(max_length=LENGTH, default=new_code, editable=False)

    class Meta:
        abstract = True

    @property
    def shown_code(self) -> str:
        return in_groups(self.code)

    def confirm(self, by: Member, now: datetime | None = None) -> Event:
        """Write down that the office has asked by the code."""
        return Event.objects.record("certificate.confirmed", by=by, on=self, at=now)
