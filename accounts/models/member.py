"""The member: one person, one account, one address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Length, Lower, Upper
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import default_language, validate_language, validate_time_zone
from accounts.fields import AddressField, FiledField, LineField, MembershipNumberField, NameField
from accounts.managers import MemberManager
from accounts.models.office import OfficeMember
from history.models import Event
from lib.refusals import NotAllowed
from lib.text import initials

DETAILS = {"name", "called", "pronouns", "membership_number", "language", "time_zone"}
FORMER = _("A former member")
NUMBER_TAKEN = _(
    "Another account has this membership number. Check it, or leave it empty and tell the office."
)


class Member(OfficeMember):
    """A person who has an account."""

    email = AddressField(_("e-mail address"), unique=True)
    name = NameField(_("name"), max_length=150)
    filed_as = FiledField(_("filed as"), of="name", max_length=150, editable=False, db_index=True)
    called = LineField(_("what to call you"), max_length=60, blank=True)
    pronouns = LineField(_("pronouns"), max_length=40, blank=True)
    membership_number = MembershipNumberField(
        _("membership number"), max_length=20, null=True, blank=True
    )
    language = models.CharField(
        _("language"), max_length=10, default=default_language, validators=[validate_language]
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/London", validators=[validate_time_zone]
    )
    is_active = models.BooleanField(_("open"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    # Since when letters to this address come back for good; empty once it is right again.
    bounced_at = models.DateTimeField(_("letters came back"), null=True, blank=True)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        # Who counts members leaves out the few whose account is closed.
        indexes = [models.Index(fields=["id"], condition=Q(is_active=False), name="member_closed")]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_address_belongs_to_one_member"),
            models.CheckConstraint(
                condition=Exact(F("email"), Lower("email")), name="an_address_is_in_small_letters"
            ),
            models.CheckConstraint(condition=~Q(email=""), name="a_member_has_an_address"),
            models.CheckConstraint(
                condition=GreaterThan(Length("name"), 0), name="a_member_has_a_name"
            ),
            models.UniqueConstraint(
                fields=["membership_number"], name="a_membership_number_belongs_to_one_member"
            ),
            models.CheckConstraint(
                condition=Q(membership_number__isnull=True)
                | Q(
                    Exact(F("membership_number"), Upper("membership_number")),
                    GreaterThanOrEqual(Length("membership_number"), 3),
                ),
                name="a_membership_number_is_in_capitals_and_not_short",
            ),
            models.CheckConstraint(
                condition=Q(is_superuser=False) | Q(is_staff=True),
                name="a_superuser_is_in_the_office",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Where the name is written, what it is filed as is written too."""
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "filed_as"}
        super().save(update_fields=update_fields, **options)

    @property
    def short_name(self) -> str:
        """What to call them: as they asked, else the name they gave."""
        return self.called or self.name

    @property
    def initials(self) -> str:
        return initials(self.name)

    def get_short_name(self) -> str:
        return self.short_name

    def get_full_name(self) -> str:
        return self.name

    def change_details(self, *, by: "Member", **details: str | None) -> list[str]:
        """Change what is the member's own; returns the names of what is different now.

        Writes one row of history, with those names and no values, or nothing when all is
        as it was. Raises NotAllowed when the membership number belongs to somebody else.
        """
        if not details.keys() <= DETAILS:
            raise ValueError(f"Not a member's own to change: {details.keys() - DETAILS}")
        changed = sorted(name for name, value in details.items() if getattr(self, name) != value)
        if not changed:
            return []
        before = {name: getattr(self, name) for name in changed}
        try:
            self._change({name: details[name] for name in changed}, by=by)
        except IntegrityError as taken:
            vars(self).update(before)
            if "membership_number" not in changed:
                raise
            raise NotAllowed(NUMBER_TAKEN) from taken
        return changed

    @transaction.atomic
    def _change(self, details: dict[str, str | None], *, by: "Member") -> None:
        vars(self).update(details)
        self.save(update_fields=list(details))
        Event.objects.record("member.changed", by=by, on=self, fields=list(details))

    def forget(self, mark: str) -> None:
        """Say nothing of this person any more, and let nobody in. Only an erasure does this.

        Args:
            mark: what keeps the address of this row apart from every other.
        """
        self.email, self.name = f"{mark}@erased.invalid", str(FORMER)
        self.called, self.pronouns, self.membership_number = "", "", None
        for name in ("language", "time_zone"):
            setattr(self, name, self._meta.get_field(name).get_default())  # type: ignore[union-attr]
        self.last_login, self.bounced_at, self.is_active = None, None, False
        self.set_unusable_password()
        self.save()

    @transaction.atomic
    def close(self, *, by: "Member") -> None:
        """End the member's way in, at once and in every browser; nothing is deleted.

        Raises NotAllowed for one's own account and for the last administrator's, so that
        the office cannot lock itself out.
        """
        if by.pk == self.pk:
            raise NotAllowed(_("You cannot close your own account."))
        self.lock_for_roles()
        self.require_another_administrator()
        self._open_or_close(False, "member.closed", by=by)

    @transaction.atomic
    def reopen(self, *, by: "Member") -> None:
        """Let a member whose account was closed sign in again."""
        self._open_or_close(True, "member.reopened", by=by)

    @transaction.atomic
    def mark_bounced(self, now: datetime) -> bool:
        """A letter to the address came back for good. False when that is known."""
        return self._bounce(now, "member.bounced", by=None)

    @transaction.atomic
    def reach(self) -> bool:
        """The member says that the address is right, or has proved another. False if it was."""
        return self._bounce(None, "member.reached", by=self)

    def _bounce(self, at: datetime | None, verb: str, *, by: "Member | None") -> bool:
        self.lock()
        self.refresh_from_db(fields=["bounced_at"])
        if bool(self.bounced_at) == bool(at):
            return False
        self.bounced_at = at
        self.save(update_fields=["bounced_at"])
        Event.objects.record(verb, by=by, on=self)
        return True

    def _open_or_close(self, is_active: bool, verb: str, *, by: "Member") -> None:
        self.lock()
        if self.is_active == is_active:
            return
        self.is_active = is_active
        self.save(update_fields=["is_active"])
        Event.objects.record(verb, by=by, on=self)
