"""Only an address that the membership system has checked leads to an account."""

import pytest
import requests
from django.test import Client

from tests.factories import PASSWORD
from tests.membership.conftest import Person, Site

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def join(ours: Site, email: str, more: str = "") -> None:
    """An account that was there before, with a password and a proved address."""
    ours.run(f"""
member = Member.objects.create_user("{email}", "{PASSWORD}", name="Ben", verified=True)
{more}
""")


def test_somebody_new_joins_under_their_name_and_has_no_password(theirs, ours):
    zoe = Person(theirs, ours, "Zoe@example.org")
    zoe.come()
    assert zoe.is_signed_in
    kept = zoe.told(
        "[(m.name, m.email, m.has_usable_password())"
        " for m in Member.objects.filter(email__startswith='zoe')]"
    )
    assert kept == [["Zoë O’Brien", "zoe@example.org", False]]
    zoe.come()
    assert zoe.is_signed_in
    assert zoe.told('Member.objects.filter(name="Zoë O’Brien").count()') == 1


def test_an_account_with_the_checked_address_is_theirs_from_then_on(theirs, ours):
    join(ours, "ben@example.org")
    ben = Person(theirs, ours, "BEN@example.org")
    ben.come()
    assert ben.is_signed_in
    ours.run("""
Member.objects.filter(email="ben@example.org").update(email="new@example.org")
EmailAddress.objects.filter(email="ben@example.org").update(email="new@example.org")
""")
    ben.come()
    assert "new@example.org" in ben.browser.get(f"{ours.url}/accounts/email/").text
    assert ben.told("SocialToken.objects.count()") == 0


def test_an_address_that_is_not_checked_leads_nowhere(theirs, ours):
    join(ours, "carol@example.org")
    for email in ("carol@example.org", "nobody@example.org"):
        somebody = Person(theirs, ours, email, checked=False)
        assert "has not checked your e-mail address" in somebody.come().text
        assert not somebody.is_signed_in
    assert (
        somebody.told("SocialAccount.objects.filter(user__email='carol@example.org').count()") == 0
    )
    assert somebody.told("Member.objects.filter(email='nobody@example.org').count()") == 0


def test_who_claimed_an_address_without_proving_it_loses_it_to_its_owner(theirs, ours):
    join(ours, "dev@example.org", "EmailAddress.objects.filter(user=member).update(verified=False)")
    dev = Person(theirs, ours, "dev@example.org")
    assert dev.come().url == f"{ours.url}/accounts/confirm-email/"  # proved to us as well
    assert not dev.is_signed_in
    still = f"Member.objects.get(email='dev@example.org').check_password('{PASSWORD}')"
    assert dev.told(still) is False


def test_a_second_step_is_asked_for_all_the_same(theirs, ours):
    join(ours, "efa@example.org", f"TOTP.activate(member, '{SECRET}')")
    efa = Person(theirs, ours, "efa@example.org")
    assert efa.come().url == f"{ours.url}/accounts/2fa/authenticate/"
    assert not efa.is_signed_in


def test_a_closed_account_stays_closed(theirs, ours):
    join(ours, "greta@example.org", "member.is_active = False; member.save()")
    greta = Person(theirs, ours, "greta@example.org")
    greta.come()
    assert not greta.is_signed_in


@pytest.mark.parametrize("forged", ["", "?code=abc", "?code=abc&state=xyz", "?error=access_denied"])
def test_an_answer_that_nobody_asked_for_signs_nobody_in(theirs, ours, forged):
    browser = requests.Session()
    answer = browser.get(f"{ours.url}/accounts/oidc/membership/login/callback/{forged}")
    assert answer.status_code < 500
    assert "sessionid" not in browser.cookies or "/accounts/" in answer.url
    me = browser.get(f"{ours.url}/me/", allow_redirects=False)
    assert me.status_code == 302


def test_the_button_leads_where_the_policy_lets_it(theirs, ours):
    answer = requests.get(f"{ours.url}/accounts/login/", timeout=30)
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert f"form-action 'self' {theirs.url}" in [each.rstrip(";") for each in policy]
    assert "Sign in by the membership system" in answer.text


@pytest.mark.django_db
def test_without_one_there_is_no_button_and_no_address(client: Client):
    assert "membership system" not in client.get("/accounts/login/").content.decode()
    assert client.get("/accounts/oidc/membership/login/").status_code == 404
