"""The post that the demo sent, read from where the e-mail backend left it.

In the demo that is a folder of files, in tests the memory of the process. A mail server
that really sends keeps nothing here, and then there is nothing to read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core import mail

FILES = "django.core.mail.backends.filebased.EmailBackend"
MEMORY = "django.core.mail.backends.locmem.EmailBackend"
BETWEEN_LETTERS = b"\n" + b"-" * 79 + b"\n"
MOST_SHOWN = 50


@dataclass(frozen=True)
class Letter:
    """One sent letter, as its reader sees it."""

    key: str
    to: str
    subject: str
    sent_at: datetime
    text: str
    html: str

    @classmethod
    def of(cls, key: str, raw: bytes) -> "Letter":
        message = BytesParser(EmailMessage, policy=default).parsebytes(raw)
        return cls(
            key=key,
            to=str(message["to"]),
            subject=str(message["subject"]),
            sent_at=in_time(message["date"]),
            text=part(message, "plain"),
            html=part(message, "html"),
        )


def is_kept_here() -> bool:
    """Whether letters stay on this machine to be read, and go to nobody."""
    return settings.EMAIL_BACKEND in (FILES, MEMORY)


def newest_letters() -> list[Letter]:
    """The newest letters, newest first; those of one second in the order they were kept.

    In memory a letter is dated each time it is read, so there the order kept is the order.
    """
    found = [Letter.of(key, raw) for key, raw in _kept()]
    if settings.EMAIL_BACKEND == FILES:
        found.sort(key=lambda letter: letter.sent_at, reverse=True)
    return found[:MOST_SHOWN]


def find_letter(key: str) -> Letter | None:
    """One letter by its key."""
    return next((Letter.of(key, raw) for kept, raw in _kept() if kept == key), None)


def in_time(date: str) -> datetime:
    sent = parsedate_to_datetime(date)
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)


def part(message: EmailMessage, kind: str) -> str:
    """The text of one of a letter's two forms, or nothing."""
    body = message.get_body((kind,))
    return str(body.get_content()).strip() if body else ""


def _kept() -> Iterator[tuple[str, bytes]]:
    """Each letter with its key, the last one kept first."""
    if settings.EMAIL_BACKEND == FILES:
        yield from _from_files(Path(getattr(settings, "EMAIL_FILE_PATH", "")))
    else:
        outbox = getattr(mail, "outbox", [])
        for number in reversed(range(len(outbox))):
            yield f"letter-{number}", outbox[number].message().as_bytes()


def _from_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The newest files first; one file holds all that one connection sent."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files[:MOST_SHOWN]:
        parts = file.read_bytes().split(BETWEEN_LETTERS)
        written = [raw for raw in parts if raw.strip()]
        for number in reversed(range(len(written))):
            yield f"{file.stem}-{number}", written[number]
