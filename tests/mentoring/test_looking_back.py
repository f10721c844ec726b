"""Looking back: one's own until it is shared, thanks once, and nothing to anybody else."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import Block, Pairing, Reflection, Thanks
from mentoring.notices import deliver
from tests.factories import AdministratorFactory, MemberFactory, active, closed, proposed
from tests.mentoring.browsing import act, browser, guards_its_forms, look, words

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar in the rain"
LEARNED = {"went_well": "", "learned": SECRET, "differently": ""}


def write(pairing: Pairing, by: Member, **texts: str) -> Reflection:
    reflection, _is_new = Reflection.objects.write(pairing, {**LEARNED, **texts}, by=by)
    return reflection


def page(member: Member, pairing: Pairing) -> str:
    return words(look(member, "reflection_edit", pairing.pk))


# For oneself -------------------------------------------------------------


@pytest.mark.parametrize("status", ["completed", "ended"])
def test_one_writes_for_oneself_and_the_other_sees_nothing(status: str) -> None:
    pairing = closed(status)
    act(pairing.mentee, "reflection_edit", pairing, learned=SECRET)
    assert SECRET in page(pairing.mentee, pairing)
    assert SECRET not in page(pairing.mentor, pairing)
    assert SECRET not in words(look(pairing.mentor, "pairing_detail", pairing.pk))
    assert mail.outbox == []


def test_it_is_changed_until_it_is_shared_and_may_be_emptied() -> None:
    pairing = closed("completed")
    for text in (SECRET, "Other words", ""):
        assert act(pairing.mentee, "reflection_edit", pairing, learned=text).status_code == 302
    assert Reflection.objects.get().texts == dict.fromkeys(Reflection.TEXTS, "")


def test_the_same_again_is_no_act() -> None:
    pairing = closed("completed")
    for _ in range(2):
        write(pairing, pairing.mentee)
    assert Event.objects.filter(verb="reflection.written").count() == 1


def test_nothing_at_all_is_asked_for_again() -> None:
    pairing = closed("completed")
    answer = act(pairing.mentee, "reflection_edit", pairing, went_well=" ")
    assert answer.status_code == 422
    assert "Write something under one of the three" in words(answer)
    assert Reflection.objects.count() == 0


def test_both_have_one_of_their_own() -> None:
    pairing = closed("completed")
    write(pairing, pairing.mentee)
    write(pairing, pairing.mentor, learned="The other side")
    assert Reflection.objects.count() == 2
    assert SECRET not in page(pairing.mentor, pairing)


# Shared ------------------------------------------------------------------


def test_shared_the_other_reads_it_and_it_stays_as_it_is() -> None:
    pairing = closed("completed")
    act(pairing.mentee, "reflection_edit", pairing, learned=SECRET, share="1")
    assert SECRET in page(pairing.mentor, pairing)
    assert "shared a reflection" in words(look(pairing.mentor, "pairing_detail", pairing.pk))
    again = act(pairing.mentee, "reflection_edit", pairing, learned="Other words")
    assert again.status_code == 409
    assert Reflection.objects.get().learned == SECRET


def test_it_is_shared_once_by_its_author() -> None:
    pairing = closed("completed")
    reflection = write(pairing, pairing.mentee)
    for stranger in (pairing.mentor, MemberFactory(), AdministratorFactory()):
        with pytest.raises(NotAllowed, match="Only its author"):
            reflection.share(stranger)
    assert [reflection.share(pairing.mentee) for _ in range(2)] == [True, False]


def test_what_says_nothing_is_not_shared() -> None:
    pairing = closed("completed")
    reflection = write(pairing, pairing.mentee, learned="")
    write(pairing, pairing.mentee)
    write(pairing, pairing.mentee, learned="")
    with pytest.raises(NotAllowed, match="Write something"):
        (reflection if reflection.pk else Reflection.objects.get()).share(pairing.mentee)


# Thanks ------------------------------------------------------------------


def test_thanks_are_sent_once() -> None:
    pairing = closed("completed")
    assert act(pairing.mentor, "thanks_send", pairing, text=SECRET).status_code == 302
    assert act(pairing.mentor, "thanks_send", pairing, text=SECRET).status_code == 302
    assert act(pairing.mentor, "thanks_send", pairing, text="More").status_code == 409
    assert list(Thanks.objects.values_list("side", "text")) == [("mentor", SECRET)]
    assert SECRET in words(look(pairing.mentee, "pairing_detail", pairing.pk))


def test_thanks_need_words() -> None:
    pairing = closed("completed")
    answer = act(pairing.mentor, "thanks_send", pairing, text=" ")
    assert answer.status_code == 422
    assert "Write a few words first." in words(answer)


def test_nothing_is_sent_to_a_closed_account() -> None:
    pairing = closed("completed")
    reflection = write(pairing, pairing.mentee)
    pairing.mentor.close(by=AdministratorFactory())
    pairing = Pairing.objects.get()
    with pytest.raises(NotAllowed, match="Nothing can be sent"):
        Thanks.objects.send(pairing, SECRET, by=pairing.mentee)
    with pytest.raises(NotAllowed, match="Nothing can be sent"):
        Reflection.objects.get(pk=reflection.pk).share(pairing.mentee)
    assert "Send your thanks" not in page(pairing.mentee, pairing)


@pytest.mark.parametrize("blocker", ["mentor", "mentee"])
def test_after_a_block_nothing_is_sent_and_it_is_not_told(blocker: str) -> None:
    pairing = closed("completed")
    reflection = write(pairing, pairing.mentee)
    by = getattr(pairing, blocker)
    Block.objects.make(pairing.other(by), by=by)
    mail.outbox.clear()
    for send in (
        lambda: Thanks.objects.send(pairing, SECRET, by=pairing.mentee),
        lambda: reflection.share(pairing.mentee),
    ):
        with pytest.raises(NotAllowed, match="Nothing can be sent here now"):
            send()
    assert "Send your thanks" not in page(pairing.mentee, pairing)
    assert mail.outbox == []


def test_a_block_that_comes_before_the_letter_keeps_it_back() -> None:
    pairing = closed("completed")
    Thanks.objects.send(pairing, SECRET, by=pairing.mentee)
    Block.objects.make(pairing.mentee, by=pairing.mentor)
    mail.outbox.clear()
    deliver(Event.objects.get(verb="thanks.sent").pk)
    assert mail.outbox == []


# When, and for whom ------------------------------------------------------


@pytest.mark.parametrize("born", [proposed, active])
def test_before_the_end_nobody_looks_back(born) -> None:
    pairing = born()
    with pytest.raises(NotAllowed):
        write(pairing, pairing.mentee)
    with pytest.raises(NotAllowed):
        Thanks.objects.send(pairing, SECRET, by=pairing.mentee)
    assert look(pairing.mentee, "reflection_edit", pairing.pk).status_code == 302
    assert act(pairing.mentee, "reflection_edit", pairing, learned=SECRET).status_code == 409


@pytest.mark.parametrize("status", ["declined", "withdrawn", "expired"])
def test_nor_on_what_never_started(status: str) -> None:
    pairing = closed(status)
    with pytest.raises(NotAllowed):
        write(pairing, pairing.mentee)
    assert "Looking back" not in words(look(pairing.mentee, "pairing_detail", pairing.pk))


@pytest.mark.parametrize("who", [MemberFactory, AdministratorFactory])
def test_no_third_person_reads_or_writes(who: type[MemberFactory]) -> None:
    pairing = closed("completed")
    write(pairing, pairing.mentee).share(pairing.mentee)
    Thanks.objects.send(pairing, SECRET, by=pairing.mentor)
    client = browser(who(is_superuser=True))
    paths = [f"/pairings/{pairing.pk}/{end}" for end in ("", "reflection/", "record/")]
    for path in [*paths, f"/staff/members/{pairing.mentee.pk}/", "/mentoring/", "/admin/"]:
        assert SECRET not in client.get(path, follow=True).content.decode()
    assert client.post(paths[1], {"learned": "Mine"}).status_code == 404
    assert not Event.objects.filter(particulars__icontains="Zanzibar").exists()


def test_letters_say_that_something_waits_and_never_what() -> None:
    pairing = closed("completed")
    mail.outbox.clear()
    write(pairing, pairing.mentee).share(pairing.mentee)
    Thanks.objects.send(pairing, SECRET, by=pairing.mentee)
    for verb in ("reflection.shared", "thanks.sent"):
        deliver(Event.objects.get(verb=verb).pk)
    assert [letter.to for letter in mail.outbox] == [[pairing.mentor.email]] * 2
    assert not any(SECRET in letter.message().as_string() for letter in mail.outbox)


def test_the_forms_are_guarded_and_the_page_of_the_end_costs_two_more() -> None:
    pairing = closed("completed")
    assert guards_its_forms(look(pairing.mentee, "reflection_edit", pairing.pk))
    client = browser(pairing.mentee)
    with CaptureQueriesContext(connection) as seen:
        client.get(pairing.get_absolute_url())
    assert len([one for one in seen if "reflection" in one["sql"] or "thanks" in one["sql"]]) == 2
