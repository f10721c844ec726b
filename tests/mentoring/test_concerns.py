"""Reporting: in two presses, signed out too, with nothing but what its author attaches."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Erasure, Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.erasing import ask_to_be_erased, erase
from mentoring.models import Concern, Message, Pairing
from mentoring.models.concern import Report
from tests.conftest import RunTasks
from tests.factories import (
    BlockFactory,
    ConcernFactory,
    MemberFactory,
    MentorProfileFactory,
    SafeguardingFactory,
    active,
)
from tests.mentoring.browsing import browser, guards_its_forms, look, words

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar in the rain"
REPORT = reverse("mentoring:concern_report")


def written(pairing: Pairing, by: Member, text: str = SECRET) -> Message:
    message, _is_new = Message.objects.write(pairing, text, by=by)
    return message


def report(member: Member, name: str, pk: int, **typed: str) -> Any:
    return browser(member).post(reverse(f"mentoring:{name}", args=[pk]), typed)


# What is sent ---------------------------------------------------------------------------


def test_a_message_is_reported_without_its_words() -> None:
    pairing = active()
    message = written(pairing, pairing.mentor)
    assert report(pairing.mentee, "message_report", message.pk).status_code == 302
    concern = Concern.objects.get()
    assert (concern.topic, concern.about, concern.reporter) == (
        "message",
        pairing.mentor,
        pairing.mentee,
    )
    assert (concern.attached, concern.words, concern.reason) == ("", "", "")


def test_with_its_tick_the_message_goes_along_as_it_stands() -> None:
    pairing = active()
    message = written(pairing, pairing.mentor)
    forged = {"attach": "on", "attached": "Something else", "text": "Something else"}
    report(pairing.mentee, "message_report", message.pk, reason="harassment", **forged)
    concern = Concern.objects.get()
    assert (concern.attached, concern.reason) == (SECRET, "harassment")


def test_a_profile_goes_along_as_it_is_now() -> None:
    profile = MentorProfileFactory(story="Bold words.", help_with="Bolder ones.")
    report(MemberFactory(), "mentor_report", profile.pk, attach="on")
    profile.change(profile.member, {"story": "Mild words."}, {})
    assert Concern.objects.get().attached == "Bold words.\n\nBolder ones."


def test_nothing_of_a_pairing_goes_along() -> None:
    pairing = active()
    written(pairing, pairing.mentor)
    report(pairing.mentee, "pairing_report", pairing.pk, attach="on", words="Calls at night.")
    concern = Concern.objects.get()
    assert (concern.attached, concern.words) == ("", "Calls at night.")
    assert "pairing" not in {field.name for field in Concern._meta.get_fields()}


def test_a_second_press_sends_nothing_twice(run_tasks: RunTasks) -> None:
    pairing = active()
    for _ in range(2):
        assert report(pairing.mentee, "pairing_report", pairing.pk).status_code == 302
    report(pairing.mentee, "pairing_report", pairing.pk, words="And another thing.")
    assert Concern.objects.count() == Event.objects.filter(verb="concern.reported").count() == 2


def test_too_long_a_text_is_kept_as_typed() -> None:
    pairing = active()
    page = report(pairing.mentee, "pairing_report", pairing.pk, words="long " * 900)
    assert (page.status_code, "long long" in words(page)) == (422, True)


# Who reports what -----------------------------------------------------------------------


def test_it_takes_two_presses_from_each_page() -> None:
    pairing = active()
    message = written(pairing, pairing.mentor)
    paths = {
        "pairing_detail": ("pairing_report", pairing.pk),
        "message_list": ("message_report", message.pk),
        "mentor_detail": ("mentor_report", pairing.mentor.mentor_profile.pk),
    }
    for page, (name, key) in paths.items():
        path = reverse(f"mentoring:{name}", args=[key])
        where = key if page == "mentor_detail" else pairing.pk
        assert f'href="{path}"' in look(pairing.mentee, page, where).content.decode()
        asked = browser(pairing.mentee).get(path)
        assert guards_its_forms(asked)
        assert 'value="" id="id_reason_0" checked' in asked.content.decode()


def test_ones_own_message_is_not_reported_and_has_no_link() -> None:
    pairing = active()
    message = written(pairing, pairing.mentor)
    path = reverse("mentoring:message_report", args=[message.pk])
    assert path not in look(pairing.mentor, "pairing_detail", pairing.pk).content.decode()
    assert browser(pairing.mentor).get(path).status_code == 404


def test_nobody_reports_what_they_cannot_see() -> None:
    pairing, stranger = active(), MemberFactory()
    message = written(pairing, pairing.mentor)
    hidden = MentorProfileFactory(listed_at=None)
    apart = BlockFactory(blocker=MentorProfileFactory().member, blocked=stranger)
    for name, key in (
        ("pairing_report", pairing.pk),
        ("message_report", message.pk),
        ("mentor_report", hidden.pk),
        ("mentor_report", apart.blocker.mentor_profile.pk),
    ):
        assert report(stranger, name, key).status_code == 404
    assert Concern.objects.count() == 0


def test_a_visitor_reports_anything_in_words() -> None:
    visitor = Client(enforce_csrf_checks=False)
    assert visitor.get(REPORT).status_code == 200
    assert visitor.post(REPORT, {}).status_code == 422
    answer = visitor.post(
        REPORT, {"words": "Somebody writes to me.", "reason": "other"}, follow=True
    )
    concern = Concern.objects.get()
    assert (concern.reporter, concern.about, concern.email) == (None, None, "")
    assert "Thank you. Your report is with" in answer.content.decode()


def test_a_machine_that_fills_in_the_snare_is_thanked_and_not_kept() -> None:
    answer = Client().post(REPORT, {"words": "Buy this.", "website": "https://example.org"})
    assert (answer.status_code, Concern.objects.count()) == (302, 0)


def test_many_reports_from_one_place_are_too_many_and_nothing_typed_is_lost() -> None:
    answers = [Client().post(REPORT, {"words": f"Report {n}."}) for n in range(12)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429] * 2
    assert "Report 11." in words(answers[-1])
    assert Client().post(REPORT, {"words": "Here."}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_member_has_a_limit_of_their_own() -> None:
    member = MemberFactory()
    answers = [browser(member).post(REPORT, {"words": f"{n}"}).status_code for n in range(22)]
    assert answers == [302] * 20 + [429] * 2
    assert browser(MemberFactory()).post(REPORT, {"words": "Me too."}).status_code == 302


# Who is told ----------------------------------------------------------------------------


def told(run_tasks: RunTasks) -> list[tuple[str, str]]:
    return sorted((letter.to[0], letter.subject) for letter in run_tasks())


WAITS, RECEIVED = "A concern waits to be read", "Your report has been received"


def test_those_who_handle_concerns_and_the_reporter_are_told(run_tasks: RunTasks) -> None:
    pairing, safe = active(), SafeguardingFactory()
    MemberFactory(is_superuser=True)
    run_tasks().clear()
    report(pairing.mentee, "pairing_report", pairing.pk, words=SECRET)
    assert told(run_tasks) == sorted([(safe.email, WAITS), (pairing.mentee.email, RECEIVED)])
    assert [SECRET in letter.body for letter in run_tasks()] == [False, False]


def test_nobody_is_told_of_a_concern_about_themselves(run_tasks: RunTasks) -> None:
    safe, other = SafeguardingFactory(), SafeguardingFactory()
    Concern.objects.report(Report("profile", safe), by=None)
    assert told(run_tasks) == [(other.email, WAITS)]


def test_without_the_role_the_superusers_are_told(run_tasks: RunTasks) -> None:
    root = MemberFactory(is_superuser=True)
    Concern.objects.report(Report(words="Hello?"), by=None, email="carol@example.net")
    assert told(run_tasks) == sorted([(root.email, WAITS), ("carol@example.net", RECEIVED)])


# The verbs ------------------------------------------------------------------------------


def test_a_concern_is_taken_and_closed_by_whoever_has_it() -> None:
    concern, safe = ConcernFactory(), SafeguardingFactory()
    with pytest.raises(NotAllowed, match="Take it first"):
        concern.close(safe, "Spoken with both.")
    assert [concern.take(safe), concern.take(safe)] == [True, False]
    assert concern.close(safe, "Spoken with both.") is True
    assert concern.close(safe, "Spoken with both.") is False
    verbs = Event.objects.about(concern).values_list("verb", "actor")
    assert list(verbs) == [("concern.taken", safe.pk), ("concern.closed", safe.pk)]


def test_it_is_taken_over_only_from_whoever_one_knows_to_have_it() -> None:
    concern, first, second = ConcernFactory(), SafeguardingFactory(), SafeguardingFactory()
    concern.take(first)
    with pytest.raises(NotAllowed, match="in the meantime"):
        concern.take(second)
    assert concern.take(second, over=first.pk)
    with pytest.raises(NotAllowed, match="Take it first"):
        concern.close(first, "Mine.")


def test_nobody_handles_what_is_not_theirs_to_handle() -> None:
    safe = SafeguardingFactory()
    about = ConcernFactory(about=safe)
    with pytest.raises(NotAllowed, match="not yours"):
        about.take(safe)
    with pytest.raises(NotAllowed, match="not yours"):
        ConcernFactory().take(MemberFactory())


# A complaint about data -------------------------------------------------------------


@pytest.mark.parametrize("is_member", [True, False])
def test_a_complaint_is_in_the_register_and_acknowledged_at_once(
    is_member: bool, run_tasks: RunTasks
) -> None:
    amina, safe = MemberFactory(), SafeguardingFactory()
    client, typed = (browser(amina), {}) if is_member else (Client(), {"email": "v@example.org"})

    client.post(reverse("mentoring:complaint"), {"words": SECRET, **typed})

    concern = Concern.objects.get()
    assert (concern.topic, concern.words, concern.reason) == ("data", SECRET, "")
    post = {letter.to[0]: letter.subject for letter in run_tasks()}
    to = amina.email if is_member else "v@example.org"
    assert post[to] == "We have your complaint"
    assert safe.email in post
    assert "A complaint about how data is used" in words(browser(safe).get("/staff/concerns/"))


def test_a_complaint_needs_words_and_asks_for_no_reason() -> None:
    answer = browser(MemberFactory()).post(reverse("mentoring:complaint"), {"words": ""})

    assert answer.status_code == 422
    assert "What is it about?" not in words(answer)
    assert not Concern.objects.exists()


def answered(by: Member | None = None, **more: Any) -> Concern:
    safe = by or SafeguardingFactory()
    concern = ConcernFactory(topic="data", about=None, **more)
    concern.take(safe)
    concern.close(safe, "Looked into.", "We have put it right.")
    return concern


def test_a_member_reads_the_answer_on_their_page_and_a_letter_says_so(run_tasks: RunTasks) -> None:
    amina = MemberFactory()
    waits = ConcernFactory(topic="data", about=None, reporter=amina)
    answered(reporter=amina)
    answered(reporter=MemberFactory())

    [letter] = [letter for letter in run_tasks() if letter.to == [amina.email]]
    assert letter.subject == "Your complaint has been answered"
    assert "We have put it right." not in letter.body
    page = words(look(amina, "my_data"))
    assert page.count("We have put it right.") == 1
    assert f"answer by {waits.answer_by:%-d %B %Y}" in page
    assert "Looked into." not in page


def test_a_late_answer_is_not_promised_any_more() -> None:
    amina, long_ago = MemberFactory(), timezone.now() - timedelta(days=40)
    ConcernFactory(topic="data", about=None, reporter=amina, reported_at=long_ago)

    page = words(look(amina, "my_data"))
    assert "and we are late" in page
    assert "We have it, and answer by" not in page


def test_a_visitor_is_told_and_whoever_reported_something_else_is_not(run_tasks: RunTasks) -> None:
    answered(reporter=None, email="v@example.org")
    safe, concern = SafeguardingFactory(), ConcernFactory()
    concern.take(safe)
    concern.close(safe, "Spoken with both.")

    assert [(each.to, each.subject) for each in run_tasks()] == [
        (["v@example.org"], "Your complaint has been answered")
    ]


def test_who_handles_concerns_is_told_once_before_the_days_run_out(run_tasks: RunTasks) -> None:
    safe, on_call = SafeguardingFactory(), SafeguardingFactory()
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    facts = {"topic": "data", "reporter": None, "reported_at": noon}
    late, taken = ConcernFactory(about=None, **facts), ConcernFactory(about=on_call, **facts)
    taken.take(safe)
    answered(reporter=None, reported_at=noon, by=safe)
    ConcernFactory(reported_at=noon)

    due = noon + timedelta(days=23)
    for at, letters in ((due - timedelta(minutes=1), 0), (due, 3), (due, 3)):
        with time_machine.travel(at, tick=False):
            call_command("watch_complaints", stdout=StringIO())
            assert len(run_tasks()) == letters

    assert {each.subject for each in mail.outbox} == {
        "A complaint about data is to be answered soon"
    }
    told = {(each.to[0], "Nobody has taken it yet" in each.body) for each in mail.outbox}
    assert told == {(safe.email, True), (on_call.email, True), (safe.email, False)}
    assert all("1 April 2026" in each.body for each in mail.outbox)
    late.refresh_from_db()
    assert late.told_at == due


def test_nobody_is_reminded_of_what_was_answered_before_the_letter_went(
    run_tasks: RunTasks,
) -> None:
    safe, long_ago = SafeguardingFactory(), timezone.now() - timedelta(days=25)
    concern = ConcernFactory(topic="data", about=None, reporter=None, reported_at=long_ago)
    assert concern.tell_of_the_day(timezone.now())
    concern.refresh_from_db()
    concern.take(safe)
    concern.close(safe, "Looked into.", "We have put it right.")
    assert run_tasks() == []


def test_an_answer_goes_with_whoever_complained(settings: Any, tmp_path: Path) -> None:
    settings.ERASURE_LEDGER = tmp_path / "erasures.txt"
    concern = answered(reporter=MemberFactory())
    ask_to_be_erased(concern.reporter, timezone.now() - timedelta(days=7))

    assert erase(Erasure.objects.get())

    concern.refresh_from_db()
    assert (concern.answer, concern.reporter) == ("", None)
