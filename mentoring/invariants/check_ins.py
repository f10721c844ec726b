"""Check-ins: asked while the pairing was active, answered by whoever was asked."""

from collections import defaultdict
from datetime import datetime

from django.db.models import F, Q

from history.models import Event
from mentoring.invariants.register import must_hold
from mentoring.models import CheckIn

Act = tuple[str, int | None, datetime]


@must_hold("I11")
def questions_are_asked_and_answered_while_it_is_active() -> int:
    """Nobody is asked how it is going before the start, and nothing is said after the end."""
    outside = Q(pairing__activated_at__isnull=True) | Q(asked_at__lt=F("pairing__activated_at"))
    for time in ("asked_at", "answered_at"):
        outside |= Q(**{f"{time}__gt": F("pairing__closed_at")})
    return CheckIn.objects.filter(outside).count()


@must_hold("I13")
def an_answer_is_its_authors_own() -> int:
    """History tells who was asked, that they answered themselves, and who dealt with it."""
    acts: dict[int, list[Act]] = defaultdict(list)
    told = Event.objects.filter(subject_type=CheckIn._meta.label_lower).order_by("pk")
    for pk, verb, actor, at in told.values_list("subject_id", "verb", "actor_id", "at"):
        acts[pk].append((verb, actor, at))
    asked = CheckIn.objects.select_related("pairing").iterator()
    return sum(not is_told(each, acts[each.pk]) for each in asked)


def is_told(check_in: CheckIn, acts: list[Act]) -> bool:
    """Asked once by nobody, answered by whoever was asked, settled once at the end."""
    own = getattr(check_in.pairing, f"{check_in.side}_id")
    rest = list(acts)
    if not rest or rest.pop(0) != ("check_in.asked", None, check_in.asked_at):
        return False
    if check_in.settled_at:
        settled = ("check_in.settled", check_in.settled_by_id, check_in.settled_at)
        if not rest or rest.pop() != settled:
            return False
    said = "check_in.help_wanted" if check_in.wants_help else "check_in.answered"
    known = {"check_in.help_wanted", "check_in.answered"}
    if any(verb not in known or actor != own for verb, actor, _at in rest):
        return False
    last = (said, own, check_in.answered_at) if check_in.answer else None
    return (rest[-1] if rest else None) == last
