"""People: who is listed, who is of the office, and that no key leads nowhere."""

from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.db.models import Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower

from accounts.models import Member, RoleHolding
from accounts.roles import Role
from lib.text import normalise_email
from mentoring.invariants.register import more_than, must_hold, pairings
from mentoring.models import MentorProfile
from registration.models import Award, Enrolment, Registrant, Remit
from registration.models.enrolment import PLACE


@must_hold("I15")
def only_proved_open_accounts_are_listed() -> int:
    """Whoever is listed has an open account and an address that is proved."""
    proved = EmailAddress.objects.filter(
        user=OuterRef("member"), email=OuterRef("member__email"), verified=True
    )
    listed = MentorProfile.objects.listed()
    return listed.filter(~Exists(proved) | Q(member__is_active=False)).count()


@must_hold("I17")
def addresses_have_one_spelling() -> int:
    """Every address is stored in the spelling it is looked up by."""
    stored = Member.objects.values_list("email", flat=True)
    return sum(normalise_email(email) != email for email in stored.iterator())


@must_hold("I17")
def an_address_is_one_members() -> int:
    """No two members have one address, nor have two of them proved the same."""
    proved = EmailAddress.objects.filter(verified=True).annotate(small=Lower("email"))
    members = Member.objects.annotate(small=Lower("email"))
    return more_than(1, members, "small") + more_than(1, proved, "small")


@must_hold("+")
def everybody_is_filed_under_their_name() -> int:
    """Every member is filed as the name says today."""
    kept: Any = Member._meta.get_field("filed_as")
    stored = Member.objects.values_list("name", "filed_as")
    return sum(filed != kept.filed(name) for name, filed in stored.iterator())


@must_hold("I21")
def foreign_keys_lead_somewhere() -> int:
    """No row points at a row that is not there."""
    tables = [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]
    return sum(
        dangling(table, field)
        for table in tables
        for field in table._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    )


def dangling(table: type[models.Model], field: models.ForeignKey) -> int:
    """How many rows of a table have a key in `field` that is nobody's."""
    target = {field.target_field.name: OuterRef(field.attname)}
    there = field.remote_field.model._base_manager.filter(**target)
    rows = table._base_manager.filter(**{f"{field.attname}__isnull": False})
    return rows.filter(~Exists(there)).count()


@must_hold("+")
def the_mentee_owns_the_enrolment() -> int:
    """The mentee of a pairing is the member who is enrolled."""
    return pairings().exclude(mentee=F("enrolment__member")).count()


@must_hold("+")
def enrolments_are_open_once() -> int:
    """A member is enrolled on a route once at a time."""
    return more_than(1, Enrolment.objects.open(), "member", "route")


@must_hold("+")
def open_enrolments_say_where_their_member_works() -> int:
    """An open enrolment has the region and the sector of its member."""
    works, told = Registrant.objects.filter(member=OuterRef("member")), Enrolment.objects.open()
    for name in PLACE:
        there = {"said": F(name), "true": Subquery(works.values(name))}
        told = told.annotate(
            **{f"{key}_{name}": Coalesce(term, 0, output_field=IntegerField())
               for key, term in there.items()}
        )  # fmt: skip
    return told.exclude(**{f"said_{name}": F(f"true_{name}") for name in PLACE}).count()


@must_hold("+")
def the_level_is_the_latest_award() -> int:
    """A registrant's level is the route of their latest award, or none."""
    awards = Award.objects.filter(member=OuterRef("member")).order_by("-awarded_on", "-pk")
    told = Registrant.objects.annotate(latest=Subquery(awards.values("route")[:1]))
    return told.filter(
        Q(level__isnull=True, latest__isnull=False)
        | Q(level__isnull=False, latest__isnull=True)
        | Q(level__isnull=False) & ~Q(level=F("latest"))
    ).count()


@must_hold("+")
def awards_have_a_registrant() -> int:
    """Whoever holds an award has a record that tells their level."""
    records = Registrant.objects.filter(member=OuterRef("member"))
    return Award.objects.filter(~Exists(records)).count()


@must_hold("+")
def only_regional_officers_have_networks() -> int:
    """A network belongs to a holding of that role, and to no other."""
    return Remit.objects.exclude(holding__role=Role.REGIONAL_OFFICER).count()


@must_hold("+")
def the_office_is_who_holds_a_role() -> int:
    """A member is marked as of the office exactly while they hold a role or are a superuser."""
    of_the_office = Q(is_superuser=True) | Exists(RoleHolding.objects.filter(member=OuterRef("pk")))
    return (
        Member.objects.filter(of_the_office, is_staff=False).count()
        + Member.objects.filter(~of_the_office, is_staff=True).count()
    )
