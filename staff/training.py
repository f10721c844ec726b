"""Training records as the office reads them, and what is left of a roll."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import Member
from mentoring.models import Pairing, TrainingCompletion
from mentoring.models.training import TrainingFacts
from staff.lines import A_KEY
from staff.roll import Roll

Completions = QuerySet[TrainingCompletion]
REST = "rest_of_a_roll"


def with_people(completions: Completions) -> Completions:
    """The records with everything that a row of them shows, in one query."""
    return completions.select_related(
        "member__registrant__level", "recorded_by", "withdrawn_by", "correction"
    )


def consequences(completion: TrainingCompletion) -> dict[str, Any]:
    """What withdrawing the record would come to, for the page that asks for the reason."""
    mentor: Member = completion.member
    return {
        "stays_trained": completion.others().exists(),
        "is_listed": hasattr(mentor, "mentor_profile") and mentor.mentor_profile.is_listed,
        "active": Pairing.objects.active().filter(mentor=mentor).count(),
    }


def address_of_day(facts: TrainingFacts) -> str:
    """The page with everybody who completed this training."""
    search = {"completed_on": facts.completed_on.isoformat(), "kind": facts.kind}
    return f"{reverse('staff:training_list')}?{urlencode(search)}"


def keep_rest(request: HttpRequest, roll: Roll, facts: TrainingFacts) -> None:
    """Keep the lines that recorded nobody, with their facts, until the list is sent again."""
    day = facts.completed_on.isoformat()
    request.session[REST] = {**asdict(facts), "completed_on": day, "people": roll.left_out}


def first_lines(request: HttpRequest) -> dict[str, Any]:
    """What the empty form starts with: the member who was asked for, or the rest of a roll."""
    if A_KEY.fullmatch(key := request.GET.get("member", "")):
        member = get_object_or_404(Member, pk=key)
        return {"people": member.email}
    rest = request.session.get(REST)
    return {**rest, "completed_on": date.fromisoformat(rest["completed_on"])} if rest else {}
