"""What is kept no longer than needed: a second before it is there, a second after it is gone."""

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Erasure, Member
from history.models import Event
from mentoring import retention
from mentoring.erasing import erase
from mentoring.invariants import check_invariants
from mentoring.models import KeptTexts, Message, Pairing
from mentoring.retention import RULES
from tests.canaries.world import World, build, canaries_in
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    ConcernFactory,
    LookFactory,
    MemberFactory,
    MessageFactory,
    SafeguardingFactory,
    active,
    closed,
    proposed,
)

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
GONE = "Removed, as the time for which it is kept is over."


@pytest.fixture(autouse=True)
def _ledger(settings: Any, tmp_path: Path) -> None:
    settings.ERASURE_LEDGER = tmp_path / "erasures.txt"


def run(now: datetime) -> list[int]:
    """Every rule once, at a moment; how much each did."""
    return [sum(rule.act(row, now) for row in list(rule.due(now))) for rule in RULES]


def due(now: datetime) -> list[int]:
    return [rule.due(now).count() for rule in RULES]


NOTHING = [0] * len(RULES)
# A sign-up that was never proved, and an account that nobody uses.
DUE = [1, 0, 0, 0, 0, 0, 1, *NOTHING[7:]]


# Sign-ups ---------------------------------------------------------------------------


def signed_up(at: datetime, **more: Any) -> Member:
    member = MemberFactory(joined_at=at, verified=False, **more)
    EmailAddress.objects.create(user=member, email=member.email)
    return member


def test_a_sign_up_that_was_never_proved_goes_after_7_days() -> None:
    at = timezone.now()
    member = signed_up(at)

    assert run(at + 7 * DAY - SECOND) == NOTHING
    assert run(at + 7 * DAY + SECOND)[0] == 1
    assert not Member.objects.filter(pk=member.pk).exists()


def test_who_proved_it_or_was_entered_from_a_list_stays() -> None:
    at = timezone.now()
    proved, entered = MemberFactory(joined_at=at), signed_up(at)
    entered.set_unusable_password()
    entered.save()

    assert run(at + 8 * DAY) == NOTHING
    assert Member.objects.filter(pk__in=[proved.pk, entered.pk]).count() == 2


def test_of_a_sign_up_that_somebody_looked_at_the_key_stays() -> None:
    at = timezone.now()
    member = signed_up(at, name="Zanzibar")
    LookFactory(whose=member)

    assert run(at + 8 * DAY)[0] == 1
    member.refresh_from_db()
    assert (member.name, member.is_active) == ("A former member", False)
    assert run(at + 9 * DAY) == NOTHING


# Texts -------------------------------------------------------------------------------


def test_texts_of_a_proposal_go_after_half_a_year() -> None:
    pairing = proposed()
    pairing.decline(pairing.mentor, note="Sorry.")
    MessageFactory(pairing=pairing, text="Before.")
    pairing.refresh_from_db()
    end = pairing.closed_at + 183 * DAY

    assert run(end - SECOND) == NOTHING
    assert run(end + SECOND)[1] == 1
    pairing.refresh_from_db()
    assert (pairing.why_you, pairing.decline_note, pairing.status) == (GONE, "", "declined")
    assert Message.objects.get().text == GONE
    assert run(end + DAY) == NOTHING


def test_texts_of_a_pairing_go_30_days_after_the_two_were_told(run_tasks: RunTasks) -> None:
    pairing = closed("completed")
    Message.objects.create(pairing=pairing, side="mentee", text="Hello.", sent_at=timezone.now())
    told = pairing.closed_at + 153 * DAY
    run_tasks().clear()

    assert run(told - SECOND) == NOTHING
    assert run(told + SECOND)[2] == 1
    post = run_tasks()
    assert sorted(letter.to[0] for letter in post) == sorted(
        [pairing.mentor.email, pairing.mentee.email]
    )
    assert {letter.subject for letter in post} == {"What you two wrote is removed soon"}
    assert run(told + 30 * DAY) == NOTHING
    assert run(told + 30 * DAY + 2 * SECOND)[3] == 1
    assert Message.objects.get().text == GONE
    assert run(told + 31 * DAY) == NOTHING


def test_who_is_told_late_has_the_30_days_nevertheless() -> None:
    """The clock stood still for a year, or the office has chosen fewer days."""
    pairing = closed("ended")
    late = pairing.closed_at + 400 * DAY

    assert run(late)[2:4] == [1, 0]
    assert run(late + 29 * DAY) == NOTHING
    assert run(late + 30 * DAY)[3] == 1


def test_what_is_open_is_never_touched() -> None:
    active()
    proposed()

    assert due(timezone.now() + 3000 * DAY)[1:4] == [0, 0, 0]


@pytest.fixture
def world() -> World:
    return build()


