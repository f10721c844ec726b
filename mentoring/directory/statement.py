"""The one statement behind a page of the directory.

`found` are the mentors who can be proposed to. `marked` are those of them whose texts have
the words, each with a yes or no for every group that something is chosen of. All that
follows counts those rows: the total with every group's yes, a facet with every group's
but its own, so that a count says what choosing that term would give.

The gate and the words are the queryset's own and are not repeated here. Only marking and
counting are SQL by hand, because one gathering for many counts is what the ORM of today
cannot say. Nothing that anybody typed is put into it: names are the models', and keys
are whole numbers that the vocabulary gave.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from mentoring.directory.prepared import Sql, among, database, sql_of
from mentoring.directory.rotation import turn
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.vocabulary import GROUPS, LENS, Group, Vocabulary
from mentoring.directory.words import spellings
from mentoring.models import MentorProfile

TOTAL, PAGE, WITHOUT = "total", "page", "without "
BY_KEY = {group.key: group for group in GROUPS}
SINGLE = {group.key: group.column for group in GROUPS if group.column}
COLUMNS: dict[str, Any] = {"pk": "pk", "member": "member", **SINGLE}


class Statement:
    """SQL and parameters whose rows are (kind, key, number).

    Kinds: "total"; "page" (key of a profile, its turn); "without sector" (the total if
    nothing of that group were chosen); and each group's key (key of a term, its count).
    """

    def __init__(self, search: Search, seeker: Seeker, vocabulary: Vocabulary) -> None:
        self.search, self.seeker, self.vocabulary = search, seeker, vocabulary

    def sql(self) -> Sql:
        """The whole statement, and its values."""
        today = timezone.localdate()
        found, values = gathered(today, database())
        texts, typed = self._texts()
        marks = ", ".join(f"{yes} AS {name}" for name, yes in self._marks(today).items())
        counted = " UNION ALL ".join(self._branches())
        return (
            f"WITH found ({', '.join(COLUMNS)}) AS ({found}), "  # noqa: S608
            f"marked AS MATERIALIZED (SELECT pk, {', '.join(SINGLE)}, {marks} FROM found"
            f" WHERE member <> {self.seeker.member:d}{texts}) {counted}",
            (*values, *typed),
        )

    def _texts(self) -> Sql:
        """Whose texts have all the words, as a condition; nothing when there are none."""
        if not self.search.words:
            return "", ()
        mentors = MentorProfile.objects.filter(listed_at__isnull=False).order_by()
        for word in self.search.words:
            areas = self.vocabulary.areas_saying(word)
            mentors = mentors.mentioning(spellings(word), areas)
        sql, typed = sql_of(mentors.values_list("pk"), database())
        return f" AND pk IN ({sql})", typed

    # What is marked ----------------------------------------------------------

    def _marks(self, today: date) -> dict[str, str]:
        return {
            "turn": turn("pk", today),
            "differs": self._is_at_another_level(),
            **{f"fits_{key}": self._fits(key) for key in self.search.chosen},
        }

    def _fits(self, key: str) -> str:
        """Whether a mentor has one of the terms chosen in a group."""
        if key == LENS:
            return self._is_at_another_level()
        group = BY_KEY[key]
        chosen = (choice.pk for choice in self.search.chosen[key])
        terms = self.vocabulary.standing_for(key, chosen)
        if group.column:
            return f"({key} IS NOT NULL AND {among(key, terms)})"
        table, has_one = group.through._meta.db_table, among(group.through_column, terms)
        return f"pk IN (SELECT mentorprofile_id FROM {table} WHERE {has_one})"  # noqa: S608

    def _is_at_another_level(self) -> str:
        """Levels are compared for sameness alone; to hold none is a level of its own here."""
        if self.seeker.level is None:
            return "(level IS NOT NULL)"
        mine = self.vocabulary.latest("level", self.seeker.level).pk
        same = self.vocabulary.standing_for("level", [mine])
        return f"(level IS NULL OR NOT {among('level', same)})"

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


@lru_cache(maxsize=8)
def gathered(day: date, database: str) -> Sql:
    """Whom anybody can propose to on a day, as SQL: made once a day and process."""
    mentors = MentorProfile.objects.proposable(day).order_by()
    return sql_of(mentors.values_list(*COLUMNS.values()), database)
