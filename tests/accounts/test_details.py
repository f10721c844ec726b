"""My details."""

import pytest
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
HERE = "/me/"
TYPED = {
    "name": "Zoë O'Brien",
    "called": "Zoë",
    "pronouns": "she/her",
    "membership_number": "ab 123",
    "time_zone": "Europe/Dublin",
}


@pytest.fixture
def zoe(client):
    zoe = MemberFactory(name="Zoe", email="zoe@example.org")
    client.force_login(zoe)
    return zoe


def test_a_member_changes_what_is_their_own(client, zoe):
    answer = client.post(HERE, TYPED, follow=True)
    assert answer.redirect_chain == [(HERE, 302)]
    assert "Your details are saved." in answer.content.decode()
    zoe.refresh_from_db()
    assert [zoe.name, zoe.called, zoe.pronouns, zoe.membership_number, zoe.time_zone] == [
        "Zoë O'Brien",
        "Zoë",
        "she/her",
        "AB123",
        "Europe/Dublin",
    ]
    assert Event.objects.get().particulars == {
        "fields": ["called", "membership_number", "name", "pronouns", "time_zone"]
    }


def test_saving_twice_leaves_one_row_of_history(client, zoe):
    client.post(HERE, TYPED)
    client.post(HERE, TYPED)
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "This field is required."),
        ("name", "  ", "This field is required."),
        ("name", "Ben\x00", "Use letters, numbers and signs that can be seen."),
        ("name", "x" * 151, "at most 150 characters"),
        ("name", "x" * 500_000, "This is much too long."),
        ("name", "...", "A name needs at least one letter."),
        ("called", "x" * 61, "at most 60 characters"),
        ("pronouns", "x" * 41, "at most 40 characters"),
        ("pronouns", "she\u202e/her", "Use letters, numbers and signs that can be seen."),
        ("membership_number", "A-1", "Use 3 to 20 letters and numbers, without other signs."),
        ("membership_number", "A" * 21, "Use 3 to 20 letters and numbers, without other signs."),
        ("time_zone", "Mars/Base", "Select a valid choice."),
        ("time_zone", "\x00", "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_kept(client, zoe, field, typed, says):
    answer = client.post(HERE, {**TYPED, field: typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert says in answer.context["form"].errors[field][0]
    assert says in answer.content.decode()
    zoe.refresh_from_db()
    assert zoe.name == "Zoe"
    assert not Event.objects.exists()


def test_what_was_typed_is_kept_on_the_page_and_not_in_the_masthead(client, zoe):
    answer = client.post(HERE, {**TYPED, "name": "Typed Name", "membership_number": "!"})
    page = answer.content.decode()
    assert 'value="Typed Name"' in page
    assert page.count("Typed Name") == 1


def test_anothers_number_is_refused_without_saying_whose(client, zoe):
    MemberFactory(name="Carol", membership_number="AB123", email="carol@example.org")
    answer = client.post(HERE, TYPED)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "membership_number": [
            "Another account has this membership number. "
            "Check it, or leave it empty and tell the office."
        ]
    }
    assert "arol" not in answer.content.decode()


def test_a_number_that_is_taken_meanwhile_is_refused_as_kindly(client, zoe, monkeypatch):
    MemberFactory(membership_number="AB123")
    monkeypatch.setattr(Member, "validate_unique", lambda *_args, **_more: None)
    monkeypatch.setattr(Member, "validate_constraints", lambda *_args, **_more: None)
    answer = client.post(HERE, TYPED)
    assert answer.status_code == 422
    assert "Another account has" in answer.context["form"].errors["membership_number"][0]


def test_ones_own_number_can_stay(client, zoe):
    zoe.change_details(by=zoe, membership_number="AB123")
    assert client.post(HERE, TYPED).status_code == 302


def test_fields_of_ones_own_making_change_nothing(client, zoe):
    forged = {
        "is_staff": "on", "is_superuser": "on", "is_active": "", "email": "carol@example.org",
        "id": "1", "pk": "1", "password": "x", "joined_at": "2000-01-01", "language": "cy",
        "groups": "1", "user_permissions": "1", "last_login": "2000-01-01",
    }  # fmt: skip
    before = (
        Member.objects.filter(pk=zoe.pk)
        .values(*forged.keys() - {"groups", "user_permissions", "pk"})
        .get()
    )
    assert client.post(HERE, {**TYPED, **forged}).status_code == 302
    assert Member.objects.filter(pk=zoe.pk).values(*before).get() == before
    zoe.refresh_from_db()
    assert not zoe.groups.exists()
    assert not zoe.user_permissions.exists()


def test_the_page_leads_to_the_address_and_the_password(client, zoe):
    page = client.get(HERE).content.decode()
    assert reverse("account_email") in page
    assert reverse("account_change_password") in page


@pytest.mark.parametrize("languages", [1, 2])
def test_the_language_is_asked_only_where_there_is_a_choice(client, zoe, settings, languages):
    settings.LANGUAGES = [("en", "English"), ("cy", "Cymraeg")][:languages]
    assert ("language" in client.get(HERE).context["form"].fields) == (languages == 2)


def test_a_chosen_language_is_kept_and_spoken(client, zoe, settings):
    settings.LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
    client.post(HERE, {**TYPED, "language": "cy"})
    assert '<html lang="cy"' in client.get(HERE).content.decode()


def test_other_methods_are_refused(client, zoe):
    assert client.put(HERE).status_code == 405


def test_visitors_are_sent_to_log_in(client):
    assert client.get(HERE).headers["Location"] == "/accounts/login/?next=/me/"


def test_the_page_asks_the_database_no_more_than_who_is_there(
    client, zoe, django_assert_num_queries
):
    with django_assert_num_queries(2):
        client.get(HERE)