def test_all_that_two_wrote_is_gone_and_the_record_stays(world: World) -> None:
    """Told by the canaries: every field of a pairing that has one of each."""
    over = Pairing.objects.get(pk=world.keys["pairing"][0])
    tables = [table for table in retention.registered() if table.model in retention.TEXTS]

    def planted() -> set[str]:
        return {
            canary
            for table in tables
            for row in table.of._base_manager.filter(**{retention.TEXTS[table.model]: over.pk})
            for field in row._meta.concrete_fields
            for canary in canaries_in(str(getattr(row, field.name)))
        }

    before = planted()
    texts = KeptTexts.objects.create(pairing=over)
    retention.remove_texts(texts, timezone.now())

    assert len(before) > 20
    assert planted() == set()
    assert canaries_in("".join(str(vars(row)) for row in over.records.all()))


def test_after_the_texts_are_gone_all_holds() -> None:
    pairing = proposed()
    pairing.decline(pairing.mentor)
    was = {broken.name for broken in check_invariants()}
    texts = KeptTexts.objects.create(pairing=pairing)
    retention.remove_texts(texts, timezone.now())

    assert {broken.name for broken in check_invariants()} == was


# What was reported -----------------------------------------------------------------------


def test_what_a_closed_concern_says_goes_after_three_years() -> None:
    safe = SafeguardingFactory()
    concern = ConcernFactory(words="Zanzibar", about=MemberFactory(), reporter=MemberFactory())
    still_open = ConcernFactory(words="Open")
    concern.take(safe)
    concern.close(safe, "Zanzibar as well")
    end = concern.closed_at + 1096 * DAY

    assert due(end - SECOND)[4] == 0
    assert run(end + SECOND)[4] == 1
    assert run(end + DAY)[4] == 0
    concern.refresh_from_db()
    assert (concern.words, concern.outcome, concern.about, concern.reporter) == (
        "",
        GONE,
        None,
        None,
    )
    assert concern.closed_by == safe
    still_open.refresh_from_db()
    assert still_open.words == "Open"


# Accounts that nobody uses -------------------------------------------------------------


def asleep_since(at: datetime, **more: Any) -> Member:
    return MemberFactory(joined_at=at, last_login=at, **more)


def test_an_account_that_nobody_uses_is_erased_after_two_letters(run_tasks: RunTasks) -> None:
    now = timezone.now()
    first = now - 10 * DAY
    member = asleep_since(first - 670 * DAY)

    assert due(first - SECOND)[6] == 0
    assert run(first + SECOND)[6] == 1
    erasure = Erasure.objects.get()
    assert run(first + 30 * DAY)[7] == 0
    assert run(first + 30 * DAY + 2 * SECOND)[7] == 1
    assert run(first + 31 * DAY) == NOTHING
    assert [letter.subject for letter in run_tasks()] == ["Your account will be erased"] * 2
    assert not erase(erasure, erasure.due_at - SECOND)
    assert erase(erasure, erasure.due_at)
    member.refresh_from_db()
    assert member.name == "A former member"


def test_who_signs_in_stays() -> None:
    now = timezone.now()
    member = asleep_since(now - 700 * DAY)
    assert run(now)[6] == 1
    erasure = Erasure.objects.get()
    Member.objects.filter(pk=member.pk).update(last_login=now + DAY)

    assert not erase(erasure, erasure.due_at)
    assert run(now + 2 * DAY)[5] == 1
    assert not Erasure.objects.exists()


def test_nobody_of_the_office_and_nobody_with_something_open_is_asleep() -> None:
    long_ago = timezone.now() - 1000 * DAY
    pairing = active()
    people = [pairing.mentor.pk, pairing.mentee.pk, AdministratorFactory().pk]
    Member.objects.filter(pk__in=people).update(last_login=long_ago, joined_at=long_ago)

    assert not retention.asleep(timezone.now()).exists()


# The command --------------------------------------------------------------------------


def test_a_dry_run_counts_and_changes_nothing() -> None:
    signed_up(timezone.now() - 8 * DAY)
    asleep_since(timezone.now() - 700 * DAY)
    events = Event.objects.count()

    call_command("watch_retention", dry_run=True, stdout=(said := StringIO()))

    lines = said.getvalue().splitlines()
    assert [int(line.split()[0]) for line in lines[:-1]] == DUE
    assert lines[-1] == "Nothing was changed."
    assert (Member.objects.count(), Event.objects.count()) == (2, events)


def test_the_command_does_what_the_dry_run_counts_and_once() -> None:
    signed_up(timezone.now() - 8 * DAY)
    asleep_since(timezone.now() - 700 * DAY)
    for counts in (DUE, NOTHING):
        call_command("watch_retention", stdout=(said := StringIO()))
        lines = said.getvalue().splitlines()
        assert [int(line.split()[0]) for line in lines[:-1]] == counts
