"""A mentor's page: what it says, what it keeps to itself, and the one thing to do next."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentoring.directory.mentor_page import MentorPage
from mentoring.models import LineManagement, MentorProfile, Pairing
from registration.models import (
    Enrolment,
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Route,
)
from tests.factories import (
    TEXTS,
    EnrolmentFactory,
    KnowledgeAreaFactory,
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    accepted_by_mentor,
    active,
    mentor,
    proposed,
)
from tests.mentoring.mentors import mentor_at, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(client: Client) -> Enrolment:
    found: Enrolment = EnrolmentFactory(route=Route.objects.get(slug="fellowship"))
    client.force_login(found.member)
    return found


def shown(client: Client, profile: MentorProfile) -> MentorPage:
    page: MentorPage = client.get(f"/mentors/{profile.pk}/").context["page"]
    return page


# What it says ---------------------------------------------------------------------


def test_the_page_says_who_the_mentor_is(client: Client, enrolment: Enrolment) -> None:
    profile = mentor_at("Samira Okafor", level=Route.objects.get(slug="certification"))
    profile.story, profile.help_with = "First line.\nSecond line.", "The counter."
    profile.save()
    for field, term in (
        (profile.areas, KnowledgeArea), (profile.languages, Language),
        (profile.meeting_ways, MeetingWay), (profile.routes, Route),
    ):  # fmt: skip
        field.set([term.objects.all()[0]])
    TrainingCompletionFactory(
        member=profile.member, kind="refresher", completed_on=timezone.localdate()
    )
    page = client.get(f"/mentors/{profile.pk}/").content.decode()
    today = f"{timezone.localdate():%-d %b %Y}"
    for words in (
        "<bdi>Samira Okafor</bdi>", '<span class="letters">ACLIP</span>',
        '<p class="keep-lines" dir="auto">First line.\nSecond line.</p>', "The counter.",
        f"CILIP-trained mentor, completed {today}", "2 of 2 places free",
        "<dd>Certification</dd>", "<dd>In person</dd>", "<dd>English</dd>",
        "Knowledge management", "Librarian, Harbourside Library",
    ):  # fmt: skip
        assert words in page, words


def test_only_who_says_so_works_at_the_front_line(client: Client, enrolment: Enrolment) -> None:
    counter, office = MentorProfileFactory(works_at_front_line=True), MentorProfileFactory()
    for profile, times in ((counter, 1), (office, 0)):
        page = client.get(f"/mentors/{profile.pk}/").content.decode()
        assert page.count("<dd>Works at the front line</dd>") == times


def test_the_kind_of_organisation_is_a_fact_and_not_in_the_work_line(
    client: Client, enrolment: Enrolment
) -> None:
    profile = mentor_at(organisation_kind=OrganisationKind.objects.get(slug="charity"))
    page = client.get(f"/mentors/{profile.pk}/")
    assert "<dd>Charity or learned society</dd>" in page.content.decode()
    assert page.context["page"].work == "Librarian, Harbourside Library"


def test_what_a_mentor_wrote_is_text_and_never_markup(client: Client, enrolment: Enrolment) -> None:
    profile = MentorProfileFactory(
        member__name="<i>Mallory</i>",
        member__pronouns="<u>they</u>",
        story="<script>alert(1)</script>",
        help_with="</textarea>{{ form }}{% now 'Y' %}",
    )
    page = client.get(f"/mentors/{profile.pk}/").content.decode()
    assert "<script" not in page
    assert "<i>Mallory" not in page
    assert "<u>they" not in page
    assert "&lt;/textarea&gt;{{ form }}{% now &#x27;Y&#x27; %}" in page


def test_what_is_private_is_not_shown(client: Client, enrolment: Enrolment) -> None:
    profile = mentor_at(member__membership_number="CL12345")
    TrainingCompletionFactory(member=profile.member, note="Came late", provider="CILIP North")
    wish = KnowledgeAreaFactory(name="Canary keeping")
    profile.member.registrant.look_for(by=profile.member, areas_to_develop=[wish])
    page = client.get(f"/mentors/{profile.pk}/").content.decode()
    for words in (profile.member.email, "CL12345", "Came late", "CILIP North", "Canary"):
        assert words not in page


def test_the_page_says_how_soon_the_mentor_usually_answers(
    client: Client, enrolment: Enrolment
) -> None:
    profile = MentorProfileFactory(availability_confirmed_on=timezone.localdate())
    began = timezone.now() - timedelta(days=30)
    for number in range(3):
        assert shown(client, profile).clocks == ["Confirmed today"], number
        pairing = proposed(mentor=profile.member, proposed_at=began)
        pairing.decline(pairing.mentor, began + timedelta(days=2))
    assert shown(client, profile).clocks == ["Usually answers within 2 days", "Confirmed today"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Confirmed today"),
        (1, "Confirmed 1 day ago"),
        (12, "Confirmed 12 days ago"),
    ],
)
def test_the_page_says_when_availability_was_confirmed(
    client: Client, enrolment: Enrolment, days: int, words: str
) -> None:
    confirmed = timezone.localdate() - timedelta(days=days)
    profile = MentorProfileFactory(availability_confirmed_on=confirmed)
    assert shown(client, profile).clocks == [words]


@pytest.mark.parametrize("pk", ["0", "99999999", "9" * 40])
def test_no_such_mentor_is_not_found(client: Client, enrolment: Enrolment, pk: str) -> None:
    assert client.get(f"/mentors/{pk}/").status_code == 404


# What to do next --------------------------------------------------------------------


def test_a_mentor_of_any_level_can_be_proposed(client: Client, enrolment: Enrolment) -> None:
    profile = mentor_at("Ben Carter", level=Route.objects.get(slug="certification"))
    step = shown(client, profile).step
    assert step == ("", "Propose Ben Carter as your mentor", f"/mentors/{profile.pk}/propose/")


def test_who_is_on_no_route_is_led_to_one(client: Client) -> None:
    client.force_login(MemberFactory())
    step = shown(client, MentorProfileFactory()).step
    assert (step.action, step.href) == ("Enrol on a route", "/registration/enrol/")


def test_one_is_not_proposed_to_oneself(client: Client) -> None:
    profile = MentorProfileFactory()
    client.force_login(profile.member)
    step = shown(client, profile).step
    assert (step.sentence, step.href) == ("This is your own page, as others see it.", "")


@pytest.mark.parametrize(
    ("state", "words", "action"),
    [
        (proposed, "You have proposed to", "Go to your proposal"),
        (accepted_by_mentor, "You have proposed to", "Go to your proposal"),
        (active, "You are being mentored by", "Go to your pairing"),
    ],
)
def test_what_is_open_between_the_two_is_linked(
    client: Client,
    enrolment: Enrolment,
    state: Callable[..., Pairing],
    words: str,
    action: str,
) -> None:
    profile = MentorProfileFactory(capacity=1)
    pairing = state(enrolment=enrolment, mentor=profile.member)
    step = shown(client, profile).step
    assert step.sentence.startswith(words)
    assert (step.action, step.href) == (action, pairing.get_absolute_url())


def test_what_is_open_with_somebody_else_is_not_linked(
    client: Client, enrolment: Enrolment
) -> None:
    profile = MentorProfileFactory()
    proposed(mentor=profile.member)
    assert shown(client, profile).step.href == f"/mentors/{profile.pk}/propose/"


def test_a_mentor_who_is_away_says_until_when(client: Client, enrolment: Enrolment) -> None:
    back = timezone.localdate() + timedelta(days=40)
    profile = MentorProfileFactory(member__name="Catrin", away_until=back)
    step = shown(client, profile).step
    assert step == (f"You can propose to Catrin from {back:%-d %B %Y} on.", "", "")


def test_a_full_mentor_says_so(client: Client, enrolment: Enrolment) -> None:
    profile = MentorProfileFactory(member__name="Catrin", capacity=1)
    active(mentor=profile.member)
    step = shown(client, profile).step
    assert step == ("Catrin has no place free now. You can propose once one is.", "", "")


def test_a_declared_line_manager_is_not_offered(client: Client, enrolment: Enrolment) -> None:
    profile = MentorProfileFactory()
    LineManagement.objects.declare(profile.member, enrolment.member)
    step = shown(client, profile).step
    assert "line manage" in step.sentence
    assert step.href == ""


def test_with_three_proposals_open_there_is_a_sentence_and_no_button(
    client: Client, enrolment: Enrolment
) -> None:
    for _ in range(3):
        Pairing.objects.propose(enrolment, mentor(), TEXTS, by=enrolment.member)
    step = shown(client, MentorProfileFactory()).step
    assert "3 proposals open" in step.sentence
    assert step.href == ""


def test_one_route_that_is_open_is_enough(client: Client, enrolment: Enrolment) -> None:
    active(enrolment=enrolment)
    profile = MentorProfileFactory()
    assert shown(client, profile).step.href == ""
    EnrolmentFactory(member=enrolment.member)
    assert shown(client, profile).step.href == f"/mentors/{profile.pk}/propose/"


def test_the_list_and_the_pages_agree(client: Client, enrolment: Enrolment) -> None:
    """Whoever stands in the list can be proposed to from their page, and nobody else."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    profiles = [
        mentor_at("free"), mentor_at("away"), mentor_at("full"), mentor_at("unlisted"),
        mentor_at("closed"), mentor_at("half"), MentorProfileFactory(trained=False),
    ]  # fmt: skip
    _free, away, full, unlisted, closed, half, _untrained = profiles
    MentorProfile.objects.filter(pk=away.pk).update(away_until=tomorrow)
    MentorProfile.objects.filter(pk=full.pk).update(capacity=1)
    active(mentor=full.member)
    accepted_by_mentor(mentor=half.member)
    unlisted.leave_directory(unlisted.member)
    closed.member.is_active = False
    closed.member.save()
    offered = set()
    for profile in profiles:
        page = client.get(f"/mentors/{profile.pk}/")
        if page.status_code == 200 and page.context["page"].step.href:
            offered.add(profile.member.name)
    assert offered == set(names(client)) == {"free", "half"}
