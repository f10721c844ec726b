"""History as the office reads it: facts and dates. Of a pairing nobody is named.

What two people do between them stays with them: of a pairing the office reads the states, beside
the record of one of the two and never beside both, and not which of the two it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, F, Model, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Member
from history.models import Event
from history.sentences import TURNING_POINTS, sentence_for, told
from mentoring.models import Application, CheckIn, MentorProfile, Pairing, TrainingCompletion
from registration.models import Award, Enrolment, Registrant

PAGE_SIZE = 50
ASKED = Case(When(side="mentor", then="pairing__mentor"), default="pairing__mentee")
PAIRING = Pairing._meta.label_lower
# Whose record a row belongs to, by the kind of thing that it is about.
OWNERS: Mapping[type[Model], tuple[Any, ...]] = {
    Application: (F("member"),),
    Award: (F("member"),),
    CheckIn: (ASKED,),
    Enrolment: (F("member"),),
    Member: (F("pk"),),
    MentorProfile: (F("member"),),
    Pairing: (F("mentor"), F("mentee")),
    Registrant: (F("member"),),
    TrainingCompletion: (F("member"),),
}
Key = tuple[str, int]


def things(narrowed: Mapping[type[Model], Q]) -> QuerySet[Any, tuple[str, int, int, int]]:
    """(kind, key, whose, and of a pairing the mentee) of all these things; one statement."""
    parts = [
        model._default_manager.alias(owner=owners[0])
        .filter(narrowed[model])
        .order_by()
        .values_list(Value(model._meta.label_lower), "pk", owners[0], owners[-1])
        for model, owners in OWNERS.items()
        if model in narrowed
    ]
    return parts[0].union(*parts[1:], all=True)


def of_the_record_of(member: Member) -> Q:
    """The rows about a member and whatever is theirs, what they have removed included."""
    mine = {
        model: Q(owner=member.pk) | (Q(mentee=member) if model is Pairing else Q(pk__in=[]))
        for model in OWNERS
    }
    keys = defaultdict(list)
    for kind, key, *_whose in things(mine):
        keys[kind].append(key)
    rows = Q(actor=member, verb="award.removed")
    for kind, found in keys.items():
        rows |= Q(subject_type=kind, subject_id__in=found)
    return rows


def newest(narrowing: Q, before: int | None) -> tuple[list[Event], int | None]:
    """A page of rows, the newest first, and the key to go on from if there are more."""
    events = Event.objects.filter(narrowing).select_related("actor").order_by("-at", "-pk")
    if before is not None:
        events = events.before(before)
    found = list(events[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None


def rows(events: list[Event], viewer: Member, of: Member | None = None) -> list[dict[str, Any]]:
    """For the timeline: what happened and, unless all is `of` one, to whose record."""
    owners = owners_of(events)
    alone = {whose for (kind, _key), (whose, _mentee) in owners.items() if kind != PAIRING}
    people = {} if of else Member.objects.in_bulk(alone)
    return [row(event, viewer, owners, people) for event in events]


def owners_of(events: Iterable[Event]) -> dict[Key, tuple[int, int]]:
    """Whose each thing is that these rows are about; what is gone has nobody."""
    keys = defaultdict(list)
    for event in events:
        keys[event.subject_type].append(event.subject_id)
    kinds = {model: keys[model._meta.label_lower] for model in OWNERS}
    asked = {model: Q(pk__in=found) for model, found in kinds.items() if found}
    if not asked:
        return {}
    return {(kind, key): (whose, mentee) for kind, key, whose, mentee in things(asked)}


def row(
    event: Event, viewer: Member, owners: dict[Key, tuple[int, int]], people: dict[int, Member]
) -> dict[str, Any]:
    """One line, with the member whose record it is, if another did it; of two it names neither."""
    whose, mentee = owners.get((event.subject_type, event.subject_id), (0, 0))
    of_two = event.subject_type == PAIRING
    named = None if of_two or whose == event.actor_id else people.get(whose)
    return {
        "at": event.at,
        "key": event.verb in TURNING_POINTS,
        "sentence": said(event, viewer, {whose, mentee} if of_two else set()),
        "whose": named,
        "path": reverse("staff:member_detail", args=[whose]) if named else "",
    }


def said(event: Event, viewer: Member, two: set[int]) -> str:
    """The sentence; where one of `two` did it, it does not say which."""
    if event.actor_id in two:
        return told(event, _("One of the two"))
    return sentence_for(event, viewer)
