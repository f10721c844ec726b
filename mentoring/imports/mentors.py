"""The old list of mentors: profiles filled in for them, which nobody finds before they say so."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from lib.text import folded
from mentoring.imports import reading
from mentoring.imports.kind import Kind, Written
from mentoring.imports.lines import Column, Finding, Line, Wrong
from mentoring.imports.reading import WHO
from mentoring.models import MentorProfile
from mentoring.models.prefilling import hold, prefill, take_back, untouched
from mentoring.models.profile import LONGEST_STATEMENT, MOST_CAPACITY, default_capacity
from mentoring.states import Verdict
from registration.models import KnowledgeArea, Language, MeetingWay, Route

SAME = gettext_lazy("The same member as in row %(row)d.")
TEXTS = ("story", "help_with")


class Mentors(Kind):
    """Fills in a profile, not listed, for a member who has none. A profile of theirs stays."""

    columns = (
        *WHO,
        Column("capacity", gettext_lazy("Places"), ("places", "capacity", "mentees", "workload")),
        Column("routes", gettext_lazy("Routes they mentor"), ("routes", "route", "levels")),
        Column("areas", gettext_lazy("Knowledge areas"), ("knowledge areas", "areas", "expertise")),
        Column(
            "meeting_ways", gettext_lazy("How they meet"), ("how they meet", "meets", "meeting")
        ),
        Column("languages", gettext_lazy("Languages"), ("languages", "language")),
        Column("story", gettext_lazy("Their story"), ("story", "about", "biography", "profile")),
        Column(
            "help_with", gettext_lazy("What they can help with"), ("help with", "can help", "help")
        ),
    )
    each_of = (("email", "membership_number"),)

    def __init__(self, *, by: Member, tells: bool = False) -> None:
        super().__init__(by=by, tells=tells)
        self.terms = {
            "routes": reading.Terms(Route, _("routes")),
            "areas": reading.Terms(KnowledgeArea, _("knowledge areas")),
            "meeting_ways": reading.Terms(MeetingWay, _("ways of meeting")),
            "languages": reading.Terms(Language, _("languages")),
        }

    def look_up(self, lines: list[Line]) -> None:
        self.people = reading.People(lines)
        profiles = MentorProfile.objects.filter(member__in=self.people.members)
        self.have = set(profiles.values_list("member_id", flat=True))

    def find_one(self, line: Line) -> Finding:
        member = self.people.find(line)
        self.require_first("member", member.pk, line, str(SAME))
        plan: dict[str, Any] = {
            "member": member.pk,
            "capacity": places(line.get("capacity")),
            **{name: reading.line(line.get(name), LONGEST_STATEMENT) for name in TEXTS},
            **{name: self._terms(name, line.get(name)) for name in self.terms},
        }
        if member.pk in self.have:
            words = _("%(name)s has a profile, and it stays as it is.") % {"name": member.name}
            return Finding(line.number, Verdict.SAME, words, {"member": member.pk})
        words = _("A profile for %(name)s, not listed until they list it.") % {"name": member.name}
        return Finding(line.number, Verdict.NEW, words, plan)

    def _terms(self, name: str, text: str) -> list[int]:
        """The keys of the terms that a cell names; it may name several."""
        terms = self.terms[name]
        whole = [text] if folded(text) in terms.by_name else parted(text)
        return sorted({terms.find(word).pk for word in whole})

    def write(self, findings: list[Finding]) -> Written:
        made = prefill([found.plan for found in findings], self.by)
        return [
            {"row": found.row, "profile": profile.pk}
            for found, profile in zip(findings, made, strict=True)
        ]

    def hold(self, written: Written) -> None:
        hold([each["profile"] for each in written])

    def held_back(self, written: Written) -> dict[int, str]:
        """Profiles that the mentor has saved or listed since, or that somebody has noted."""
        keys = [each["profile"] for each in written]
        free = set(untouched(keys).values_list("pk", flat=True))
        return {
            each["row"]: _("The mentor has saved or listed the profile, or somebody has proposed.")
            for each in written
            if each["profile"] not in free
        }

    def take_back(self, written: Written) -> None:
        take_back([each["profile"] for each in written], self.by)


def places(text: str) -> int:
    """How many places; the usual number where nothing is said."""
    if not text:
        return default_capacity()
    if not (text.isascii() and text.isdecimal() and int(text[:9]) <= MOST_CAPACITY):
        raise Wrong(
            _("Places: a whole number from 0 to %(most)d, not “%(text)s”.")
            % {"most": MOST_CAPACITY, "text": text}
        )
    return int(text)


def parted(text: str) -> list[str]:
    """The words of a cell that names several: parted by semicolons, or else by commas."""
    sign = ";" if ";" in text else ","
    return [word for part in text.split(sign) if (word := part.strip())]
