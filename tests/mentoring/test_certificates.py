"""Certificates: a member's own, for each training that stands; and what the office is told."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from history.models import Event
from mentoring.models import TrainingCompletion
from mentoring.models.training import TrainingFacts
from tests.factories import AdministratorFactory, MemberFactory, TrainingCompletionFactory
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
CONFIRM = "/staff/records/"


@pytest.fixture
def done(client: Client) -> TrainingCompletion:
    """A training on record; its member is signed in."""
    member = MemberFactory(name="Ben #Okafor", membership_number="M104233")
    completion: TrainingCompletion = TrainingCompletionFactory(
        member=member, provider="Ceri Walsh", note="Kept in the office"
    )
    client.force_login(member)
    return completion


def page(client: Client, completion: TrainingCompletion, kind: str = "detail"):
    return client.get(reverse(f"mentoring:certificate_{kind}", args=[completion.pk]))


def ask(code: str):
    office = Client()
    office.force_login(AdministratorFactory())
    return office.post(CONFIRM, {"code": code})


def test_page_and_paper_say_what_is_on_record(client: Client, done: TrainingCompletion) -> None:
    facts = ["Ben #Okafor", "M104233", "3\u00a0September\u00a02025", "In person", "Ceri Walsh"]
    shown = page(client, done)
    paper = page(client, done, "pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert f"mentor-training-{done.shown_code}.pdf" in paper["Content-Disposition"]
    told = PdfReader(BytesIO(paper.content)).pages[0].extract_text()
    for text in (words(shown), " ".join(told.split())):
        assert [f for f in [*facts, done.shown_code] if " ".join(f.split()) not in text] == []
        assert "Kept in the office" not in text


def test_a_refresher_is_called_one(client: Client, done: TrainingCompletion) -> None:
    TrainingCompletion.objects.filter(pk=done.pk).update(kind="refresher")
    assert "Certificate of a refresher for mentors" in words(page(client, done))


def test_the_profile_leads_to_each_that_stands(client: Client, done: TrainingCompletion) -> None:
    dev = AdministratorFactory()
    newer = done.correct(TrainingFacts(date(2025, 9, 4)), by=dev)
    profile = client.get("/mentor-profile/").content.decode()
    found = re.findall(r"/certificates/(\d+)/", profile)
    assert found == [str(newer.pk)]


def test_somebody_elses_is_not_there(client: Client, done: TrainingCompletion) -> None:
    other = TrainingCompletionFactory()
    assert [page(client, other, kind).status_code for kind in ("detail", "pdf")] == [404, 404]


def test_what_stands_no_longer_has_none(client: Client, done: TrainingCompletion) -> None:
    done.withdraw(AdministratorFactory(), "The reason")
    for kind in ("detail", "pdf"):
        answer = client.get(reverse(f"mentoring:certificate_{kind}", args=[done.pk]), follow=True)
        assert answer.redirect_chain == [("/mentor-profile/", 302)]
        assert "was withdrawn on" in words(answer)


def test_one_box_confirms_it(done: TrainingCompletion) -> None:
    answer = ask(done.shown_code.lower())
    assert f"Genuine: the paper {done.shown_code} says exactly this." in words(answer)
    for fact in ("Ben #Okafor", "M104233", "Ceri Walsh"):
        assert fact in words(answer)
    assert done.member.email not in answer.content.decode()
    told = Event.objects.about(done).get()
    assert (told.verb, told.particulars) == ("certificate.confirmed", {})


def test_a_withdrawn_one_is_said_to_count_no_longer(done: TrainingCompletion) -> None:
    done.withdraw(AdministratorFactory(), "The reason")
    answer = ask(done.code)
    assert answer.status_code == 200
    assert "Not confirmed" in words(answer)
    assert "counts no longer" in words(answer)
    assert [w for w in ("Genuine", "Ben #Okafor", "The reason") if w in words(answer)] == []


def test_of_a_corrected_one_the_newer_is_confirmed(done: TrainingCompletion) -> None:
    newer = done.correct(TrainingFacts(date(2025, 9, 4)), by=AdministratorFactory())
    assert "was corrected on" in words(ask(done.code))
    assert "Genuine" in words(ask(newer.code))
    assert newer.code != done.code


def test_every_completion_of_a_roll_has_a_code_of_its_own() -> None:
    members = MemberFactory.create_batch(20)
    TrainingCompletion.objects.record(
        members, TrainingFacts(date(2025, 9, 3)), by=AdministratorFactory()
    )
    assert len(set(TrainingCompletion.objects.values_list("code", flat=True))) == 20
