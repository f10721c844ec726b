"""What somebody of the office has noted of a row of the desk: who has it, and that it is settled.

The rows of the desk are read from what is true (staff/desk); an item is there once somebody
has taken one, put it off or settled it.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, OuterRef, Q, Subquery, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.roles import Permission
from history.models import Event
from lib.constraints import both_or_neither, one_of
from lib.refusals import NotAllowed
from mentoring.models.pairing_races import in_turn
from mentoring.states import Matter

NOTED = ("taken_at", "taken_by", "settled_at", "settled_by", "put_off_until")


class DeskItemManager(models.Manager["DeskItem"]):
    def of(self, matter: str, subject: int) -> "DeskItem":
        """What is noted of one row; an unsaved empty item when nothing is."""
        found = self.filter(matter=matter, subject=subject).select_related("taken_by").first()
        return found or self.model(matter=matter, subject=subject)

    def waiting(self, rows: Any, matter: str, today: date) -> Any:
        """Those rows that stand on the desk, with who has each.

        A settled row is away until something new happens (`moved_at`), and one that is put
        off until its day. Adds `taken_by_pk` and `taken_by_name`.
        """
        items = self.filter(matter=matter, subject=OuterRef("pk"))
        noted = {
            "desk_settled_at": Subquery(items.values("settled_at")),
            "desk_put_off": Subquery(items.values("put_off_until")),
            "taken_by_pk": Subquery(items.values("taken_by")),
            "taken_by_name": Subquery(items.values("taken_by__name")),
        }
        is_new = Q(desk_settled_at__isnull=True) | Q(desk_settled_at__lt=F("moved_at"))
        is_due = Q(desk_put_off__isnull=True) | Q(desk_put_off__lte=today)
        return rows.annotate(**noted).filter(is_new, is_due)


class DeskItem(models.Model):
    """One thing that needs somebody: what it is about, and who looks after it."""

    matter = models.CharField(max_length=12, choices=Matter)
    subject = models.BigIntegerField()
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    put_off_until = models.DateField(null=True, blank=True)

    objects = DeskItemManager()

    class Meta:
        constraints = [
            one_of("desk_item_matter_is_known", "matter", Matter.values),
            both_or_neither("desk_item", "taken"),
            both_or_neither("desk_item", "settled"),
            CheckConstraint(
                name="desk_item_settled_is_nobodys",
                condition=Q(settled_at__isnull=True)
                | Q(taken_at__isnull=True, put_off_until__isnull=True),
            ),
            UniqueConstraint(
                fields=["matter", "subject"], name="one_desk_item_per_matter_and_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.subject}"

    @in_turn
    def take(self, by: Member, over: int | None = None) -> bool:
        """Somebody looks after it from now on. False when they do so already.

        Args:
            over: the key of whoever is known to have it, to take it over from them.

        Raises:
            NotAllowed: without the desk, or somebody else has been quicker.
        """
        self._hold(by)
        if self.taken_by_id == by.pk:
            return False
        if self.taken_by_id not in (None, over):
            raise NotAllowed(_("Somebody else has taken this in the meantime."))
        self._note("desk.taken", by, taken_at=timezone.now(), taken_by=by)
        return True

    @in_turn
    def put_back(self, by: Member) -> bool:
        """Whoever has it gives it back to everybody. False when they do not have it."""
        self._hold(by)
        if self.taken_by_id != by.pk:
            return False
        self._note("desk.put_back", by)
        return True

    @in_turn
    def settle(self, by: Member, moved_at: datetime) -> bool:
        """It is dealt with, and stays away until something new happens.

        Args:
            moved_at: when that happened which brought it to the desk.

        Returns:
            False when it has been settled since then.
        """
        self._hold(by)
        if self.settled_at and self.settled_at >= moved_at:
            return False
        self._note("desk.settled", by, settled_at=timezone.now(), settled_by=by)
        return True

    @in_turn
    def put_off(self, until: date, by: Member) -> bool:
        """It comes back on a day. False when it is put off until that day already."""
        self._hold(by)
        if self.put_off_until == until:
            return False
        self._note("desk.put_off", by, put_off_until=until)
        return True

    def _hold(self, by: Member) -> None:
        if not by.may(Permission.WORK_QUEUE):
            raise NotAllowed(_("This is for those who work at the desk."))
        if self._state.adding:
            found, _new = DeskItem.objects.get_or_create(matter=self.matter, subject=self.subject)
            self.pk = found.pk
            self._state.adding = False
        self.refresh_from_db(from_queryset=DeskItem.objects.select_for_update(no_key=True))

    def _note(self, verb: str, by: Member, **noted: Any) -> None:
        """What is noted now takes the place of all that was."""
        for name in NOTED:
            setattr(self, name, noted.get(name))
        self.save(update_fields=NOTED)
        Event.objects.record(verb, by=by, on=self, matter=self.matter, subject=self.subject)
