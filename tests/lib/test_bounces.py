"""What comes back: signed return addresses, and delivery reports as mail servers write them."""

import pytest
from django.test import override_settings

from lib import bounces

FROM = {"BOUNCE_ADDRESS": "bounces@example.org"}
REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: bounces+7-0123456789abcdef01234567@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="edge"

--edge
Content-Type: text/plain; charset=us-ascii

I could not deliver your letter.

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; kit@example.net
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--edge
Content-Type: message/rfc822

Subject: A member asks you

Text
--edge--
"""


def report(action: str = "failed", status: str = "5.1.1", kind: str = "delivery-status") -> bytes:
    return REPORT.format(action=action, status=status, kind=kind).encode()


@override_settings(**FROM)
def test_a_return_address_leads_back_to_its_member_and_address() -> None:
    address = bounces.return_address(7, "kit@example.net")
    assert len(address.partition("@")[0]) <= 64
    assert bounces.key_in(address.upper()) == (7, bounces.signs_for(7, "kit@example.net"))
    assert bounces.signs_for(7, "kit@example.net") != bounces.signs_for(7, "new@example.net")
    assert bounces.signs_for(7, "kit@example.net") != bounces.signs_for(8, "kit@example.net")


@override_settings(BOUNCE_ADDRESS="")
def test_without_an_address_for_bounces_there_is_none() -> None:
    assert bounces.return_address(7, "kit@example.net") == ""


@pytest.mark.parametrize(
    "recipient", ["", "bounces@example.org", "bounces+7@example.org", "a+7-xyz@example.org"]
)
def test_what_is_no_return_address_of_ours_has_no_key(recipient: str) -> None:
    assert bounces.key_in(recipient) is None


@pytest.mark.parametrize(
    ("action", "status", "is_for_good"),
    [
        ("failed", "5.1.1", True),
        ("Failed", "5.1.10 (no such user)", True),
        ("failed", "5.2.1", True),
        ("failed", "5.4.4", True),
        ("failed", "5.2.2", False),  # a full box
        ("failed", "5.3.4", False),  # too large
        ("failed", "5.7.1", False),  # a filter
        ("failed", "4.4.7", False),
        ("delayed", "4.0.0", False),
        ("delivered", "2.0.0", False),
        ("relayed", "5.1.1", False),
        ("failed", "", False),
        ("failed", "very", False),
    ],
)
def test_only_an_address_that_is_gone_counts(action: str, status: str, is_for_good: bool) -> None:
    assert bounces.is_for_good(report(action, status)) is is_for_good


def test_one_of_several_recipients_is_enough() -> None:
    two = report("delayed", "4.0.0").replace(
        b"no such user\n", b"no such user\n\nAction: failed\nStatus: 5.1.1\n", 1
    )
    assert bounces.is_for_good(two) is True


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\xff\x00\xfe",
        b"Subject: Out of office\n\nStatus: 5.1.1\nAction: failed\n",
        report(kind="disposition-notification"),
        b"Content-Type: multipart/report; report-type=delivery-status\n\nno parts",
        report() + b" " * bounces.LONGEST_REPORT,
    ],
)
def test_whatever_is_no_report_says_nothing(said: bytes) -> None:
    assert bounces.is_for_good(said) is False
