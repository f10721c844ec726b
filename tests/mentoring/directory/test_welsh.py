"""Welsh words are found in the forms of a sentence, among those who work in Welsh."""

import pytest
from django.test import Client

from mentoring.directory.text.welsh import other_forms
from registration.models import Language
from tests.factories import MemberFactory
from tests.mentoring.mentors import mentor_at, names


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("cymraeg", {"gymraeg", "nghymraeg", "chymraeg"}),
        ("gymraeg", {"cymraeg", "nghymraeg", "chymraeg", "ngymraeg", "ymraeg"}),
        ("nghaerdydd", {"caerdydd", "gaerdydd", "chaerdydd"}),
        ("llyfrgell", {"lyfrgell"}),
        ("lyfrgell", {"llyfrgell"}),
        ("rhyddid", {"ryddid"}),
        ("addysg", set()),
        ("ddu", set()),
    ],
)
def test_first_letters_change_as_they_do(word: str, forms: set[str]) -> None:
    assert set(other_forms(word)) == forms


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("llyfrgelloedd", "llyfrgell"),
        ("llyfrgelloedd", "lyfrgell"),
        ("glybiau", "clwb"),
        ("clwb", "glybiau"),
        ("darllenwyr", "darllenydd"),
        ("gwirfoddolwyr", "gwirfoddolwr"),
        ("amgueddfeydd", "amgueddfa"),
        ("plant", "blentyn"),
        ("abertawe", "swansea"),
        ("swansea", "abertawe"),
        ("cardiff", "nghaerdydd"),
    ],
)
def test_many_lead_to_one_and_a_town_to_its_other_name(word: str, form: str) -> None:
    assert form in other_forms(word)


@pytest.mark.django_db
def test_a_town_is_found_by_either_name_whoever_writes_of_it(client: Client) -> None:
    mentor_at("Rhodri", organisation="Cardiff Bay Infirmary")
    client.force_login(MemberFactory())
    assert names(client, "?q=caerdydd") == ["Rhodri"]
    assert "<mark>Cardiff</mark>" in client.get("/mentors/?q=caerdydd").content.decode()


@pytest.mark.django_db
def test_a_changed_word_is_found_among_those_who_work_in_welsh(client: Client) -> None:
    welsh = Language.objects.filter(code="cy")
    for name, story, languages in (
        ("Huw", "Fe gawn ni sgwrs yn Gymraeg.", welsh),
        ("Siân", "Rwy’n rhedeg llyfrgell coleg.", welsh),
        ("Ann", "I drain the moor, and train the staff.", []),
    ):
        profile = mentor_at(name)
        profile.story = story
        profile.save()
        profile.languages.set(languages)
    client.force_login(MemberFactory())
    assert sorted(names(client, "?q=cymraeg")) == ["Huw", "Siân"]
    assert names(client, "?q=lyfrgell") == ["Siân"]
    assert names(client, "?q=rwyn") == ["Siân"]
    assert names(client, "?q=lyfrgelloedd") == ["Siân"]
    assert names(client, "?q=drain") == ["Ann"]
    assert names(client, "?q=dwfn") == []
