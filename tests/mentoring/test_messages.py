"""What the two write to each other: who can, what it does to the clock, and who reads it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import Message, MessageDraft, Pairing
from mentoring.notices import deliver, letters_for
from tests.factories import (
    AdministratorFactory,
    MemberFactory,
    MessageFactory,
    accepted_by_mentor,
    active,
    closed,
    proposed,
)
from tests.mentoring.browsing import act, browser, guards_its_forms, look, verbs_of, words

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SECRET = "Zanzibar in the rain"


def write(pairing: Pairing, by: Member, text: str = "Good morning.", **more: object) -> Message:
    message, _is_new = Message.objects.write(pairing, text, by=by, **more)
    return message


def letters_of(message: Message) -> list[str]:
    event = Event.objects.about(message).filter(verb="message.sent").get()
    return [letter.to.email for letter in letters_for(event)]


# Writing ----------------------------------------------------------------


def test_both_write_from_the_proposal_on_and_each_reads_the_other() -> None:
    pairing = proposed()
    act(pairing.mentee, "message_write", pairing, text="May I ask you something?")
    act(pairing.mentor, "message_write", pairing, text="Of course.")
    for member in (pairing.mentee, pairing.mentor):
        page = words(look(member, "pairing_detail", pairing.pk))
        assert page.index("May I ask you something?") < page.index("Of course.")


def test_a_second_press_sends_nothing_twice() -> None:
    pairing = active()
    for _ in range(2):
        assert act(pairing.mentee, "message_write", pairing, text="Thanks.").status_code == 302
    assert Message.objects.count() == 1


def test_the_same_words_count_again_later() -> None:
    pairing, now = active(), timezone.now()
    write(pairing, pairing.mentee, "Thanks.", now=now)
    write(pairing, pairing.mentee, "Thanks.", now=now + DAY)
    assert Message.objects.count() == 2


def test_nothing_is_written_after_the_end_and_what_was_typed_is_kept() -> None:
    pairing = closed("ended")
    page = act(pairing.mentee, "message_write", pairing, text="One last word")
    assert page.status_code == 409
    assert "You had written, and not sent: One last word" in words(page)
    assert Message.objects.count() == 0


def test_nobody_writes_to_a_closed_account() -> None:
    pairing = active()
    pairing.mentor.close(by=AdministratorFactory())
    with pytest.raises(NotAllowed, match="account is closed"):
        write(Pairing.objects.get(), pairing.mentee)


def test_an_empty_message_is_asked_for_again() -> None:
    pairing = active()
    page = act(pairing.mentee, "message_write", pairing, text="  ")
    assert page.status_code == 422
    assert "Write something first." in words(page)


def test_a_long_message_is_kept_as_typed() -> None:
    pairing = active()
    page = act(pairing.mentee, "message_write", pairing, text="long " * 900)
    assert page.status_code == 422
    assert "long long long" in page.content.decode()


def test_whoever_is_still_to_say_yes_can_send_an_empty_message_in_vain() -> None:
    pairing = proposed()
    page = act(pairing.mentor, "message_write", pairing, text="")
    assert page.status_code == 422
    assert "Accept: then it waits" in words(page)
    assert "<title>Error:" in page.content.decode()


def test_links_are_links_and_nothing_else_is() -> None:
    pairing = active()
    write(pairing, pairing.mentor, "See https://www.example.org/a and <script>alert(1)</script>")
    page = look(pairing.mentee, "pairing_detail", pairing.pk).content.decode()
    assert '<a href="https://www.example.org/a" rel="nofollow">' in page
    assert "&lt;script&gt;alert(1)" in page


def test_every_form_of_the_page_is_guarded() -> None:
    pairing = proposed()
    assert guards_its_forms(look(pairing.mentor, "pairing_detail", pairing.pk))


# Reading ----------------------------------------------------------------


def test_what_is_new_is_marked_once_and_counted_until_it_is_seen() -> None:
    pairing = active()
    write(pairing, pairing.mentor, "Good morning.")
    write(pairing, pairing.mentor, "And good evening.")
    name = pairing.mentor.short_name
    assert f"2 new messages from {name}" in words(look(pairing.mentee, "overview"))
    assert words(look(pairing.mentee, "pairing_detail", pairing.pk)).count("New ") == 2
    assert "New " not in words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "new message" not in words(look(pairing.mentee, "overview"))


def test_ones_own_are_never_new() -> None:
    pairing = active()
    write(pairing, pairing.mentor)
    look(pairing.mentor, "pairing_detail", pairing.pk)
    assert Message.objects.get().seen_at is None


def test_a_page_holds_fifty_and_leads_to_the_earlier_ones() -> None:
    pairing = active()
    said = [MessageFactory(pairing=pairing, text=f"Line {n}.") for n in range(51)]
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert ("Line 0." in page, "Line 1." in page, "Line 50." in page) == (False, True, True)
    earlier = f"/pairings/{pairing.pk}/messages/?before={said[1].pk}"
    assert "Line 0." in words(browser(pairing.mentee).get(earlier))


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40])
def test_an_odd_place_to_begin_is_no_error(before: str) -> None:
    pairing = active()
    path = f"/pairings/{pairing.pk}/messages/?before={before}"
    assert browser(pairing.mentee).get(path).status_code == 200


def test_a_page_costs_the_same_with_one_message_and_with_many() -> None:
    pairing = active()
    client = browser(pairing.mentee)
    MessageFactory(pairing=pairing)
    one = queries_of(client, pairing)
    for _ in range(30):
        MessageFactory(pairing=pairing)
    assert queries_of(client, pairing) == one <= 12


def queries_of(client: Client, pairing: Pairing) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(pairing.get_absolute_url())
    return len(seen)


# Drafts -----------------------------------------------------------------


def test_a_draft_is_kept_until_it_is_sent_and_only_its_writer_sees_it() -> None:
    pairing = active()
    act(pairing.mentee, "message_write", pairing, text=SECRET, keep="1")
    assert SECRET in words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert SECRET not in look(pairing.mentor, "pairing_detail", pairing.pk).content.decode()
    act(pairing.mentee, "message_write", pairing, text="Something else")
    assert MessageDraft.objects.count() == 0


def test_an_empty_draft_is_gone() -> None:
    pairing = active()
    for text in (SECRET, ""):
        act(pairing.mentee, "message_write", pairing, text=text, keep="1")
    assert MessageDraft.objects.count() == 0


# Changing ---------------------------------------------------------------


def test_a_message_is_changed_within_ten_minutes_and_says_so() -> None:
    pairing = active()
    message = write(pairing, pairing.mentee)
    assert act(pairing.mentee, "message_edit", message, text="Good evening.").status_code == 302
    page = words(look(pairing.mentor, "pairing_detail", pairing.pk))
    assert [text in page for text in ("changed", "Good evening.", "Good morning.")] == [
        True,
        True,
        False,
    ]


def test_later_it_stays_and_what_was_typed_is_kept() -> None:
    pairing = active()
    message = write(pairing, pairing.mentee)
    Message.objects.update(sent_at=timezone.now() - 10 * MINUTE)
    page = act(pairing.mentee, "message_edit", message, text="Other words")
    assert (page.status_code, Message.objects.get().text) == (409, "Good morning.")
    assert "Other words" in words(page)


def test_a_late_change_is_shown_beside_the_draft_that_stands() -> None:
    pairing = active()
    message = write(pairing, pairing.mentee)
    act(pairing.mentee, "message_write", pairing, text=SECRET, keep="1")
    Message.objects.update(sent_at=timezone.now() - 10 * MINUTE)
    page = act(pairing.mentee, "message_edit", message, text="Other words")
    assert (page.status_code, MessageDraft.objects.get().text) == (409, SECRET)
    assert "You had written, and it is not kept: Other words" in words(page)
    assert SECRET in words(page)


def test_a_late_change_is_shown_beside_the_draft_where_nobody_writes_any_more() -> None:
    pairing = active()
    message = write(pairing, pairing.mentee)
    act(pairing.mentee, "message_write", pairing, text=SECRET, keep="1")
    pairing.end(pairing.mentor)
    page = act(pairing.mentee, "message_edit", message, text="Other words")
    assert "You had written, and it is not kept: Other words" in words(page)
    assert f"You had written, and not sent: {SECRET}" in words(page)


def test_what_can_no_longer_be_changed_offers_no_form() -> None:
    pairing = active()
    message = write(pairing, pairing.mentee)
    page = look(pairing.mentee, "message_edit", message.pk).content.decode()
    assert re.search(r'<a[^>]* href="/mentoring/"[^>]*aria-current', page)
    Message.objects.update(sent_at=timezone.now() - 10 * MINUTE)
    answer = look(pairing.mentee, "message_edit", message.pk)
    assert answer["Location"] == f"/pairings/{pairing.pk}/#message-{message.pk}"


def test_nobody_changes_what_another_wrote() -> None:
    pairing = active()
    message = write(pairing, pairing.mentee)
    for member in (pairing.mentor, MemberFactory(), AdministratorFactory()):
        assert act(member, "message_edit", message, text="Mine").status_code == 404
    with pytest.raises(NotAllowed):
        message.edit("Mine", by=pairing.mentor)


# The clock of silence ---------------------------------------------------


def test_a_reply_of_the_awaited_side_restarts_the_clock_and_no_other_does() -> None:
    pairing, start = proposed(proposed_at=timezone.now() - 13 * DAY), timezone.now()
    write(pairing, pairing.mentee, now=start)
    assert Pairing.objects.overdue(start + DAY).count() == 1
    write(pairing, pairing.mentor, now=start)
    assert Pairing.objects.overdue(start + 13 * DAY).count() == 0
    assert Pairing.objects.overdue(start + 14 * DAY).count() == 1


def test_talking_first_stops_the_clock_until_the_mentor_accepts() -> None:
    pairing, start = proposed(), timezone.now()
    pairing.talk_first(pairing.mentor)
    assert Pairing.objects.due_a_reminder(start + 90 * DAY).count() == 0
    assert Pairing.objects.overdue(start + 90 * DAY).count() == 0
    pairing.accept(pairing.mentor)
    assert Pairing.objects.overdue(start + 90 * DAY).count() == 1


def test_both_are_told_that_they_talk_first() -> None:
    pairing = proposed()
    assert "Let us talk first" in words(look(pairing.mentor, "pairing_detail", pairing.pk))
    act(pairing.mentor, "pairing_talk_first", pairing)
    for member in (pairing.mentor, pairing.mentee):
        page = words(look(member, "pairing_detail", pairing.pk))
        assert "While you talk it does not close by itself." in page
    assert "Let us talk first" not in words(look(pairing.mentor, "pairing_detail", pairing.pk))
    assert verbs_of(pairing) == ["pairing.talked_over"]


def test_it_is_said_once() -> None:
    pairing = proposed()
    assert [pairing.talk_first(pairing.mentor) for _ in range(2)] == [True, False]


# Letters and strangers ---------------------------------------------------


def test_a_letter_is_sent_once_until_it_is_read_and_holds_no_words() -> None:
    pairing = active()
    first = write(pairing, pairing.mentor, SECRET)
    second = write(pairing, pairing.mentor, "And more")
    assert (letters_of(first), letters_of(second)) == ([pairing.mentee.email], [])
    look(pairing.mentee, "pairing_detail", pairing.pk)
    third = write(pairing, pairing.mentor, "Later")
    assert letters_of(third) == [pairing.mentee.email]


def test_a_letter_says_that_a_message_waits_and_never_what_it_says() -> None:
    pairing = active()
    message = write(pairing, pairing.mentor, SECRET)
    mail.outbox.clear()
    deliver(Event.objects.about(message).get(verb="message.sent").pk)
    [letter] = mail.outbox
    assert letter.to == [pairing.mentee.email]
    assert SECRET not in letter.message().as_string()
    assert pairing.mentor.name not in letter.message().as_string()


@pytest.mark.parametrize("who", [MemberFactory, AdministratorFactory])
def test_no_third_person_reads_what_was_written(who: type[MemberFactory]) -> None:
    pairing = accepted_by_mentor()
    write(pairing, pairing.mentee, SECRET)
    client = browser(who(is_superuser=True))
    for path in (
        f"/pairings/{pairing.pk}/",
        f"/pairings/{pairing.pk}/messages/",
        f"/staff/members/{pairing.mentee.pk}/",
        "/mentoring/",
        "/admin/",
    ):
        assert SECRET not in client.get(path, follow=True).content.decode()
    assert not Event.objects.filter(particulars__icontains="Zanzibar").exists()
