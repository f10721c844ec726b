"""Agreements: made by the two, while the pairing is open, and never changed behind a yes."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from history.models import Event
from mentoring.invariants.register import must_hold, pairings
from mentoring.models import Agreement, Pairing
from mentoring.states import Side

Acts = Counter[tuple[Any, ...]]


def told(verbs: tuple[str, ...]) -> dict[int, Acts]:
    """These acts of every pairing: the verb, who did it, when, and the particulars' number."""
    acts: dict[int, Acts] = defaultdict(Counter)
    events = Event.objects.filter(subject_type=Pairing._meta.label_lower, verb__in=verbs)
    columns = ("subject_id", "verb", "actor_id", "at", "particulars")
    for pk, verb, actor, at, particulars in events.values_list(*columns).iterator():
        acts[pk][verb, particulars.get("number"), actor, at] += 1
    return acts


@must_hold("I11")
def agreements_are_made_while_it_is_open() -> int:
    """Nothing is suggested or agreed before a proposal, or after the end."""
    early = Q(suggested_at__lt=F("pairing__proposed_at"))
    end = F("pairing__closed_at")
    late = Q(suggested_at__gt=end) | Q(agreed_at__gt=end)
    return Agreement.objects.filter(early | late).count()


@must_hold("I13")
def each_side_agrees_for_itself() -> int:
    """History names one side as who suggested a version, and the other as who agreed to it."""
    expected: dict[int, Acts] = defaultdict(Counter)
    for version in Agreement.objects.select_related("pairing").iterator():
        pairing, number = version.pairing, version.number
        people = {Side.MENTOR: pairing.mentor_id, Side.MENTEE: pairing.mentee_id}
        own = people.pop(Side(version.side))
        [other] = people.values()
        acts = expected[pairing.pk]
        acts["agreement.suggested", number, own, version.suggested_at] += 1
        if version.agreed_at:
            acts["agreement.agreed", number, other, version.agreed_at] += 1
    found = told(("agreement.suggested", "agreement.agreed"))
    return sum(found[pk] != expected[pk] for pk in found.keys() | expected.keys())


@must_hold("+")
def only_the_newest_version_is_agreed_to() -> int:
    """Nobody agrees to a version after a newer one has been suggested."""
    newer = Agreement.objects.filter(
        pairing=OuterRef("pairing"),
        number__gt=OuterRef("number"),
        suggested_at__lt=OuterRef("agreed_at"),
    )
    return Agreement.objects.filter(Exists(newer)).count()


@must_hold("+")
def a_pairing_stands_on_the_text_that_was_accepted() -> int:
    """Every yes that was about a standard text was about the one that the pairing keeps."""
    said: dict[int, set[int]] = defaultdict(set)
    events = Event.objects.filter(verb="pairing.accepted", particulars__has_key="text")
    for pk, particulars in events.values_list("subject_id", "particulars").iterator():
        said[pk].add(particulars["text"])
    kept = pairings().filter(standard_text__isnull=False).values_list("pk", "standard_text")
    stands = {pk: {text} for pk, text in kept.iterator()}
    return sum(said.get(pk) != stands.get(pk) for pk in said.keys() | stands.keys())
