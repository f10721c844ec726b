"""Suggested for you: each reason counts what the help says, and is said on the card."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from mentoring.directory.found import MORE_THAN_SUGGESTIONS
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.current import current, today
from mentoring.directory.suggestions import EXPLAINED, WEIGHTS, Suggestions
from mentoring.directory.text.match import EXACTLY, IN_A_ROW, IN_NAME_OR_TITLE, IN_WORK_OR_TERMS
from mentoring.models import MentorProfile
from registration.models import KnowledgeArea, Language, MeetingWay, Registrant, Route, Sector
from tests.factories import EnrolmentFactory, MemberFactory, proposed
from tests.mentoring.mentors import directory, mentor_at, names

pytestmark = pytest.mark.django_db
NUMBERS = settings.MENTORING


@pytest.fixture
def seeker(monkeypatch: pytest.MonkeyPatch) -> Member:
    """Somebody on Fellowship who says what they look for. Whom somebody asked has no good days."""
    monkeypatch.setitem(NUMBERS, "QUARTERS_WHEN_ASKED", (0, 0))
    member = MemberFactory()
    EnrolmentFactory(member=member, route=Route.objects.get(slug="fellowship"))
    registrant = Registrant.objects.create(
        member=member,
        organisation="Elm College",
        sector=Sector.objects.get(slug="public"),
        level=Route.objects.get(slug="chartership"),
    )
    registrant.look_for(
        by=member,
        areas_to_develop=KnowledgeArea.objects.filter(slug__in=["research", "records"]),
        meeting_ways=MeetingWay.objects.filter(slug="video"),
        languages=Language.objects.filter(code="cy"),
    )
    return member


def alike(name: str) -> MentorProfile:
    """Somebody of whom no reason speaks that another mentor of this kind has not as well."""
    profile = mentor_at(
        name,
        organisation="Elm College",
        sector=Sector.objects.get(slug="public"),
        level=Route.objects.get(slug="chartership"),
    )
    profile.routes.set(Route.objects.filter(slug="certification"))
    for _ in range(NUMBERS["ASKED_OFTEN"]):
        proposed(mentor=profile.member)
    return profile


def set_terms(field: str, terms: Any) -> Callable[[MentorProfile], None]:
    return lambda profile: getattr(profile, field).add(*terms())


def work(**facts: Callable[[], Any]) -> Callable[[MentorProfile], None]:
    def change(profile: MentorProfile) -> None:
        values = {name: value() for name, value in facts.items()}
        Registrant.objects.filter(member=profile.member).update(**values)

    return change


def answer_soon(profile: MentorProfile) -> None:
    began = timezone.now() - timedelta(days=NUMBERS["ASKED_LATELY_DAYS"] + 20)
    for _ in range(NUMBERS["FEWEST_ANSWERS"]):
        pairing = proposed(mentor=profile.member, proposed_at=began)
        pairing.decline(pairing.mentor, began + timedelta(days=2))


def be_asked(times: int) -> Callable[[MentorProfile], None]:
    def forget_some(profile: MentorProfile) -> None:
        kept = profile.member.pairings_as_mentor.order_by("pk")[times:]
        for pairing in list(kept):
            pairing.delete()

    return forget_some


def confirm(profile: MentorProfile) -> None:
    profile.confirm_availability(profile.member)


def fill_the_other(profile: MentorProfile) -> None:
    MentorProfile.objects.exclude(pk=profile.pk).update(capacity=0)


REASONS: dict[str, tuple[Callable[[MentorProfile], None], str]] = {
    "route": (
        set_terms("routes", lambda: Route.objects.filter(slug="fellowship")),
        "mentors Fellowship",
    ),
    "area": (
        set_terms("areas", lambda: KnowledgeArea.objects.filter(slug="research")),
        "knows an area that you want to develop",
    ),
    "language": (
        set_terms("languages", lambda: Language.objects.filter(code="cy")),
        "works in Cymraeg (Welsh)",
    ),
    "way": (
        set_terms("meeting_ways", lambda: MeetingWay.objects.filter(slug="video")),
        "meets in a way that suits you",
    ),
    "sector": (work(sector=lambda: Sector.objects.get(slug="law")), "works in another sector"),
    "organisation": (work(organisation=lambda: "Ash College"), ""),
    "level": (work(level=lambda: Route.objects.get(slug="certification")), "holds another level"),
    "answers": (answer_soon, "usually answers within 2 days"),
    "unasked": (be_asked(0), "has not been asked lately"),
    "confirmed": (confirm, ""),
    "place": (fill_the_other, ""),
}


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_brings_a_mentor_before_another_who_is_alike(
    reason: str, seeker: Member, client: Client
) -> None:
    happens, words = REASONS[reason]
    others = [alike("Other 1"), alike("Other 2")]
    suggested = alike("Suggested")
    happens(suggested)
    client.force_login(seeker)
    shown = directory(client, "?places=now&places=later")
    assert shown.cards[0].name == "Suggested"
    assert shown.why[suggested.pk] == (f"{words}." if words else "")
    assert points_of(seeker, suggested) - points_of(seeker, others[0]) == WEIGHTS[reason]


def points_of(seeker: Member, profile: MentorProfile) -> int:
    suggestions = Suggestions(current(), Seeker.of(seeker), today())
    return sum(weight for weight, keys in suggestions.points() if profile.pk in keys)


def test_every_reason_is_tried_counted_and_explained() -> None:
    assert set(REASONS) == set(EXPLAINED) == set(WEIGHTS)


def test_each_area_counts_and_they_are_said_together(seeker: Member, client: Client) -> None:
    profile = alike("Both")
    profile.areas.set(KnowledgeArea.objects.filter(slug__in=["research", "records", "strategy"]))
    client.force_login(seeker)
    [why] = directory(client).why.values()
    assert why == "knows 2 areas that you want to develop."
    assert points_of(seeker, profile) >= 2 * WEIGHTS["area"]


def test_a_sentence_tells_all_reasons_in_their_order(seeker: Member, client: Client) -> None:
    profile = alike("All")
    for name in ("route", "area", "way", "sector", "level", "answers", "unasked"):
        REASONS[name][0](profile)
    client.force_login(seeker)
    [why] = directory(client).why.values()
    assert why == (
        "knows an area that you want to develop, meets in a way that suits you, mentors "
        "Fellowship, works in another sector, holds another level and has not been asked lately."
    )


def test_no_percentage_and_no_number_of_points_is_shown(seeker: Member, client: Client) -> None:
    alike("Ann")
    client.force_login(seeker)
    page = client.get("/mentors/").content.decode()
    assert "%" not in page.partition("<main")[2].partition("</main>")[0]


def test_who_says_nothing_of_themselves_sees_everybody(client: Client) -> None:
    alike("Ann")
    client.force_login(MemberFactory())
    assert names(client) == ["Ann"]


def test_a_word_outweighs_all_suggestions() -> None:
    most = sum(WEIGHTS.values()) + (NUMBERS["MOST_AREAS_TO_DEVELOP"] - 1) * WEIGHTS["area"]
    assert most < MORE_THAN_SUGGESTIONS


def test_the_help_tells_every_reason_and_what_it_counts(client: Client) -> None:
    page = client.get("/help/suggestions/").content.decode()
    rows = [f'<th scope="row">{EXPLAINED[name]}</th><td>{WEIGHTS[name]}</td>' for name in EXPLAINED]
    assert [row for row in rows if row not in page] == []
    counted = [int(part.partition("<")[0]) for part in page.split("<td>")[1:]]
    assert counted == sorted(WEIGHTS.values(), reverse=True)


def test_the_help_is_true_of_words() -> None:
    """Words in a row, then a name or title, then work and terms; as typed, a little more."""
    assert IN_A_ROW > IN_NAME_OR_TITLE > IN_WORK_OR_TERMS > 0 < EXACTLY


@pytest.mark.parametrize(("times", "share"), [(0, 1), (1, 0.75), (2, 0.75), (3, 0.5), (5, 0.5)])
def test_who_was_asked_comes_forward_on_some_days(times: int, share: float) -> None:
    """As the help says: on three days of four, and after three proposals on two."""
    profile = mentor_at("Ann")
    for _ in range(times):
        proposed(mentor=profile.member)
    index, days = current(), [today() + timedelta(days=n) for n in range(400)]
    signals = (Suggestions(index, Seeker(7), day).signals for day in days)
    had = [any(s.name == "unasked" and profile.pk in s.keys for s in each) for each in signals]
    assert abs(sum(had) / len(days) - share) < 0.08


def test_another_order_does_not_say_why(seeker: Member, client: Client) -> None:
    profile = alike("Ann")
    REASONS["route"][0](profile)
    client.force_login(seeker)
    shown = directory(client, "?sort=name")
    assert (len(shown.cards), shown.why) == (1, {})
