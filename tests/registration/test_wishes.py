"""The verb by which a member says what they look for."""

import pytest
from pytest_django import Settings

from history.models import Event
from lib.refusals import NotAllowed
from registration.models import KnowledgeArea, Language, MeetingWay, Registrant
from tests.factories import KnowledgeAreaFactory, MemberFactory, RegistrantFactory

pytestmark = pytest.mark.django_db


def areas(number: int) -> list[KnowledgeArea]:
    return list(KnowledgeArea.objects.all()[:number])


def written() -> list[tuple[str, list[str]]]:
    rows = Event.objects.order_by("pk").values_list("verb", "particulars")
    return [(verb, particulars["fields"]) for verb, particulars in rows]


def test_nobody_looks_for_anything_before_they_say_so() -> None:
    assert Registrant.objects.of(MemberFactory()).wishes == {
        "areas_to_develop": [],
        "meeting_ways": [],
        "languages": [],
    }


def test_the_first_wishes_make_the_record_and_one_row_of_history() -> None:
    member, video = MemberFactory(), MeetingWay.objects.get(slug="video")
    registrant = Registrant.objects.of(member)
    changed = registrant.look_for(
        by=member, areas_to_develop=areas(2), meeting_ways=[video], languages=[]
    )
    assert changed == ["areas_to_develop", "meeting_ways"]
    kept = {"areas_to_develop": areas(2), "meeting_ways": [video], "languages": []}
    assert Registrant.objects.of(member).wishes == kept
    assert written() == [("registrant.changed", changed)]


def test_the_same_wishes_again_write_nothing() -> None:
    registrant = RegistrantFactory()
    first, second = areas(2)
    registrant.look_for(by=registrant.member, areas_to_develop=[first, second])
    again = [second.pk, first.pk, second.pk]
    assert registrant.look_for(by=registrant.member, areas_to_develop=again) == []
    assert len(written()) == 1


def test_only_what_is_named_is_changed() -> None:
    registrant = RegistrantFactory()
    welsh = Language.objects.get(slug="cymraeg")
    registrant.look_for(by=registrant.member, areas_to_develop=areas(1), languages=[welsh])
    assert registrant.look_for(by=registrant.member, areas_to_develop=[]) == ["areas_to_develop"]
    assert registrant.wishes["languages"] == [welsh]


def test_an_old_tab_compares_with_what_is_true_now() -> None:
    member = MemberFactory()
    old_tab = Registrant.objects.of(member)
    Registrant.objects.of(member).look_for(by=member, areas_to_develop=areas(1))
    assert old_tab.look_for(by=member, areas_to_develop=areas(1)) == []
    assert len(written()) == 1


def test_a_sixth_area_is_one_too_many() -> None:
    registrant = RegistrantFactory()
    registrant.look_for(by=registrant.member, areas_to_develop=areas(5))
    with pytest.raises(NotAllowed, match="at most 5 knowledge areas"):
        registrant.look_for(by=registrant.member, areas_to_develop=areas(6))
    assert registrant.wishes["areas_to_develop"] == areas(5)


def test_how_many_areas_is_a_choice_of_the_scheme(settings: Settings) -> None:
    settings.MENTORING = {**settings.MENTORING, "MOST_AREAS_TO_DEVELOP": 6}
    registrant = RegistrantFactory()
    assert registrant.look_for(by=registrant.member, areas_to_develop=areas(6))


def test_nobody_else_wishes_for_a_member() -> None:
    registrant = RegistrantFactory()
    with pytest.raises(NotAllowed):
        registrant.look_for(by=MemberFactory(is_superuser=True), areas_to_develop=areas(1))
    assert (registrant.wishes["areas_to_develop"], written()) == ([], [])


def test_a_level_is_not_a_wish() -> None:
    registrant = RegistrantFactory()
    with pytest.raises(ValueError, match="level"):
        registrant.look_for(by=registrant.member, level=areas(1))


def test_a_term_that_somebody_wishes_for_is_in_use() -> None:
    area, registrant = KnowledgeAreaFactory(), RegistrantFactory()
    registrant.look_for(by=registrant.member, areas_to_develop=[area])
    assert area.uses() == {"registrants": 1}
