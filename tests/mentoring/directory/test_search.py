"""The search box: all words, anywhere, whatever their signs."""

from urllib.parse import quote

import pytest
from django.test import Client

from mentoring.directory.text.stems import stem
from mentoring.directory.text.words import MOST_WORDS, plain, sought_in
from mentoring.models import MentorProfile
from registration.models import KnowledgeArea, Language, Sector
from tests.factories import MemberFactory
from tests.mentoring.mentors import directory, keep_everything, mentor_at, names

pytestmark = pytest.mark.django_db
SAMIRA, ZOE, YOKO = "Samira Okafor", "Zoë O’Brien", "中村 陽子"


@pytest.fixture(params=["lately", "kept"])
def seeker(request: pytest.FixtureRequest, client: Client, people: None) -> Client:
    """Somebody who looks, before and after the database has taken the words in."""
    if request.param == "kept":
        keep_everything(request.getfixturevalue("monkeypatch"))
    client.force_login(MemberFactory())
    return client


@pytest.fixture
def people() -> None:
    samira = mentor_at("Samira Okafor", job_title="Library assistant", organisation="Harbourside")
    samira.story = "I run rhyme times: 100% fun, under_scores and back\\slashes."
    samira.help_with = 'Seeing the "counter" again, ‘as it is’.'
    samira.save()
    samira.languages.set(Language.objects.filter(code="cy"))
    samira.areas.set([KnowledgeArea.objects.get(slug="literacies")])
    mentor_at("Zoë O’Brien", job_title="Liaison librarian", organisation="Élan Valley Trust")
    mentor_at("中村 陽子", job_title="Cataloguer", organisation="Ŵyn Law")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("samira", [SAMIRA]),
        ("OKAFOR sam", [SAMIRA]),
        ("assistant harbourside rhyme counter literacies", [SAMIRA]),
        ("assistant cataloguer", []),
        ("zoë", [ZOE]),
        ("ZOË", [ZOE]),
        ("zoe", [ZOE]),
        ("o'brien", [ZOE]),
        ("o’brien", [ZOE]),
        ("obrien", [ZOE]),
        ("o brien", [ZOE]),
        ("brien", [ZOE]),
        ("élan", [ZOE]),
        ("elan", [ZOE]),
        ("中村", [YOKO]),
        ("ŵyn", [YOKO]),
        ("wyn", [YOKO]),
        ("cymraeg", [SAMIRA]),
        ("welsh", [SAMIRA]),
        ("libraries", [SAMIRA]),
        ("librar", [SAMIRA, ZOE]),
        ("seen", []),
        ("counters", [SAMIRA]),
        ("catalogue", [YOKO]),
        ("“rhyme times”", [SAMIRA]),
        ("times;rhyme", [SAMIRA]),
        ("the rhyme of times", [SAMIRA]),
        ("100%", [SAMIRA]),
        ("10%", [SAMIRA]),
        ("0", []),
        ("samir_", [SAMIRA]),
        ("sam*", [SAMIRA]),
        ("-samira", [SAMIRA]),
        ("NOT samira", []),
        ("samira OR zoe", []),
        ("' OR 1=1 --", []),
        ("zzzz", []),
    ],
)
def test_all_words_are_looked_for_as_plain_text(
    seeker: Client, words: str, found: list[str]
) -> None:
    assert sorted(names(seeker, f"?q={quote(words)}")) == found


@pytest.mark.parametrize(
    "odd",
    [
        "%00",
        "sam%00ira",
        "%ff%fe",
        "%ed%a0%80",
        "%F0%9F%92%A9",
        "a" * 5000,
        "%20".join("abcdefghijklmnopqrstuvwxyz" * 8),
        "(((((",
        "]]>",
        "%25s%25d%7B%7D",
        "%E2%80%AE",
        "AND+OR+NOT+NEAR",
    ],
)
def test_odd_words_are_never_an_error(seeker: Client, odd: str) -> None:
    assert seeker.get(f"/mentors/?q={odd}").status_code == 200


def test_what_was_typed_stands_in_the_box_and_is_escaped(seeker: Client) -> None:
    page = seeker.get("/mentors/", {"q": '  "><script>alert(1)</script>  '}).content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page
    assert "<script>alert" not in page


def test_an_area_is_found_by_the_words_of_its_name(seeker: Client) -> None:
    assert names(seeker, "?q=learning+literacies") == ["Samira Okafor"]


def test_no_words_find_everybody(seeker: Client) -> None:
    assert directory(seeker, "?q=+++").found.total == 3


@pytest.mark.parametrize("signs", ["%", "_", "\\", '"', "'", "…", "-- ;"])
def test_signs_alone_are_no_words(seeker: Client, signs: str) -> None:
    assert directory(seeker, f"?q={quote(signs)}").found.total == 3


def test_the_sector_is_found_by_its_name(seeker: Client) -> None:
    mentor_at("Ann", sector=Sector.objects.get(slug="prisons"))
    assert names(seeker, "?q=prison") == ["Ann"]


def test_what_was_just_written_is_found_and_what_was_taken_out_is_not(seeker: Client) -> None:
    assert names(seeker, "?q=rhyme") == [SAMIRA]
    samira = MentorProfile.objects.get(member__name=SAMIRA)
    samira.story = "I keep palaeography alive."
    samira.save()
    assert names(seeker, "?q=palaeography") == [SAMIRA]
    assert names(seeker, "?q=rhyme") == []
    samira.delete()
    assert names(seeker, "?q=palaeography") == []


def test_words_are_cut_clean() -> None:
    assert plain(" a\x00b\n c" + "d" * 200) == "a b c" + "d" * 93
    assert [s.word for s in sought_in("“Community engagement”, community")] == [
        "community",
        "engagement",
    ]
    assert sought_in('" ,') == ()
    assert [s.word for s in sought_in("to be or")] == ["to", "be", "or"]
    assert len(sought_in(" ".join(f"w{n}" for n in range(40)))) == MOST_WORDS


def test_words_of_one_stem_are_one() -> None:
    assert stem("libraries") == stem("library")
    assert stem("mentoring") == stem("mentors")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("digitise", "digitization"),
        ("organisation", "organizing"),
        ("behaviour", "behaviors"),
        ("catalogue", "cataloging"),
        ("theatre", "theater"),
        ("programme", "programs"),
        ("licence", "licensing"),
        ("enquiries", "inquiry"),
        ("palaeography", "paleography"),
        ("analyse", "analyzing"),
    ],
)
def test_words_that_are_spelled_in_two_ways_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("digital", "digitise"), ("organ", "organise"), ("hour", "hor"), ("art", "artist")],
)
def test_other_words_keep_stems_of_their_own(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_small_words_do_not_part_a_row(seeker: Client) -> None:
    for name, title in (("Ann", "Head of service"), ("Bo", "Service, of the head")):
        mentor_at(name, job_title=title)
    assert names(seeker, "?q=head+of+service") == ["Ann", "Bo"]


def test_a_word_with_a_hyphen_is_found_as_one_and_as_two(seeker: Client) -> None:
    mentor_at("Ann", job_title="E-resources co\u2011ordinator")
    for typed in ("e-resources", "eresources", "e resources", "coordinator", "co-ordinator"):
        assert names(seeker, f"?q={typed}") == ["Ann"]
