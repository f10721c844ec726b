"""Who may enter the office: those whose role allows it, and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from mentoring.models import TrainingCompletion, TrainingDay
from staff.urls import concern_urls, urlpatterns
from tests.factories import (
    ApplicationFactory,
    BookingFactory,
    EnrolmentFactory,
    ImportFactory,
    MemberFactory,
    TellingFactory,
    TrainingCompletionFactory,
    active,
)
from tests.staff.conftest import FACTS

pytestmark = pytest.mark.django_db
# Concerns have gates of their own, which keep administrators out (test_concerns.py).
NAMES = [pattern.name for pattern in urlpatterns if pattern not in concern_urls]
ACTS = ["record_confirm", "role_give", "standard_text_edit"]
ACTS += [
    "desk_put_off",
    "suggestion_new",
    "training_record",
    "training_correct",
    "training_withdraw",
]
ONLY_POSTED = ["standard_text_restore", "role_take", "suggestion_withdraw"]
ONLY_POSTED += ["desk_take", "desk_put_back", "desk_remind", "desk_settle"]
ACTS += ["import_new", "import_columns", "member_erase"]
ONLY_POSTED += ["import_apply", "import_discard", "member_stay"]
# An import, and how far it must have come for the page.
IMPORTS = {
    "import_apply": "read",
    "import_columns": "uploaded",
    "import_detail": "applied",
    "import_discard": "uploaded",
    "import_report": "applied",
    "import_undo": "applied",
}
ACTS += ["letter_edit", "setting_edit"]
ONLY_POSTED += ["letter_restore", "setting_restore", "telling_again"]
SET_UP_ELSEWHERE = {"telling_day": 404}  # there is no list until the operator asks for one
ACTS += [f"training_day_{act}" for act in ("new", "change", "cancel", "add", "import")]
ONLY_POSTED += ["training_day_record", "training_day_undo", "training_day_take_off"]
ANSWERS = ["application_agree", "application_decline"]
ONLY_POSTED += ANSWERS
DAY_ACTS = ("add", "change", "cancel", "history", "detail", "import", "record", "undo")
DAY_PAGES = [f"training_day_{act}" for act in DAY_ACTS]


@pytest.fixture
def completion(db: None) -> TrainingCompletion:
    return TrainingCompletionFactory()


def an_import(status: str) -> int:
    """The key of one that has come so far."""
    applied = {"applied_at": timezone.now(), "applied_by": MemberFactory()}
    found = ImportFactory(status=status, **(applied if status == "applied" else {}))
    return found.pk


def address(wanted: str, completion: TrainingCompletion) -> str:
    day = TrainingDay.objects.first() or BookingFactory(member=completion.member).day
    keys = {
        **{page: [day.pk] for page in DAY_PAGES},
        "training_day_take_off": [day.pk, day.bookings.get().pk],
        "desk_matter": ["waiting"],
        **{
            name: [ApplicationFactory().pk]
            for name in ("application_detail", *ANSWERS)
            if name == wanted
        },
        "desk_put_off": ["waiting", looking(completion)],
        **{f"desk_{act}": ["waiting", 1] for act in ("take", "put_back", "remind", "settle")},
        "role_take": [1],
        "suggestion_new": [looking(completion)],
        "suggestion_withdraw": [1],
        **{name: [an_import(status)] for name, status in IMPORTS.items() if name == wanted},
        "member_history": [completion.member_id],
        "member_detail": [completion.member_id],
        "member_erase": [completion.member_id],
        "member_stay": [completion.member_id],
        "telling_again": [TellingFactory().pk] if wanted == "telling_again" else [],
        "letter_edit": ["en", "pairing_proposed"],
        "letter_restore": ["en", "pairing_proposed", 0],
        "letter_version": ["en", "pairing_proposed", 0],
        "setting_edit": ["expire-after-days"],
        "setting_restore": ["expire-after-days"],
        "report_detail": ["who-mentors-whom"],
        "report_sheet": ["who-mentors-whom", "levels"],
        "standard_text_edit": ["en"],
        "standard_text_restore": ["en", 1],
        "standard_text_version": ["en", 1],
        "training_correct": [completion.pk],
        "training_withdraw": [completion.pk],
    }
    return reverse(f"staff:{wanted}", args=keys.get(wanted, []))


def looking(completion: TrainingCompletion) -> int:
    """The member of the completion is on a route, and has no mentor."""
    enrolment = completion.member.enrolments.first() or EnrolmentFactory(member=completion.member)
    return enrolment.pk


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.mark.parametrize("name", NAMES)
def test_a_visitor_goes_to_the_log_in_page_and_comes_back(client: Client, name, completion):
    page = address(name, completion)
    from_there = {"Referer": f"http://testserver{page}"}
    for answer in (client.get(page), client.post(page, headers=from_there)):
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse('account_login')}?next={page}"


@pytest.mark.parametrize("name", NAMES)
def test_members_mentors_and_mentees_meet_403(name, completion):
    pairing = active()
    for member in (MemberFactory(), pairing.mentor, pairing.mentee, completion.member):
        browser, page = signed_in(member), address(name, completion)
        assert [browser.get(page).status_code, browser.post(page).status_code] == [403, 403]


@pytest.mark.parametrize("name", NAMES)
def test_is_staff_alone_opens_nothing(name, completion):
    assert signed_in(MemberFactory(is_staff=True)).get(address(name, completion)).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_the_administrator_and_a_superuser_enter(office: Client, name, completion):
    superuser = signed_in(MemberFactory(is_superuser=True))
    page = address(name, completion)
    entered = 405 if name in ONLY_POSTED else SET_UP_ELSEWHERE.get(name, 200)
    assert [office.get(page).status_code, superuser.get(page).status_code] == [entered, entered]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ONLY_POSTED])
def test_pages_that_only_show_take_no_post(office: Client, name, completion):
    expected = 422 if name in ACTS else 302 if name == "import_undo" else 405
    assert office.post(address(name, completion)).status_code == expected


@pytest.mark.parametrize("name", ACTS)
def test_a_post_without_the_right_writes_nothing(name, completion):
    member = MemberFactory()
    typed = {**FACTS, "people": member.email, "reason": "Mine", "record": "1"}
    assert signed_in(member).post(address(name, completion), typed).status_code == 403
    assert list(TrainingCompletion.objects.all()) == [completion]
    completion.refresh_from_db()
    assert completion.withdrawn_at is None


@pytest.mark.parametrize(
    "name",
    ["member_detail", "member_history", "training_correct", "training_withdraw", *DAY_PAGES[:6]],
)
def test_a_key_that_does_not_exist_is_404(office: Client, name):
    for key in (10**6, 2**63):
        assert office.get(reverse(f"staff:{name}", args=[key])).status_code == 404


def test_what_people_typed_is_shown_as_text_on_every_page(office: Client, dev):
    typed = "<img src=x onerror=a()>"
    row = TrainingCompletionFactory(
        member=MemberFactory(name=typed, called=typed), provider=typed, note=typed, recorded_by=dev
    )
    withdrawn = TrainingCompletionFactory(member=row.member, recorded_by=dev)
    withdrawn.withdraw(dev, typed)
    pages = [office.get(address(name, row)).content.decode() for name in NAMES]
    pages.append(
        office.post(
            "/staff/training/new/", {**FACTS, "people": typed, "provider": typed, "check": "1"}
        ).content.decode()
    )
    assert [page for page in pages if typed in page] == []
    assert sum("&lt;img src=x" in page for page in pages) == 15
