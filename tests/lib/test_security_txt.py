"""/.well-known/security.txt is there, whole, and not about to expire."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from lib.security_txt import LOOKED_AT_UNTIL


def test_it_says_whom_to_tell(client: Client) -> None:
    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:mentoring@example.org",
        f"Expires: {LOOKED_AT_UNTIL:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_somebody_has_looked_at_it_lately() -> None:
    """Read SECURITY.md and the address that letters come from; then set a later day."""
    left = LOOKED_AT_UNTIL - timezone.localdate()

    assert timedelta(days=30) < left < timedelta(days=366)
