"""Members as the office looks at them: found by name, address or number, trained or not."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Member
from history.models import Event
from history.sentences import sentence_for
from lib.text import folded, is_unseen, normalise_line, normalise_number
from mentoring.models import MentorProfile, Pairing, TrainingCompletion
from mentoring.states import CLOSED, Side
from registration.models import in_sight_of

Members = QuerySet[Member]
LONGEST_SEARCH = 200


def with_facts(members: Members) -> Members:
    """Adds `has_training` and `is_in_directory`, and reads the level along."""
    counting = TrainingCompletion.objects.counting().filter(member=OuterRef("pk"))
    listed = MentorProfile.objects.listed().filter(member=OuterRef("pk"))
    facts = {"has_training": Exists(counting), "is_in_directory": Exists(listed)}
    return members.annotate(**facts).select_related("registrant__level")


def in_sight(viewer: Member) -> Members:
    """The members that somebody of the office may see."""
    return Member.objects.filter(in_sight_of(viewer))


def search(members: Members, words: str, *, by_address: bool) -> Members:
    """Those whose name or address contains the words, or whose number does, in their order.

    Names are compared as they are filed: "zoe" finds Zoë, "obrien" finds O'Brien. Without
    `by_address` nobody is found by theirs, so that whoever may not read it cannot guess it.
    """
    said = normalise_line("".join(c for c in words[:LONGEST_SEARCH] if not is_unseen(c)))
    if not said:
        return members
    found = Q(called__icontains=said)
    if by_address:
        found |= Q(email__icontains=said)
    if "@" not in said and (name := folded(said)):
        found |= Q(filed_as__contains=name)
    if number := normalise_number(said):
        found |= Q(membership_number__contains=number)
    return members.filter(found)


def counts_of(member: Member) -> dict[str, Any]:
    """Pairings proposed, active and closed, as mentor and as mentee; and places taken. One query.

    The office sees no more of a pairing.
    """
    states: dict[str, Collection[str]] = {
        "proposed": ["proposed"], "active": ["active"], "closed": CLOSED,
    }  # fmt: skip
    asked = {
        f"{side}_{name}": Count("pk", filter=Q(**{side: member, "status__in": within}))
        for side in Side.values
        for name, within in states.items()
    }
    taken = Count("pk", filter=Q(mentor=member, slot__isnull=False))
    found = Pairing.objects.visible_to(member).aggregate(**asked, places_taken=taken)
    of_side = {f"as_{side}": {n: found[f"{side}_{n}"] for n in states} for side in Side.values}
    return {**of_side, "places_taken": found["places_taken"]}


def training_rows(completions: list[TrainingCompletion], viewer: Member) -> list[dict[str, Any]]:
    """What has happened to these records, newest first, for the timeline; one query."""
    named = {completion.pk: completion for completion in completions}
    label = TrainingCompletion._meta.label_lower
    events = Event.objects.filter(subject_type=label, subject_id__in=named)
    return [
        {
            "at": event.at,
            "key": event.verb == "training.recorded",
            "sentence": _("%(sentence)s: %(training)s")
            % {
                "sentence": sentence_for(event, viewer),
                "training": named[event.subject_id],
            },
        }
        for event in events.select_related("actor").order_by("-at", "-pk")
    ]
