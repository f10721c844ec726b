"""The office edits the standard agreement by language, and reads no agreement of two people."""

from typing import Any

import pytest
from django.test import Client

from history.models import Event
from mentoring import seeds
from mentoring.models import Agreement, AgreementTemplate
from tests.factories import AdministratorFactory, AgreementTemplateFactory, active
from tests.mentoring.browsing import browser, guards_its_forms, words

pytestmark = pytest.mark.django_db
ENGLISH = "/staff/agreement/en/"
STANDARD = seeds.AGREEMENT
SECRET = "Zanzibar in the rain"


@pytest.fixture
def office() -> Client:
    return browser(AdministratorFactory(name="Dev Patel"))


def send(office: Client, aims: str, after: int = 1, **more: str) -> Any:
    return office.post(ENGLISH, {**STANDARD, "aims": aims, "after": after, **more})


def test_a_change_is_a_new_text_with_who_and_when(office: Client) -> None:
    assert "which came with Alongside" in words(office.get("/staff/agreement/"))
    assert send(office, "To see the counter.").status_code == 302
    assert AgreementTemplate.objects.current("en").aims == "To see the counter."
    page = words(office.get(ENGLISH))
    assert "Text 2, written on" in page
    assert "by Dev Patel" in page
    assert STANDARD["replying"] in words(office.get(f"{ENGLISH}1/"))
    assert Event.objects.filter(verb="template.written", actor__name="Dev Patel").count() == 1


def test_one_looks_at_it_first_and_nothing_is_kept(office: Client) -> None:
    page = send(office, "To see the counter.", preview="yes")
    assert (page.status_code, AgreementTemplate.objects.count()) == (200, 1)
    assert "As two people would read it" in words(page)
    assert words(page).count("To see the counter.") == 2


def test_an_earlier_text_is_brought_back(office: Client) -> None:
    send(office, "To see the counter.")
    assert "Bring this text back" in words(office.get(f"{ENGLISH}1/"))
    assert office.post(f"{ENGLISH}1/restore/").status_code == 302
    assert AgreementTemplate.objects.current("en").texts == STANDARD
    assert "Bring this text back" not in words(office.get(f"{ENGLISH}3/"))
    assert AgreementTemplate.objects.count() == 3


def test_two_of_the_office_do_not_write_over_each_other(office: Client) -> None:
    send(office, "Theirs.")
    late = send(office, SECRET, after=1)
    assert (late.status_code, SECRET in late.content.decode()) == (409, True)
    assert 'name="after" value="2"' in late.content.decode()
    assert send(office, SECRET, after=2).status_code == 302


def test_every_heading_says_something(office: Client) -> None:
    page = send(office, " ")
    assert (page.status_code, AgreementTemplate.objects.count()) == (422, 1)
    assert "Write something here" in words(page)


def test_the_same_text_again_is_no_change(office: Client) -> None:
    send(office, STANDARD["aims"])
    assert AgreementTemplate.objects.count() == 1


def test_a_second_language_needs_no_code(office: Client, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("cy", "Welsh")]
    assert "No text yet" in words(office.get("/staff/agreement/"))
    begun = office.get("/staff/agreement/cy/")
    assert "There is no text in this language yet" in words(begun)
    fields = {**STANDARD, "aims": "Gweld y cownter.", "after": 0}
    assert office.post("/staff/agreement/cy/", fields).status_code == 302
    assert AgreementTemplate.objects.current("cy").aims == "Gweld y cownter."
    assert AgreementTemplate.objects.current("en").texts == STANDARD


@pytest.mark.parametrize("path", ["xx/", "xx/1/", "en/7/", f"en/{10**30}/", "cy/1/"])
def test_what_is_not_there_is_not_found(office: Client, path: str) -> None:
    AgreementTemplateFactory(language="cy")
    assert office.get(f"/staff/agreement/{path}").status_code == 404


def test_nothing_here_tells_what_two_people_agreed(office: Client) -> None:
    pairing = active()
    texts = {**STANDARD, "aims": SECRET}
    version, _is_new = Agreement.objects.suggest(pairing, texts, by=pairing.mentee)
    version.agree(pairing.mentor)
    for path in ("/staff/agreement/", ENGLISH, f"{ENGLISH}1/", "/staff/"):
        assert SECRET not in office.get(path).content.decode()


def test_every_form_is_guarded(office: Client) -> None:
    send(office, "To see the counter.")
    for path in (ENGLISH, f"{ENGLISH}1/"):
        assert guards_its_forms(office.get(path))
