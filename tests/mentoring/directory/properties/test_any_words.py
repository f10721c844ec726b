"""Whatever is typed is plain text, and finds the same by memory as by the database.

What mentors have written lately is looked through in memory, all else is asked of the
database's own index of words: two programs for one rule, so each tells whether the other
is right. The cast is that of the relevance of search.
"""

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mentoring.directory.found import Found
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.current import today
from mentoring.directory.sets.index import Index
from mentoring.directory.sets.settling import settle
from mentoring.directory.text.voices import Voices
from mentoring.directory.text.words import plain
from tests.mentoring.directory.relevance.cast import cast, people

WORDS = sorted(
    {w for p in people().values() for w in re.findall(r"[\w’-]+", " ".join(map(str, p.values())))}
)
OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    ")",
    '"',
    "'",
    "*",
    ":*",
    "-",
    "|",
    "&",
    "!",
    "<->",
    "\\",
    "h/",
    ".",
]
a_word = st.sampled_from(WORDS)
a_beginning = st.builds(lambda word, length: word[:length], a_word, st.integers(1, 6))
a_slip = st.builds(lambda word, at: word[:at] + word[at + 1 :], a_word, st.integers(0, 6))
typed = st.lists(
    st.one_of(a_word, a_word, a_beginning, a_slip, st.sampled_from(OPERATORS), st.text(max_size=6)),
    min_size=1,
    max_size=4,
).map(" ".join)


@pytest.mark.django_db
def test_memory_and_database_find_the_same() -> None:
    everybody = cast()
    settle(today())
    kept = Index.build(today(), Voices())
    lately = Index.build(today(), Voices().put_right(everybody))

    @settings(
        max_examples=250,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.reuse, Phase.generate],
    )
    @given(typed)
    def holds(text: str) -> None:
        one, other = (Found(Search(plain(text)), Seeker(7), index) for index in (kept, lately))
        assert set(one.everybody) == set(other.everybody)
        assert one.page.keys == other.page.keys
        assert meant(one) == meant(other)

    holds()


def meant(found: Found) -> tuple[str, str]:
    """What is shown in place of nothing, and what is offered beside a little."""
    return (
        found.meant.search.text if found.meant else "",
        found.rather.search.text if found.rather else "",
    )
