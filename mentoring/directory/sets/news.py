"""What has changed since a process last looked: one indexed query, asked before each answer.

PostgreSQL commits out of order, so a number that was handed out may show up after a
greater one. What is read is therefore everything of transactions that had not ended
before the last look: the horizon is the oldest transaction still open then. SQLite
writes one transaction after the other, and counts.
"""

from typing import NamedTuple

from django.db import connections

from mentoring.directory.prepared import database, fetch
from mentoring.directory.sets.hearing import EVERYTHING

ON_POSTGRESQL = """
    SELECT news.id, news.profile_id, news.stamp, now.horizon
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon) AS now
    LEFT JOIN mentoring_directorychange AS news ON news.stamp >= COALESCE(%s, now.horizon)
"""
ON_SQLITE = """
    SELECT news.id, news.profile_id, news.id, now.horizon
    FROM (SELECT COALESCE(MAX(id), 0) + 1 AS horizon FROM mentoring_directorychange) AS now
    LEFT JOIN mentoring_directorychange AS news ON news.id >= COALESCE(%s, now.horizon)
"""


Rows = list[tuple[int | None, int | None, int | None, int]]


class News(NamedTuple):
    """How far was read, which rows lie beyond that and are known, and whom they are about."""

    horizon: int = 0
    known: frozenset[int] = frozenset()
    profiles: frozenset[int] = frozenset()
    is_about_words: bool = False
    is_about_everything: bool = False


def since(last: News) -> News:
    """The news after `last`; what was known then is not told again."""
    return _told(_rows(last.horizon), last.known)


def from_now_on() -> News:
    """Where to begin for somebody who looks at all rows after this, and then reads on."""
    return _told(_rows(None), frozenset())


def _told(rows: Rows, known: frozenset[int]) -> News:
    horizon = rows[0][3]
    seen = [(row, profile, stamp) for row, profile, stamp, _horizon in rows if row is not None]
    fresh = [profile for row, profile, _stamp in seen if row not in known]
    return News(
        horizon,
        frozenset(row for row, _profile, stamp in seen if (stamp or 0) >= horizon),
        frozenset(profile for profile in fresh if profile),
        None in fresh,
        EVERYTHING in fresh,
    )


def _rows(horizon: int | None) -> Rows:
    """One row at least, for the horizon of this moment; nothing means from that on."""
    vendor = connections[database()].vendor
    return fetch(ON_POSTGRESQL if vendor == "postgresql" else ON_SQLITE, [horizon])
