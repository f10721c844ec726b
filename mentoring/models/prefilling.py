"""Profiles that the office fills in from its old list. Nobody lists a mentor but the mentor."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from accounts.managers import require_importer
from accounts.models import Member
from history.models import Event
from mentoring.models.profile import MentorProfile
from mentoring.querysets import MentorQuerySet
from mentoring.querysets.by_name import named

FACTS = ("capacity", "story", "help_with")
CHOICES = ("routes", "areas", "meeting_ways", "languages")


@transaction.atomic
def prefill(profiles: Iterable[Mapping[str, Any]], by: Member) -> list[MentorProfile]:
    """Make profiles for members who have none: not listed, and never confirmed.

    Args:
        profiles: of each the key of the member, the FACTS, and the keys of the CHOICES.

    Writes:
        Profile and `mentor.prefilled` for each; a few statements for all.

    Raises:
        NotAllowed: when `by` may not import lists.
    """
    require_importer(by)
    said = list(profiles)
    made = MentorProfile.objects.bulk_create(
        MentorProfile(member_id=each["member"], **{name: each[name] for name in FACTS})
        for each in said
    )
    for name in CHOICES:
        many = getattr(MentorProfile, name)
        through, term = many.through, f"{many.rel.model._meta.model_name}_id"
        through.objects.bulk_create(
            through(mentorprofile_id=profile.pk, **{term: key})
            for profile, each in zip(made, said, strict=True)
            for key in each[name]
        )
    Event.objects.bulk_create([Event.of("mentor.prefilled", by=by, on=profile) for profile in made])
    return made


def hold(keys: Collection[int]) -> None:
    """These profiles, in the order of their members, held until the transaction ends."""
    held = MentorProfile.objects.filter(pk__in=keys).order_by("member")
    list(held.select_for_update(of=("self",)).values_list("pk"))


def untouched(keys: Collection[int]) -> MentorQuerySet:
    """Those that are as they were filled in: never saved by the mentor, listed or asked."""
    asked = named("Pairing").values("mentor")
    drafted = named("ProposalDraft").values("mentor")
    alone = MentorProfile.objects.filter(
        pk__in=keys, listed_at__isnull=True, availability_confirmed_on__isnull=True
    )
    return alone.exclude(member__in=asked).exclude(member__in=drafted)


@transaction.atomic
def take_back(keys: Collection[int], by: Member) -> None:
    """Remove profiles that were filled in by mistake.

    The caller holds them, and has seen since that none is in use.

    Raises:
        NotAllowed: when `by` may not import lists.
    """
    require_importer(by)
    profiles = list(MentorProfile.objects.filter(pk__in=keys).order_by("pk"))
    Event.objects.bulk_create(
        [Event.of("mentor.taken_back", by=by, on=profile) for profile in profiles]
    )
    MentorProfile.objects.filter(pk__in=[profile.pk for profile in profiles]).delete()
