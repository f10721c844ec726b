"""The people of the demo as they are written down."""

import re
from collections import Counter

import pytest

from accounts.passwords import OwnWordsValidator
from demo import cast, stories
from demo.cast import PASSWORD, CastError, Person, mentors, named, people, wishes
from registration import seeds

NAMED = ["amina", "ben", "carol", "dev", "edith", "efa", "farid", "greta", "hana"]


def slugs(rows: list[tuple[str, ...]]) -> set[str]:
    return {row[0] for row in rows}


def statements() -> list[tuple[str, str]]:
    return [
        (person.key, f"{person.offer.story} {person.offer.help}")
        for person in mentors()
        if person.offer
    ]


def sentences() -> list[str]:
    return [sentence for _key, text in statements() for sentence in re.split(r"(?<=[.?]) ", text)]


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(list(mentors())) >= 60
    assert len(people()) - len(list(mentors())) >= 120


def test_the_named_cast_comes_first_and_has_a_line_each() -> None:
    assert [person.key for person in named()][:9] == NAMED
    assert all(person.part.endswith(".") for person in named())


@pytest.mark.parametrize(("key", "statement"), statements())
def test_a_statement_has_40_to_120_words(key: str, statement: str) -> None:
    assert 40 <= len(statement.split()) <= 120


def test_no_sentence_is_said_by_two_mentors() -> None:
    said_twice = [text for text, times in Counter(sentences()).items() if times > 1]

    assert said_twice == []


def test_nobody_shouts() -> None:
    texts = [text for story in stories.stories() for text in story.texts.values()]

    assert [text for text in [*sentences(), *texts] if "!" in text] == []


def test_every_sector_region_and_language_has_somebody() -> None:
    everybody = people().values()
    spoken = {language for each in mentors() if each.offer for language in each.offer.speaks}

    assert {person.sector for person in everybody} - {""} == slugs(seeds.SECTORS)
    assert {person.region for person in everybody} - {""} == slugs(seeds.REGIONS)
    assert spoken | {"english"} == slugs(seeds.LANGUAGES)


def test_everybody_with_an_organisation_says_what_kind_it_is() -> None:
    everybody = people().values()

    assert [person.key for person in everybody if person.at and not person.kind] == []
    assert {person.kind for person in everybody} - {""} == slugs(seeds.ORGANISATION_KINDS)


def test_a_third_of_the_mentors_work_at_the_front_line() -> None:
    at_front = [person.key for person in mentors() if person.offer and person.offer.front_line]

    assert "ben" in at_front
    assert 3 <= len(list(mentors())) / len(at_front) < 4


def test_wishes_are_those_of_people_who_are_there() -> None:
    assert wishes().keys() <= people().keys()
    assert {area for each in wishes().values() for area in each.areas} == slugs(
        seeds.KNOWLEDGE_AREAS
    )


def test_mentors_hold_every_level_and_none() -> None:
    def latest(person: Person) -> str:
        return min(person.awards, key=lambda slug: int(person.awards[slug].split()[0]), default="")

    assert {latest(person) for person in mentors()} == {"", *slugs(seeds.ROUTES)}


def test_names_come_in_many_scripts() -> None:
    names = {person.name for person in people().values()}

    assert {"Aoife O'Brien", "Zoë Hardwick", "中村 花", "Олена Ковальчук", "عائشہ صدیقی"} <= names


def test_the_password_is_one_that_a_member_could_choose() -> None:
    OwnWordsValidator().validate(PASSWORD)

    assert len(PASSWORD) >= 12


def test_one_key_is_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast, "read", lambda _path: {"ben": {"name": "Ben"}})

    with pytest.raises(CastError, match="ben is somebody else already"):
        people.__wrapped__()
