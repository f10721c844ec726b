"""What mentors say, kept by the database as words that lead to mentors.

Each engine has its own index of words: SQLite's FTS5, and a tsvector under GIN. Both are
given words that are folded and stemmed already, so that both find the same mentors. A
word of a name or title is kept a second time behind "h/", one of a place of work behind
"w/"; a stem is kept behind ".".
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connections
from pyroaring import BitMap

from mentoring.directory.prepared import among, database, fetch, gathered
from mentoring.directory.text.sayings import GAP, Saying
from mentoring.directory.text.welsh import is_a_beginning, other_forms
from mentoring.directory.text.words import STEM, Sought
from mentoring.models import MentorProfile

TABLE = "mentoring_saying"
HEADS, WORK = "h/", "w/"
WORDS_AT_ONCE = 100  # SQLite joins 500 questions at most
TURN = 15  # a number by which PostgreSQL tells this lock from others; no other is asked for
Entry = tuple[int, int, Saying]  # key of the profile, digest of its texts, what they say


@dataclass(frozen=True)
class Matches:
    """Who says a word: anywhere, in name or title, in the place of work; exactly so; and in
    another form that it has in Welsh.
    """

    anywhere: BitMap = field(default_factory=BitMap)
    heads: BitMap = field(default_factory=BitMap)
    work: BitMap = field(default_factory=BitMap)
    exactly: BitMap = field(default_factory=BitMap)
    in_welsh: BitMap = field(default_factory=BitMap)

    def apart_from(self, keys: BitMap, instead: "Matches") -> "Matches":
        """The same, but for some keys of which something else is true."""
        pairs = ((getattr(self, name), getattr(instead, name)) for name in KINDS)
        return Matches(*(mine - keys | theirs for mine, theirs in pairs))


KINDS = tuple(Matches.__dataclass_fields__)


class Engine(Protocol):
    """How one database asks and keeps."""

    asks: str  # the condition, with a place for a query
    key: str  # the column with the key of the profile
    writes: str  # what stands around the rows of an insertion

    def query(self, sought: Sought, where: str = "") -> str:
        """A word, its beginnings and its stem."""

    def exactly(self, word: str) -> str:
        """A word as it is."""

    def any_of(self, forms: Iterable[str]) -> str:
        """Any of the forms of a Welsh word; of a long one, with what ends it."""

    def in_a_row(self, stems: Iterable[str]) -> str:
        """Stems one after the other."""

    def row(self, entry: Entry) -> tuple[int, int, str]:
        """What is written of a profile."""


class Fts5:
    """SQLite. Quoted, no sign has a meaning; folded words hold no quotation marks."""

    asks = f"{TABLE} MATCH %s"
    key = "rowid"
    writes = f"INSERT OR REPLACE INTO {TABLE} (rowid, digest, words) VALUES {{rows}}"  # noqa: S608

    def query(self, sought: Sought, where: str = "") -> str:
        begins = " *" if sought.is_a_beginning else ""
        named = f' OR "{where}{sought.other_name}"' if sought.other_name else ""
        return f'"{where}{sought.word}"{begins} OR "{where}{STEM}{sought.stem}"{named}'

    def exactly(self, word: str) -> str:
        return f'"{word}"'

    def any_of(self, forms: Iterable[str]) -> str:
        return " OR ".join(f'"{form}"{" *" if is_a_beginning(form) else ""}' for form in forms)

    def in_a_row(self, stems: Iterable[str]) -> str:
        return '"' + " ".join(f"{STEM}{stem}" for stem in stems) + '"'

    def row(self, entry: Entry) -> tuple[int, int, str]:
        key, digest, saying = entry
        row = (f"{STEM}{stem}" for stem in saying.stems)
        return key, digest, " ".join([*_unordered(saying), *row])


class TsVector:
    """PostgreSQL. Only stems have places, since only they are asked for in a row."""

    asks = "words @@ %s::tsquery"
    key = "profile_id"
    writes = (
        f"INSERT INTO {TABLE} (profile_id, digest, words) VALUES {{rows}}"  # noqa: S608
        " ON CONFLICT (profile_id) DO UPDATE SET digest = EXCLUDED.digest, words = EXCLUDED.words"
    )

    def query(self, sought: Sought, where: str = "") -> str:
        begins = ":*" if sought.is_a_beginning else ""
        named = f" | '{where}{sought.other_name}'" if sought.other_name else ""
        return f"'{where}{sought.word}'{begins} | '{where}{STEM}{sought.stem}'{named}"

    def exactly(self, word: str) -> str:
        return f"'{word}'"

    def any_of(self, forms: Iterable[str]) -> str:
        return " | ".join(f"'{form}'{':*' if is_a_beginning(form) else ''}" for form in forms)

    def in_a_row(self, stems: Iterable[str]) -> str:
        return " <-> ".join(f"'{STEM}{stem}'" for stem in stems)

    def row(self, entry: Entry) -> tuple[int, int, str]:
        key, digest, saying = entry
        places: dict[str, list[str]] = {}
        for place, stem in enumerate(saying.stems, start=1):
            if stem != GAP:
                places.setdefault(stem, []).append(str(place))
        row = (f"'{STEM}{stem}':{','.join(at)}" for stem, at in places.items())
        return key, digest, " ".join([*(f"'{word}'" for word in _unordered(saying)), *row])


def _unordered(saying: Saying) -> Iterator[str]:
    """The plain words, stems that stand in no row (of words that were joined) with a gap
    behind each, and everything of names, titles and places of work once more.
    """
    in_a_row = {STEM + stem for stem in saying.stems}
    for word in saying.words:
        if not word.startswith(STEM):
            yield word
        elif word not in in_a_row:
            yield from (word, STEM + GAP)
    yield from (HEADS + word for word in saying.heads)
    yield from (WORK + word for word in saying.work)


def engine() -> Engine:
    return TsVector() if connections[database()].vendor == "postgresql" else Fts5()


def who_says(words: Iterable[Sought]) -> dict[Sought, Matches]:
    """Who says each of the words, in one statement for all of them."""
    words = list(words)
    asked = {(word, kind): query for word in words for kind, query in _queries(word)}
    sets = dict(zip(asked, _found(list(asked.values())), strict=True))
    return {
        word: Matches(**{kind: sets[word, kind] for kind in KINDS if (word, kind) in sets})
        for word in words
    }


def _queries(word: Sought) -> Iterator[tuple[str, str]]:
    ours = engine()
    yield "anywhere", ours.query(word)
    yield "heads", ours.query(word, HEADS)
    yield "work", ours.query(word, WORK)
    yield "exactly", ours.exactly(word.word)
    if forms := other_forms(word.word):
        yield "in_welsh", ours.any_of(forms)


def who_says_in_a_row(rows: Iterable[Collection[Sought]]) -> list[BitMap]:
    """For each row of words, who says them, or words of the same stems, one after the other."""
    return _found([engine().in_a_row(word.stem for word in row) for row in rows])


def _found(queries: list[str]) -> list[BitMap]:
    """The keys that each query finds."""
    ours = engine()
    one = f"SELECT {{}}, {gathered(ours.key)} FROM {TABLE} WHERE {ours.asks}"  # noqa: S608
    statement = " UNION ALL ".join(one.format(number) for number in range(len(queries)))
    rows: Mapping[int, str | None] = dict(fetch(statement, queries))
    return [_keys_in(rows.get(number)) for number in range(len(queries))]


def _keys_in(text: str | None) -> BitMap:
    return BitMap(map(int, text.split(","))) if text else BitMap()


def take_turn() -> None:
    """Wait until nobody else keeps or forgets words, and have it so until the transaction ends.

    What is read from here on is what they left. On SQLite a transaction begins with its turn.
    """
    if connections[database()].vendor == "postgresql":
        with connections[database()].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def write(entries: Iterable[Entry]) -> None:
    """Keep what some profiles say, in place of what they said before."""
    ours, entries = engine(), sorted(entries, key=lambda entry: entry[0])
    if not entries:
        return
    rows = ", ".join(["(%s, %s, %s)"] * len(entries))
    with connections[database()].cursor() as cursor:
        cursor.execute(
            ours.writes.format(rows=rows), [value for entry in entries for value in ours.row(entry)]
        )


def forget(keys: Iterable[int]) -> None:
    """Keep nothing of some profiles."""
    if keys := list(keys):
        with connections[database()].cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE {among(engine().key, keys)}")  # noqa: S608


def forget_for_good(keys: Iterable[int]) -> None:
    """The same, and not a word is left in SQLite's index, which else sweeps by and by."""
    if connections[database()].vendor != "sqlite":
        return forget(keys)
    with connections[database()].cursor() as cursor:
        secure = f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('secure-delete', %s)"  # noqa: S608
        cursor.execute(secure, [1])
        forget(keys)
        cursor.execute(secure, [0])
    return None


def unsaid(words: Iterable[str]) -> set[str]:
    """Those of the words that nobody says."""
    found: set[str] = set()
    ordered = sorted(words)
    for start in range(0, len(ordered), WORDS_AT_ONCE):
        some = ordered[start : start + WORDS_AT_ONCE]
        sayers = _found([engine().exactly(word) for word in some])
        found.update(word for word, keys in zip(some, sayers, strict=True) if not keys)
    return found


def forget_who_is_gone() -> None:
    """Keep nothing of profiles that are no more."""
    gone = f"{engine().key} NOT IN (SELECT id FROM {MentorProfile._meta.db_table})"  # noqa: S608
    with connections[database()].cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE {gone}")  # noqa: S608


def digests(keys: Iterable[int]) -> dict[int, int]:
    """The digests of the texts from which these profiles' words were taken."""
    among_them = among(engine().key, keys)
    return dict(fetch(f"SELECT {engine().key}, digest FROM {TABLE} WHERE {among_them}", ()))  # noqa: S608
