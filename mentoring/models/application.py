"""A trained member's application to be listed, and the office's answer.

An answer never takes the place of training: who applies is trained, and who is agreed to is
trained at that moment, or is not listed.
"""

from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from lib.constraints import both_or_neither, exactly_when, one_of
from lib.refusals import NotAllowed
from mentoring.models.profile import MentorProfile
from mentoring.states import Answer
from mentoring.tasks import announce

LONGEST = 1000
OPEN = Q(answered_at__isnull=True, taken_back_at__isnull=True)


class ApplicationManager(models.Manager["Application"]):
    def waiting(self) -> models.QuerySet["Application"]:
        """Neither answered nor taken back."""
        return self.filter(OPEN)

    def latest_of(self, member: Member) -> "Application | None":
        """The member's newest application, whatever became of it."""
        mine = self.filter(member=member).select_related("answered_by")
        return mine.order_by("-applied_at", "-pk").first()


class Application(models.Model):
    """One application of one member: when, with which words, and who answered what, and why."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="applications"
    )
    words = models.TextField(max_length=LONGEST, blank=True)
    applied_at = models.DateTimeField()
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    reason = models.TextField(max_length=LONGEST, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationManager()

    class Meta:
        constraints = [
            one_of("application_answer_is_known", "answer", ["", *Answer.values]),
            both_or_neither("application", "answered"),
            exactly_when("application_answered_with_a_word", "answered_at", ~Q(answer="")),
            CheckConstraint(
                name="application_no_has_a_reason",
                condition=(Q(answer=Answer.NO) & ~Q(reason=""))
                | (~Q(answer=Answer.NO) & Q(reason="")),
            ),
            CheckConstraint(
                name="application_taken_back_is_not_answered",
                condition=Q(taken_back_at__isnull=True) | Q(answered_at__isnull=True),
            ),
            UniqueConstraint(
                name="one_application_waits_per_member", fields=["member"], condition=OPEN
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.applied_at:%Y-%m-%d}"

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None and self.taken_back_at is None

    @transaction.atomic
    def agree(self, by: Member, now: datetime | None = None) -> bool:
        """Say yes, and list the mentor with it. False when it was agreed to already.

        Raises:
            NotAllowed: when `by` may not, it no longer waits, the account is closed, or the
                mentor could not list themselves now: above all, without training on record.
        """
        profile = self._hold(by)
        if self.answer == Answer.YES:
            return False
        self._require_waiting()
        if why := self.why_not_agreed(profile):
            raise NotAllowed(why)
        at = now or timezone.now()
        self._answer(Answer.YES, by, at)
        if not profile.is_listed:
            profile.enter_directory(at)
        return self._tell("application.agreed", by)

    @transaction.atomic
    def decline(self, by: Member, reason: str, now: datetime | None = None) -> bool:
        """Say not now, and why, for the mentor to read. False when that was said already.

        Raises:
            NotAllowed: when `by` may not, it no longer waits, or no reason is given.
        """
        self._hold(by)
        if self.answer == Answer.NO:
            return False
        self._require_waiting()
        if not reason.strip():
            raise NotAllowed(_("Say why, in words for the mentor."))
        self._answer(Answer.NO, by, now or timezone.now(), reason.strip())
        return self._tell("application.declined", by)

    @transaction.atomic
    def take_back(self, by: Member) -> bool:
        """The mentor would rather not now. False when it no longer waits.

        Raises:
            NotAllowed: for anybody but the mentor.
        """
        if by.pk != self.member_id:
            raise NotAllowed(_("Only the mentor can take their application back."))
        self._read_anew()
        if not self.is_waiting:
            return False
        self.taken_back_at = timezone.now()
        self.save(update_fields=["taken_back_at"])
        Event.objects.record("application.taken_back", by=by, on=self, at=self.taken_back_at)
        return True

    def why_not_agreed(self, profile: MentorProfile | None) -> str:
        """Why nobody can say yes to it now, for the office to read; or nothing."""
        if not self.member.is_active:
            return str(_("The account is closed."))
        if profile is None or not profile.is_trained:
            return str(_("No training is on record now, and nobody is listed without it."))
        if profile.why_not_listed():
            return str(_("The profile is not complete now. The mentor completes it."))
        return ""

    def _hold(self, by: Member) -> MentorProfile:
        """This application as it is now, locked after the mentor's profile, as in every verb.

        Without it a yes and a no at one moment would both be written, and both be told.
        """
        if not by.may(Permission.ANSWER_APPLICATIONS):
            raise NotAllowed(_("Only an administrator can answer an application."))
        profile = MentorProfile.objects.lock(self.member_id)
        self._read_anew()
        return profile

    def _read_anew(self) -> None:
        self.refresh_from_db(
            from_queryset=Application.objects.select_for_update(no_key=True, of=("self",))
        )

    def _require_waiting(self) -> None:
        if not self.is_waiting:
            raise NotAllowed(_("This application does not wait any more. Look at it again."))

    def _answer(self, answer: Answer, by: Member, at: datetime, reason: str = "") -> None:
        self.answer, self.reason, self.answered_at, self.answered_by = answer, reason, at, by
        self.save(update_fields=["answer", "reason", "answered_at", "answered_by"])

    def _tell(self, verb: str, by: Member) -> bool:
        announce(Event.objects.record(verb, by=by, on=self, at=self.answered_at))
        return True
