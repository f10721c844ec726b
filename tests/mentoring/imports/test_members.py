"""Members of a list: who is made, what is filled in, and what is left as it is."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.imports.applying import held_back, undo
from registration.models import Region, Registrant, Sector
from tests.accounts.doors import (
    NEW_PASSWORD,
    RESET_CODE,
    RESET_LAST,
    ask_for_reset,
    code_in,
    is_signed_in,
    log_in,
)
from tests.factories import EnrolmentFactory, MemberFactory, TrainingCompletionFactory
from tests.mentoring.imports.lists import (
    administrator,
    applied,
    checked,
    checked_text,
    verdicts,
    words,
)

pytestmark = pytest.mark.django_db
AMINA = ["Amina Rahman", "Amina@Example.org", "ci 001", "north east", "Public libraries"]


def test_a_new_member_has_no_password_and_no_proved_address():
    applied("members", [AMINA])
    member = Member.objects.get(email="amina@example.org")
    assert (member.name, member.membership_number) == ("Amina Rahman", "CI001")
    assert (member.has_usable_password(), member.is_staff) == (False, False)
    assert member.filed_as == "amina rahman"
    address = EmailAddress.objects.get(user=member)
    assert (address.email, address.verified, address.primary) == (member.email, False, True)
    assert member.registrant.region == Region.objects.get(name="North East")
    assert member.registrant.sector == Sector.objects.get(name="Public libraries")


def test_they_come_in_by_asking_for_a_new_password(client: Client, run_tasks):
    applied("members", [AMINA])
    ask_for_reset(client, "amina@example.org")
    [letter] = run_tasks()
    client.post(RESET_CODE, {"code": code_in(letter)})
    client.post(RESET_LAST, {"password1": NEW_PASSWORD})
    log_in(client, "amina@example.org", NEW_PASSWORD)
    assert is_signed_in(client)
    assert EmailAddress.objects.get(email="amina@example.org").verified


def test_an_empty_fact_is_filled_in_and_what_is_there_stays():
    known = MemberFactory(name="Amina R", email="amina@example.org")
    law = Sector.objects.get(slug="law")
    Registrant.objects.create(member=known, sector=law)
    found = applied("members", [AMINA])
    known.refresh_from_db()
    assert verdicts(found) == ["change"]
    assert words(found) == [
        "Filled in: Membership number, Network. This member has an account as Amina R, "
        "and stays so."
    ]
    assert (known.name, known.membership_number) == ("Amina R", "CI001")
    assert (known.registrant.sector, known.registrant.region.name) == (law, "North East")


def test_the_same_list_again_is_nothing_new():
    applied("members", [AMINA])
    found = checked("members", [AMINA])
    assert (verdicts(found), words(found)) == (["same"], ["This member has an account."])


def test_each_fault_is_said_in_its_row():
    MemberFactory(email="taken@example.org", membership_number="CI900")
    MemberFactory(email="closed@example.org", is_active=False)
    EmailAddress.objects.create(user=MemberFactory(), email="second@example.org", verified=True)
    faults = {
        "Amina Rahman,amina@example.org,CI001,,": "An account for Amina Rahman, "
        "without a password.",
        "Amina Again, AMINA@example.org,CI002,,": "The same e-mail address as in row 2.",
        "Amina Third,third@example.org,ci001,,": "The same membership number as in row 2.",
        ",no@example.org,,,": "Name is empty.",
        "No Address,,CI003,,": "E-mail address is empty.",
        "Bad Address,not an address,,,": "“not an address” is not an e-mail address.",
        "Bad Number,n@example.org,C!,,": "Membership number: Use 3 to 20 letters and numbers, "
        "without other signs.",
        "---,dash@example.org,,,": "“---” begins as a formula does. Type it as a word.",
        '"=HYPERLINK(1)",f@example.org,,,': "“=HYPERLINK(1)” begins as a formula does. "
        "Type it as a word.",
        "Nobody,nn@example.org,CI900,,": "Another member has this membership number.",
        "Taken,taken@example.org,CI901,,": "This member has another membership number here.",
        "Closed,closed@example.org,,,": "The account of this member is closed.",
        "Second,second@example.org,,,": "Another account uses this e-mail address.",
        "Lost,lost@example.org,,Atlantis,": "“Atlantis” is not in the list of networks.",
        "Wide,wide@example.org,,,,more": "This row has more cells than the heading. "
        "A cell with a comma in it needs quotation marks.",
        "Un\u200bseen,unseen@example.org,,,": "Use letters, numbers and signs that can be seen.",
        "中村 さくら,sakura@example.org,,,": "An account for 中村 さくら, without a password.",
    }
    head = "Name,E-mail,Membership number,Region,Sector"
    found = checked_text("members", "\n".join([head, *faults]))
    assert dict(zip(faults, words(found), strict=True)) == faults
    assert found.counts == {"new": 2, "problem": 15}


def test_a_retired_network_stands_for_the_one_that_replaced_it():
    new = Region.objects.create(name="Midlands together", slug="midlands-together")
    old = Region.objects.create(
        name="Mercia", slug="mercia", retired_at="2025-06-01T00:00Z", replaced_by=new
    )
    applied("members", [["Zoë", "zoe@example.org", "", old.name, ""]])
    assert Registrant.objects.get().region == new


def test_undone_it_leaves_no_account():
    known = MemberFactory(email="known@example.org")
    before = set(Member.objects.values_list("pk", flat=True)) | {administrator().pk}
    found = applied("members", [AMINA, ["Known", known.email, "CI777", "", "Law"]])
    assert Member.objects.get(email=known.email).membership_number == "CI777"
    assert undo(found, administrator())
    known.refresh_from_db()
    assert set(Member.objects.values_list("pk", flat=True)) == before
    assert (known.membership_number, known.registrant.sector) == (None, None)
    assert not EmailAddress.objects.filter(email="amina@example.org").exists()
    assert Event.objects.filter(verb="member.taken_back").count() == 1
    assert not undo(found, administrator())


@pytest.mark.parametrize("used", ["password", "training", "enrolment", "number"])
def test_an_account_in_use_is_not_undone_and_nothing_else_is(used):
    known = MemberFactory(email="known@example.org")
    found = applied(
        "members", [AMINA, ["B", "b@example.org", "", "", ""], ["K", known.email, "CI7", "", ""]]
    )
    member = Member.objects.get(email="amina@example.org")
    if used == "password":
        member.set_password("a long enough sentence")
        member.save()
    elif used == "training":
        TrainingCompletionFactory(member=member)
    elif used == "enrolment":
        EnrolmentFactory(member=member)
    else:
        known.refresh_from_db()
        known.change_details(by=known, membership_number="CI888")
    said = "The account is in use, or something is on record."
    held = [(4, "The member has changed it since.")] if used == "number" else [(2, said)]
    assert held_back(found, administrator()) == held
    with pytest.raises(NotAllowed, match="Nothing was undone: 1 row can no longer be undone"):
        undo(found, administrator())
    assert Member.objects.filter(email__in=["amina@example.org", "b@example.org"]).count() == 2
