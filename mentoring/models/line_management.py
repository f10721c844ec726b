"""Line management between two members, as either of them has declared it."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Member
from history.models import Event


class LineManagementQuerySet(models.QuerySet["LineManagement"]):
    def between(self, one: Member | int, other: Member | int) -> "LineManagementQuerySet":
        """What either of two members has declared about the other."""
        return self.filter(Q(member=one, other=other) | Q(member=other, other=one))

    def touching(self, member: Member) -> "LineManagementQuerySet":
        """Declarations by or about a member."""
        return self.filter(Q(member=member) | Q(other=member))

    @transaction.atomic
    def declare(self, member: Member, other: Member) -> "LineManagement":
        """`member` says that one of the two line manages the other; once is enough."""
        declared, is_new = self.get_or_create(
            member=member, other=other, defaults={"declared_at": timezone.now()}
        )
        if is_new:
            Event.objects.record("line_management.declared", by=member, on=declared)
        return declared


class LineManagement(models.Model):
    """A member's word that they and another are line manager and report.

    Guides for candidates say that a line manager is never the mentor, so one word from
    either side, in either direction, is enough to refuse a pairing.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="line_management"
    )
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    declared_at = models.DateTimeField()

    objects = LineManagementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "other"], name="line_management_declared_once"
            ),
            models.CheckConstraint(
                name="line_management_not_with_oneself", condition=~Q(member=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} – {self.other_id}"

    @transaction.atomic
    def lift(self) -> bool:
        """The member takes the declaration back, for instance after a change of job.

        Returns:
            False when it was taken back already.
        """
        if not list(LineManagement.objects.select_for_update().filter(pk=self.pk)):
            return False
        Event.objects.record("line_management.lifted", by=self.member, on=self)
        self.delete()
        return True
