"""Is it genuine? The office asks by the code and learns what the paper says, and no more."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from history.models import Event
from mentoring.papers import RecordPaper
from tests.factories import MemberFactory, MentoringRecordFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("staff:record_confirm")


def said(answer) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def ask(office: Client, code: str):
    return office.post(PAGE, {"code": code})


def test_a_genuine_record_is_confirmed_with_all_that_it_shows(office: Client):
    record = MentoringRecordFactory()
    answer = ask(office, record.shown_code.lower())
    assert answer.status_code == 200
    facts = [value for group in RecordPaper(record).groups for _label, value in group["rows"]]
    assert [fact for fact in facts if " ".join(fact.split()) not in said(answer)] == []


def test_it_shows_no_more_than_the_paper(office: Client):
    record = MentoringRecordFactory()
    page = ask(office, record.code).content.decode()
    pairing = record.pairing
    private = [pairing.mentee.email, pairing.mentor.email, pairing.why_you]
    private.append(f"/pairings/{pairing.pk}")
    assert [text for text in private if text in page] == []
    listed = re.findall(r"<dd><bdi>(.*?)</bdi></dd>", page)
    assert len(listed) == 11


def test_who_looked_stands_in_the_history(office: Client, dev):
    record = MentoringRecordFactory()
    ask(office, record.code)
    told = Event.objects.about(record).get(verb="record.confirmed")
    assert (told.actor, told.particulars) == (dev, {})


@pytest.mark.parametrize("code", ["", "0000-0000-0000", "%", "x" * 41, "a\x00b"])
def test_what_is_not_known_is_said_plainly(office: Client, code: str):
    MentoringRecordFactory()
    assert ask(office, code).status_code == 422
    assert Event.objects.filter(verb="record.confirmed").count() == 0


def test_guessing_is_stopped_also_for_a_right_code(office: Client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"wrong_code_of_a_record": "3/h/user"}
    record = MentoringRecordFactory()
    answers = [ask(office, f"0000-0000-000{n}").status_code for n in range(4)]
    assert answers == [422, 422, 422, 429]
    assert ask(office, record.code).status_code == 429


def test_right_codes_are_never_too_many(office: Client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"wrong_code_of_a_record": "3/h/user"}
    record = MentoringRecordFactory()
    assert {ask(office, record.code).status_code for _ in range(5)} == {200}


def test_members_do_not_ask(client: Client):
    client.force_login(MemberFactory())
    assert ask(client, MentoringRecordFactory().code).status_code == 403


def test_an_open_page_changes_nothing(office: Client):
    record = MentoringRecordFactory()
    office.get(PAGE, {"code": record.code})
    assert Event.objects.filter(verb="record.confirmed").count() == 0


def test_a_role_is_needed(client: Client):
    holding = RoleHoldingFactory()
    holding.member.keep_office_in_step()
    client.force_login(holding.member)
    assert client.get(PAGE).status_code == 200
