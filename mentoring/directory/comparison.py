"""Mentors side by side: a fact a row, a mentor a column, in the order that was asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from lib.keys import is_key
from mentoring.directory import clocks
from mentoring.directory.cards import beginning
from mentoring.directory.held import held_by
from mentoring.directory.mentor_page import MentorPage
from mentoring.directory.sets.current import answer_days
from mentoring.models import MentorMark, MentorProfile


@dataclass(frozen=True)
class Column:
    """One mentor of several."""

    page: MentorPage
    terms: dict[str, list[str]]
    note: str
    can_propose: bool
    answers: str

    @property
    def name(self) -> str:
        return self.page.mentor.name

    @property
    def profile(self) -> Any:
        return self.page.profile

    def held(self, group: str) -> str:
        """The terms chosen of one group, in a line."""
        return ", ".join(self.terms.get(group, []))

    @property
    def away_until(self) -> str:
        return day(self.profile.away_until) if self.profile.is_away() else str(_("Not away"))

    @property
    def role(self) -> str:
        """What they say of themselves."""
        return str(_("Works at the front line")) if self.profile.works_at_front_line else ""

    @property
    def story(self) -> str:
        return beginning(self.profile.story.strip() or self.profile.help_with)


class Cell(NamedTuple):
    """What one fact is for one mentor."""

    column: Column
    value: Any


class Fact(NamedTuple):
    """One row. `shown` says how: words, typed words, letters or places; `empty`, what else."""

    title: str | Promise
    shown: str
    of: Callable[[Column], Any]
    empty: str | Promise = _("Not said")


FACTS = (
    Fact(_("Work"), "words", lambda c: c.page.work),
    Fact(_("Kind of organisation"), "words", lambda c: c.page.registrant.organisation_kind),
    Fact(_("Role"), "words", lambda c: c.role),
    Fact(_("Level"), "letters", lambda c: c.page.letters, _("None")),
    Fact(_("Places now"), "places", lambda c: c.profile),
    Fact(_("Away until"), "words", lambda c: c.away_until),
    Fact(_("Availability confirmed"), "words", lambda c: day(c.profile.availability_confirmed_on)),
    Fact(_("Answers"), "words", lambda c: c.answers, _("Too few to tell")),
    Fact(_("Routes they mentor"), "words", lambda c: c.held("route")),
    Fact(_("Knowledge areas"), "words", lambda c: c.held("area")),
    Fact(_("How they meet"), "words", lambda c: c.held("way")),
    Fact(_("Languages"), "words", lambda c: c.held("language")),
    Fact(_("Training completed"), "words", lambda c: day(c.profile.trained_on)),
    Fact(_("Their story begins"), "typed", lambda c: c.story),
    Fact(_("My private note"), "typed", lambda c: c.note, _("No note")),
)


def day(on: date | None) -> str:
    return date_format(on, "j F Y") if on else ""


@dataclass
class Comparison:
    """The mentors whose keys were asked for, as far as the member may see them; few queries."""

    member: Member
    keys: list[int]

    @classmethod
    def read(cls, member: Member, asked: Iterable[str]) -> "Comparison":
        """From an address: each key once, and what is no key left out."""
        keys = [int(key) for key in asked if is_key(key)]
        return cls(member, list(dict.fromkeys(keys)))

    @cached_property
    def found(self) -> list[MentorProfile]:
        """Everybody who was asked for and is shown to the member, in the order asked."""
        shown = MentorProfile.objects.shown_to(self.member)
        mentors = shown.with_places().with_trained_on().with_work()
        by_key = mentors.in_bulk(self.keys)
        return [by_key[key] for key in self.keys if key in by_key]

    @cached_property
    def columns(self) -> list[Column]:
        profiles = self.found[: settings.MENTORING["MOST_COMPARED"]]
        keys = [profile.pk for profile in profiles]
        terms = held_by(keys) if keys else {}
        notes = MentorMark.objects.of(self.member).filter(profile__in=keys)
        note_on = dict(notes.values_list("profile", "note"))
        open_to = MentorProfile.objects.open_to(self.member).filter(pk__in=keys)
        can_be_asked = set(open_to.values_list("pk", flat=True))
        days = answer_days(keys)
        return [
            Column(
                MentorPage(profile, self.member),
                {group: names for (pk, group), names in terms.items() if pk == profile.pk},
                note_on.get(profile.pk, ""),
                profile.pk in can_be_asked,
                clocks.answers(*days[profile.pk]),
            )
            for profile in profiles
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "fact": fact,
                "cells": [Cell(column, fact.of(column)) for column in self.columns],
            }
            for fact in FACTS
        ]

    @property
    def has_more(self) -> bool:
        """More were asked for than stand side by side."""
        return len(self.found) > len(self.columns)

    @property
    def is_enough(self) -> bool:
        """One alone is not compared."""
        return len(self.columns) > 1
