"""Where the demo's people act: by the real verbs, in the order of time, under a moved clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import Member
from demo import clock
from registration.models import Enrolment, Route, Term


@dataclass(frozen=True, order=True)
class Act:
    """Something that somebody did, and when."""

    at: datetime
    do: Callable[[], object] = field(compare=False)


@dataclass
class Stage:
    """The people by key, the words of the vocabularies by slug, and what "now" means."""

    now: datetime
    members: dict[str, Member] = field(default_factory=dict)
    _terms: dict[type[Term], dict[str, Any]] = field(default_factory=dict)

    def play(self, acts: Iterable[Act]) -> None:
        """Everything that happened, oldest first, each under its own clock."""
        for act in sorted(acts):
            with clock.set_to(act.at):
                act.do()

    def term(self, kind: type[Term], slug: str) -> Any:
        """A word of a vocabulary, read once."""
        if kind not in self._terms:
            self._terms[kind] = {term.slug: term for term in kind.objects.all()}
        return self._terms[kind][slug]

    def terms(self, kind: type[Term], slugs: Iterable[str]) -> list[Any]:
        return [self.term(kind, slug) for slug in slugs]

    def enrolment(self, key: str, route: str) -> Enrolment:
        """The person's open enrolment on a route."""
        mine = Enrolment.objects.open().filter(member=self.members[key])
        return mine.get(route=self.term(Route, route))
