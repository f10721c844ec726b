"""The one statement behind a page of the directory.

`found` is gathered once: the mentors who can be proposed to, whose texts have the words.
`marked` adds to each a yes or no for every group that something is chosen of. All that
follows counts those rows: the total with every group's yes, a facet with every group's
but its own, so that a count says what choosing that term would give.

The gate and the words are the queryset's own and are not repeated here. Only marking and
counting are SQL by hand, because one gathering for many counts is what the ORM of today
cannot say. Nothing that anybody typed is put into it: names are the models', and keys
are whole numbers that the vocabulary gave.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone

from mentoring.directory.rotation import turn
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.vocabulary import GROUPS, LENS, Group, Vocabulary
from mentoring.directory.words import spellings
from mentoring.models import MentorProfile
from mentoring.querysets import MentorQuerySet

TOTAL, PAGE, WITHOUT = "total", "page", "without "
BY_KEY = {group.key: group for group in GROUPS}
SINGLE = {group.key: group.column for group in GROUPS if group.column}


class Statement:
    """SQL and parameters whose rows are (kind, key, number).

    Kinds: "total"; "page" (key of a profile, its turn); "without sector" (the total if
    nothing of that group were chosen); and each group's key (key of a term, its count).
    """

    def __init__(self, search: Search, seeker: Seeker, vocabulary: Vocabulary) -> None:
        self.search, self.seeker, self.vocabulary = search, seeker, vocabulary
        self.mentors = self._mentors()
        self.database = self.mentors.db

    def sql(self) -> tuple[str, tuple[Any, ...]]:
        """The whole statement."""
        rows = self.mentors.values_list("pk", *SINGLE.values())
        found, params = rows.query.get_compiler(using=self.database).as_sql()
        marks = ", ".join(f"{condition} AS {name}" for name, condition in self._marks().items())
        gathered = f"WITH found (pk, {', '.join(SINGLE)}) AS ({found})"
        marked = f"marked AS MATERIALIZED (SELECT found.*, {marks} FROM found)"  # noqa: S608
        return f"{gathered}, {marked} {' UNION ALL '.join(self._branches())}", params

    def _mentors(self) -> MentorQuerySet:
        """Whom the seeker may propose to, as far as the words go. Never the seeker."""
        mentors = MentorProfile.objects.proposable().exclude(member=self.seeker.member)
        for word in self.search.words:
            areas = self.vocabulary.areas_saying(word)
            mentors = mentors.mentioning(spellings(word), areas)
        return mentors.order_by()

    # What is marked ----------------------------------------------------------

    def _marks(self) -> dict[str, str]:
        return {
            "turn": turn("pk", timezone.localdate()),
            "differs": self._is_at_another_level(),
            **{f"fits_{key}": self._fits(key) for key in self.search.chosen},
        }

    def _fits(self, key: str) -> str:
        """Whether a mentor has one of the terms chosen in a group."""
        if key == LENS:
            return self._is_at_another_level()
        group = BY_KEY[key]
        terms = self._keys(key, (choice.pk for choice in self.search.chosen[key]))
        if group.column:
            return f"({key} IS NOT NULL AND {key} IN ({terms}))"
        table, term = group.through._meta.db_table, group.through_column
        return f"pk IN (SELECT mentorprofile_id FROM {table} WHERE {term} IN ({terms}))"  # noqa: S608

    def _is_at_another_level(self) -> str:
        """Levels are compared for sameness alone; to hold none is a level of its own here."""
        if self.seeker.level is None:
            return "(level IS NOT NULL)"
        mine = self.vocabulary.latest("level", self.seeker.level).pk
        return f"(level IS NULL OR level NOT IN ({self._keys('level', [mine])}))"

    def _keys(self, key: str, terms: Iterable[int]) -> str:
        return ", ".join(f"{pk:d}" for pk in self.vocabulary.standing_for(key, terms))

    # What is counted ---------------------------------------------------------

    def _branches(self) -> Iterator[str]:
        yield self._total(TOTAL, self._where())
        for key in self.search.chosen:
            yield self._total(f"{WITHOUT}{key}", self._where(but=key))
        yield self._total(LENS, self._where("differs", but=LENS))
        for group in GROUPS:
            yield self._one_term(group) if group.column else self._several_terms(group)
        yield self._page()

    def _total(self, kind: str, where: str) -> str:
        return f"SELECT '{kind}', 0, COUNT(*) FROM marked{where}"  # noqa: S608

    def _one_term(self, group: Group) -> str:
        key = group.key
        where = self._where(f"{key} IS NOT NULL", but=key)
        return f"SELECT '{key}', {key}, COUNT(*) FROM marked{where} GROUP BY {key}"  # noqa: S608

    def _several_terms(self, group: Group) -> str:
        """Counts mentors, not terms: who holds a term and its successor counts once."""
        table, term, count = group.through._meta.db_table, group.through_column, "*"
        if replaced := self.vocabulary.replaced(group.key):
            cases = " ".join(f"WHEN {old:d} THEN {new:d}" for old, new in replaced.items())
            term, count = f"CASE {term} {cases} ELSE {term} END", "DISTINCT pk"
        return (
            f"SELECT '{group.key}', {term}, COUNT({count}) FROM marked"  # noqa: S608
            f" JOIN {table} ON mentorprofile_id = pk{self._where(but=group.key)} GROUP BY {term}"
        )

    def _page(self) -> str:
        size = settings.MENTORING["DIRECTORY_PAGE_SIZE"]
        start = size * (self.search.page - 1)
        return (
            f"SELECT * FROM (SELECT '{PAGE}', pk, turn FROM marked{self._where()}"  # noqa: S608
            f" ORDER BY turn, pk LIMIT {size:d} OFFSET {start:d}) AS one_page"
        )

    def _where(self, *conditions: str, but: str = "") -> str:
        fits = (f"fits_{key}" for key in self.search.chosen if key != but)
        every = " AND ".join([*conditions, *fits])
        return f" WHERE {every}" if every else ""
