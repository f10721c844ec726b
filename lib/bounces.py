"""Letters that come back: whose they were, and whether the address is gone for good.

Each letter leaves with a return address of its own, signed, so that nobody can have another
member's address marked by a forged report. What comes back is read as RFC 3464 has it.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from smtplib import SMTPRecipientsRefused

from django.conf import settings

LONGEST_REPORT = 1_000_000  # bytes
SIGNS = 24  # 96 bits, in letters that no mail server changes
TOKEN = re.compile(rf"\+(\d{{1,18}})-([0-9a-f]{{{SIGNS}}})@", re.IGNORECASE)
HARD = re.compile(r"5\.\d{1,3}\.\d{1,3}")
NO_SUCH_ADDRESS = (550, 551, 553)
# A full box, a letter too large, and what a filter did not like: the address is there.
NOT_FOR_GOOD = re.compile(r"5\.(2\.[23]|3\.4|7\.\d+)")


def return_address(key: int, email: str) -> str:
    """Where a letter to this member comes back to; empty when bounces are not read here."""
    local, _at, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{local}+{key}-{signs_for(key, email)}@{domain}" if domain else ""


def signs_for(key: int, email: str) -> str:
    """What only this installation can write, of a member and the address they had then."""
    said = f"bounce {key} {email}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:SIGNS]


def key_in(recipient: str) -> tuple[int, str] | None:
    """The key and the signs in a return address, or nothing when there are none."""
    found = TOKEN.search(recipient)
    return (int(found[1]), found[2].lower()) if found else None


def is_for_good(report: bytes) -> bool:
    """Whether a delivery report says that a letter failed, and will always fail."""
    if len(report) > LONGEST_REPORT:
        return False
    return any(
        fields.get("Action", "").strip().lower() == "failed" and _is_hard(fields.get("Status", ""))
        for fields in _recipients(message_from_bytes(report, policy=policy.compat32))
    )


def is_refused_for_good(refusal: SMTPRecipientsRefused) -> bool:
    """Whether the mail server knows at once that there is no such address."""
    return all(
        code in NO_SUCH_ADDRESS and (_is_hard(words) or not _has_code(words))
        for code, words in (
            (code, said.decode(errors="replace")) for code, said in refusal.recipients.values()
        )
    )


def _has_code(words: str) -> bool:
    """Whether it begins with an enhanced status code (RFC 3463)."""
    return bool(re.match(r"[245]\.\d{1,3}\.\d{1,3}\b", words))


def _is_hard(status: str) -> bool:
    words = status.split()
    code = words[0] if words else ""
    return bool(HARD.fullmatch(code)) and not NOT_FOR_GOOD.fullmatch(code)


def _recipients(report: Message) -> Iterator[Message]:
    """The groups of fields of a report, one a recipient; none when it is no report."""
    is_report = report.get_content_type() == "multipart/report"
    if not is_report or str(report.get_param("report-type", "")).lower() != "delivery-status":
        return
    for part in _parts(report):
        if part.get_content_type() == "message/delivery-status":
            yield from _parts(part)[1:]


def _parts(message: Message) -> list[Message]:
    """The parts of a message; none when it is one whole."""
    payload = message.get_payload()
    parts = payload if isinstance(payload, list) else []
    return [part for part in parts if isinstance(part, Message)]
