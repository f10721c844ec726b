"""Who is looking, as far as it bears on what they are shown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet, Value

from accounts.models import Member
from lib.replica import HOME, reading
from mentoring.directory.prepared import Sql, database, fetch, sql_of
from mentoring.models import Block, LineManagement, MentorMark, MentorProfile, Pairing, SavedSearch
from registration.models import Enrolment, EnrolmentStatus, Registrant

# In the prepared statement, for the key of whoever looks.
WHO = -1
COLLEAGUES = """
    SELECT 'colleague', theirs.id
    FROM registration_registrant AS mine
    JOIN registration_registrant AS other ON UPPER(other.organisation) = UPPER(mine.organisation)
    JOIN mentoring_mentorprofile AS theirs ON theirs.member_id = other.member_id
    WHERE mine.member_id = %s AND mine.organisation <> ''
"""


@dataclass(frozen=True)
class Seeker:
    """What the directory knows of the member who looks: keys of terms, and of profiles.

    Keys of terms: level, sector, region, kind, route (of open enrolments); and what they
    look for: area, way, language. Keys of profiles: own, manager (or report), colleague,
    blocked (by either of the two), hidden, shortlisted, watched, proposed (with an open
    proposal or pairing). And the keys of saved searches.
    """

    member: int
    facts: Mapping[str, list[int]] = field(default_factory=dict)

    @classmethod
    @reading(HOME)
    def of(cls, member: Member) -> "Seeker":
        """Read in one statement, at home: what one has just done shows at once."""
        sql, values = _statement(database())
        facts = defaultdict(list)
        for kind, key in fetch(sql, [member.pk if value == WHO else value for value in values]):
            facts[kind].append(key)
        return cls(member.pk, facts)

    @classmethod
    def of_many(cls, members: Iterable[Member]) -> "list[Seeker]":
        """The same for several members, in one statement."""
        sql, values = _statement(database())
        facts: dict[int, defaultdict[str, list[int]]] = {
            member.pk: defaultdict(list) for member in members
        }
        if not facts:
            return []
        parts = ", ".join(f"of_{key:d} (kind, key) AS ({sql})" for key in facts)
        rows = " UNION ALL ".join(f"SELECT {key:d}, kind, key FROM of_{key:d}" for key in facts)  # noqa: S608
        given = [who if value == WHO else value for who in facts for value in values]
        for who, kind, key in fetch(f"WITH {parts} {rows}", given):
            facts[who][kind].append(key)
        return [cls(who, known) for who, known in facts.items()]

    def one(self, kind: str) -> int | None:
        """The key of the one term of this kind, or nothing."""
        return next(iter(self.all(kind)), None)

    def all(self, kind: str) -> list[int]:
        return self.facts.get(kind, [])


@cache
def _statement(using: str) -> Sql:
    parts = [sql_of(rows, using) for rows in _questions()]
    parts.append((COLLEAGUES, (WHO,)))
    return " UNION ALL ".join(sql for sql, _v in parts), tuple(v for _s, vs in parts for v in vs)


def _questions() -> Iterator["QuerySet[Any, Any]"]:
    me = Q(member=WHO)
    mine = Registrant.objects.filter(me).order_by()
    for kind, column in {
        "level": "level", "sector": "sector", "region": "region", "kind": "organisation_kind",
        "area": "areas_to_develop", "way": "meeting_ways", "language": "languages",
    }.items():  # fmt: skip
        named = mine.filter(**{f"{column}__isnull": False})
        yield named.values_list(Value(kind), column)
    on_a_route = Enrolment.objects.filter(me, status=EnrolmentStatus.OPEN).order_by()
    yield on_a_route.values_list(Value("route"), "route")
    yield MentorProfile.objects.filter(me).values_list(Value("own"), "pk")
    yield from _either_way("manager", LineManagement, "member", "other")
    yield from _either_way("blocked", Block, "blocker", "blocked")
    yield from _marked()
    yield _proposed()
    yield SavedSearch.objects.filter(member=WHO).values_list(Value("saved"), "pk")


def _either_way(
    kind: str, model: type[Any], one: str, other: str
) -> Iterator["QuerySet[Any, Any]"]:
    """Whom a row keeps apart from the member, whichever of its two people they are."""
    for mine, theirs in ((one, other), (other, one)):
        said = model.objects.filter(**{mine: WHO, f"{theirs}__mentor_profile__isnull": False})
        yield said.order_by().values_list(Value(kind), f"{theirs}__mentor_profile")


def _marked() -> Iterator["QuerySet[Any, Any]"]:
    """What the member has noted of mentors for themselves."""
    marks = MentorMark.objects.filter(member=WHO).order_by()
    for kind, kept in {
        "hidden": marks.hidden(), "shortlisted": marks.shortlisted(), "watched": marks.watched(),
    }.items():  # fmt: skip
        yield kept.order_by().values_list(Value(kind), "profile")


def _proposed() -> "QuerySet[Any, Any]":
    between: Any = Pairing.objects.open().filter(mentee=WHO, mentor__mentor_profile__isnull=False)
    return between.order_by().values_list(Value("proposed"), "mentor__mentor_profile")
