"""A regional officer sees the members of their own networks, and of nobody else any trace."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from mentoring.models import TrainingCompletion
from registration.models import Region, Registrant
from tests.access.test_access import without_token
from tests.factories import (
    AuditorFactory,
    CheckInFactory,
    EnrolmentFactory,
    MemberFactory,
    RegionFactory,
    RegistrantFactory,
    TrainingCompletionFactory,
    active,
    mentor,
    officer_of,
    proposed,
)
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
PAGES = ["/staff/", "/staff/members/", "/staff/desk/", "/staff/desk/help/"]
PAGES += ["/staff/desk/waiting/", "/staff/desk/flagged/", "/staff/desk/not-listed/"]


@pytest.fixture
def north(db: None) -> Region:
    return RegionFactory(name="Far North")


@pytest.fixture
def officer(north: Region) -> Client:
    client = Client()
    client.force_login(officer_of(north))
    return client


def home(member: Member, region: Region) -> Member:
    Registrant.objects.update_or_create(member=member, defaults={"region": region})
    return member


def rename(member: Member, name: str) -> None:
    member.name = name
    member.save(update_fields=["name"])


def people(region: Region, stem: str) -> list[Member]:
    """One of each kind whom the office's pages name."""
    long_ago = timezone.now() - timedelta(days=90)
    looking = MemberFactory(name=f"{stem} Looking")
    proposed(enrolment=EnrolmentFactory(member=looking, opened_at=long_ago))
    trained = TrainingCompletionFactory(member=MemberFactory(name=f"{stem} Trained")).member
    asking = active().mentee
    rename(asking, f"{stem} Asking")
    CheckInFactory(pairing=asking.pairings_as_mentee.get(), side="mentee", answer="need_help")
    flagged = active().mentor
    rename(flagged, f"{stem} Flagged")
    record = flagged.training_completions.get()
    TrainingCompletion.objects.filter(pk=record.pk).update(
        withdrawn_at=timezone.now(), withdrawn_by=record.recorded_by, withdrawal_reason="Mistake"
    )
    return [home(member, region) for member in (looking, trained, asking, flagged)]


def pages(browser: Client) -> str:
    return "".join(words(browser.get(page)) for page in PAGES)


def test_each_page_names_those_of_the_network_and_nobody_else(officer: Client, north):
    people(north, "Near")
    people(RegionFactory(), "Strange")
    said = pages(officer)
    for kind in ("Looking", "Trained", "Asking", "Flagged"):
        assert f"Near {kind}" in said
    assert "Strange" not in said


def test_counts_are_those_of_the_network(officer: Client, north):
    people(north, "Near")
    people(RegionFactory(), "Strange")
    home(mentor(), north)
    counts = officer.get("/staff/").context["counts"]
    assert (counts.members, counts.trained, counts.available) == (5, 2, 1)
    assert (counts.proposals, counts.active) == (1, 1)


def test_a_strange_member_looks_like_none_at_all(officer: Client):
    strange = RegistrantFactory(region=RegionFactory()).member
    for member in (strange, MemberFactory()):
        theirs = officer.get(f"/staff/members/{member.pk}/")
        nowhere = officer.get("/staff/members/999999/")
        assert theirs.status_code == nowhere.status_code == 404
        said = without_token(theirs).replace(f"/{member.pk}/", "/999999/")
        assert said == without_token(nowhere)


def test_help_is_settled_within_the_network_alone(officer: Client, north):
    near = CheckInFactory(pairing=active(), side="mentee", answer="need_help")
    home(near.pairing.mentee, north)
    home(near.pairing.mentor, RegionFactory())
    far = CheckInFactory(pairing=near.pairing, side="mentor", answer="need_help")
    for check_in in (far, near):
        assert officer.post(f"/staff/desk/help/{check_in.pk}/settle/").status_code == 302
    far.refresh_from_db(), near.refresh_from_db()
    assert (far.settled_at, near.settled_by.role_holdings.get().role) == (None, "regional_officer")


def test_an_officer_reads_no_address_and_finds_nobody_by_one(officer: Client, north):
    near = people(north, "Near")
    said = pages(officer) + "".join(words(officer.get(f"/staff/members/{m.pk}/")) for m in near)
    shown = "".join(officer.get(page).content.decode() for page in PAGES)
    assert [m for m in near if m.email in said + shown] == []
    for typed in (near[0].email, near[0].email[:6], "example.org"):
        assert list(officer.get("/staff/members/", {"q": typed}).context["page"]) == []
    found = officer.get("/staff/members/", {"q": "near look"}).context["page"]
    assert list(found) == [near[0]]


def test_an_officer_sees_that_somebody_is_trained_and_no_note_about_it(officer: Client, north):
    member = home(MemberFactory(), north)
    TrainingCompletionFactory(member=member, note="CANARY-NOTE")
    row = TrainingCompletionFactory(member=member, completed_on="2024-03-01")
    TrainingCompletion.objects.filter(pk=row.pk).update(
        withdrawn_at=timezone.now(), withdrawn_by=row.recorded_by, withdrawal_reason="CANARY-WHY"
    )
    page = words(officer.get(f"/staff/members/{member.pk}/"))
    assert "3 Sep 2025" in page
    assert "CANARY" not in page
    assert "Record training" not in page
    auditor = Client()
    auditor.force_login(AuditorFactory())
    assert {"CANARY-NOTE", "CANARY-WHY"} < set(
        words(auditor.get(f"/staff/members/{member.pk}/")).split()
    )


READ = [*PAGES, "/staff/training/", "/staff/agreement/", "/staff/agreement/en/1/", "/staff/roles/"]


def acts_on(answer: HttpResponse) -> str:
    """The forms of a page's main part that would change something."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return "post" if 'method="post"' in main else ""


def test_an_auditor_is_offered_no_act_on_any_page(north):
    near, auditor = people(north, "Near"), Client()
    auditor.force_login(AuditorFactory())
    for page in [*READ, *(f"/staff/members/{m.pk}/" for m in near)]:
        answer = auditor.get(page)
        assert answer.status_code == 200, page
        assert acts_on(answer) == "", page
        for link in ("/training/new/", "/correct/", "/withdraw/", "/settle/", "/give/", "/take/"):
            assert link not in answer.content.decode(), (page, link)
