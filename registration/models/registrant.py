"""A member as the profession knows them: where they work, their level, and what they look for."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.managers import require_importer
from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from registration.models.route import Route
from registration.models.vocabulary import (
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Region,
    Sector,
    Term,
)
from registration.models.wishes import WISHES, keys_of, require_wishes

WORK_DETAILS = {"job_title", "organisation", "organisation_kind", "sector", "region"}


class RegistrantQuerySet(models.QuerySet["Registrant"]):
    def of(self, member: Member) -> "Registrant":
        """The member's own record, with its terms and those that replaced them.

        An unsaved empty one before the first save.
        """
        terms = [f"{name}__replaced_by" for name in ("organisation_kind", "sector", "region")]
        found = self.select_related(*terms, "level").filter(member=member).first()
        return found or Registrant(member=member)

    def hold(self, member: Member) -> tuple["Registrant", bool]:
        """The member's record, locked until the transaction ends; made when there was none.

        Awards, work details and wishes are changed under this lock, so that two changes queue up
        and neither writes over the other. The second value says whether it is new.
        """
        _made, is_new = self.get_or_create(member=member)
        return self.select_for_update(no_key=True).get(member=member), is_new

    def hold_all(self, members: Collection[int]) -> "list[Registrant]":
        """The records of many members, by key, locked in one order; made where there was none."""
        self.bulk_create([self.model(member_id=pk) for pk in members], ignore_conflicts=True)
        held = self.filter(member__in=members).order_by("pk")
        return list(held.select_for_update(no_key=True, of=("self",)))

    @transaction.atomic
    def fill(self, facts: Mapping[int, Mapping[str, int]], *, by: Member) -> None:
        """Write work details of many members where nothing is written yet; never over theirs.

        Args:
            facts: by the key of the member, the keys of terms by the names of the columns.

        Writes:
            `registrant.changed` with the names, for each; a few statements for all.

        Raises:
            NotAllowed: when `by` may not import lists.
        """
        require_importer(by)
        held = self._hold_those(facts)
        new = [
            self.model(member_id=pk, **columns_of(said))
            for pk, said in facts.items()
            if pk not in held
        ]
        made = {row.member_id: row for row in self.bulk_create(new)}
        tell_enrolments(made)
        lacking = {
            pk: {name: key for name, key in facts[pk].items() if getattr(row, f"{name}_id") is None}
            for pk, row in held.items()
        }
        self._write_all(held, lacking)
        written = {**{pk: facts[pk] for pk in made}, **lacking}
        record_changes({**held, **made}, written, by)

    @transaction.atomic
    def take_out(self, facts: Mapping[int, Mapping[str, int]], *, by: Member) -> None:
        """Undo `fill`, where its words still stand.

        Raises:
            NotAllowed: when `by` may not import lists.
        """
        require_importer(by)
        held = self._hold_those(facts)
        standing = {
            pk: {n: None for n, key in facts[pk].items() if getattr(row, f"{n}_id") == key}
            for pk, row in held.items()
        }
        self._write_all(held, standing)
        record_changes(held, standing, by)

    def _hold_those(self, members: Collection[int]) -> "dict[int, Registrant]":
        held = self.filter(member__in=members).order_by("pk")
        return {row.member_id: row for row in held.select_for_update(no_key=True, of=("self",))}

    def _write_all(
        self, held: "Mapping[int, Registrant]", facts: Mapping[int, Mapping[str, int | None]]
    ) -> None:
        changing = [held[pk] for pk, said in facts.items() if said]
        for row in changing:
            for column, key in columns_of(facts[row.member_id]).items():
                setattr(row, column, key)
        Registrant.objects.bulk_update(changing, ["region", "sector"])
        tell_enrolments(row.member_id for row in changing)


def tell_enrolments(members: Iterable[int]) -> None:
    """Where these members work has changed, and their records are held."""
    apps.get_model("registration", "Enrolment")._default_manager.follow([*members])


def columns_of(said: Mapping[str, int | None]) -> dict[str, int | None]:
    """Keys of terms by the columns that hold them."""
    return {f"{name}_id": key for name, key in said.items()}


def record_changes(
    rows: "Mapping[int, Registrant]", facts: Mapping[int, Mapping[str, Any]], by: Member
) -> None:
    """One row of history for each that has changed, with the names and without values."""
    Event.objects.bulk_create(
        [
            Event.of("registrant.changed", by=by, on=rows[pk], fields=sorted(said))
            for pk, said in facts.items()
            if said
        ]
    )


class Registrant(models.Model):
    """The professional facts of one member, as mentor and as mentee alike."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registrant"
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    organisation_kind = models.ForeignKey(
        OrganisationKind,
        verbose_name=_("kind of organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    level = models.ForeignKey(
        Route,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The route of the award with the latest date. Kept by the award verbs."),
    )
    areas_to_develop = models.ManyToManyField(
        KnowledgeArea, verbose_name=_("knowledge areas to develop"), blank=True
    )
    meeting_ways = models.ManyToManyField(
        MeetingWay, verbose_name=_("ways of meeting that suit"), blank=True
    )
    languages = models.ManyToManyField(Language, verbose_name=_("languages to work in"), blank=True)

    objects = RegistrantQuerySet.as_manager()

    class Meta:
        # The directory asks on each page who works where the member works.
        indexes = [models.Index(Upper("organisation"), name="registrant_by_organisation")]

    def __str__(self) -> str:
        return self.member.name

    @transaction.atomic
    def change(self, *, by: Member, **facts: Any) -> list[str]:
        """Write the work details that differ from what is kept; return their names.

        Args:
            by: the member themselves.
            facts: any of job_title, organisation, organisation_kind, sector, region.

        Writes:
            `registrant.changed` with the names, without values; nothing when all is as it
            was, except on the first save.

        Raises:
            NotAllowed: when the record is somebody else's.
        """
        if not facts.keys() <= WORK_DETAILS:
            raise ValueError(f"Not work details: {facts.keys() - WORK_DETAILS}")
        self._require_own(by)
        is_new = self._hold()
        changed = sorted(name for name, value in facts.items() if getattr(self, name) != value)
        for name in changed:
            setattr(self, name, facts[name])
        if changed or is_new:
            self.save(update_fields=changed)
            if {"region", "sector"} & {*changed}:
                tell_enrolments([self.member_id])
            Event.objects.record("registrant.changed", by=by, on=self, fields=changed)
        return changed

    @property
    def wishes(self) -> dict[str, list[Term]]:
        """The terms that the member looks for, by the name of the wish, each with its successor."""
        if self._state.adding:
            return {name: [] for name in WISHES}
        return {name: list(getattr(self, name).select_related("replaced_by")) for name in WISHES}

    @transaction.atomic
    def look_for(self, *, by: Member, **wishes: Iterable[Term | int]) -> list[str]:
        """Write the wishes that differ from what is kept; return their names.

        Args:
            by: the member themselves.
            wishes: any of areas_to_develop, meeting_ways, languages, each with the chosen
                terms or their keys.

        Writes:
            `registrant.changed` with the names, without terms; nothing when all is as it was.

        Raises:
            NotAllowed: when the record is somebody else's, or there are too many areas.
        """
        wanted = {name: keys_of(terms) for name, terms in wishes.items()}
        require_wishes(wanted)
        self._require_own(by)
        self._hold()
        changed = self._wish(wanted)
        if changed:
            Event.objects.record("registrant.changed", by=by, on=self, fields=changed)
        return changed

    def _wish(self, wanted: dict[str, set[int]]) -> list[str]:
        """Take on the wishes that differ from what is kept now; their names."""
        held = {name: keys_of(terms) for name, terms in self.wishes.items()}
        changed = sorted(name for name, keys in wanted.items() if keys != held[name])
        for name in changed:
            getattr(self, name).set(wanted[name])
        return changed

    def _require_own(self, by: Member) -> None:
        if by.pk != self.member_id:
            raise NotAllowed(_("Only the member can change these details."))

    def _hold(self) -> bool:
        """Become the locked row as it is now; whether it had to be made first."""
        held, is_new = type(self).objects.hold(self.member)
        self.pk, self._state.adding = held.pk, False
        self.refresh_from_db()
        return is_new

    def refresh_level(self) -> None:
        """Set the level from the awards held: the route of the latest, or none."""
        latest = self.member.awards.order_by("-awarded_on", "-pk").first()
        self.level = latest.route if latest else None
        self.save(update_fields=["level"])
