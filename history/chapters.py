"""What of history the office may read, in chapters. What is in none stays with its people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from history.sentences import SENTENCES


class Chapter(models.TextChoices):
    """A part of history that the office can ask for."""

    ACCOUNT = "account", _("Accounts and roles")
    REGISTRATION = "registration", _("Registration")
    TRAINING = "training", _("Mentor training")
    MENTOR = "mentor", _("Mentor profiles and listing")
    PAIRING = "pairing", _("Pairings, by their states")
    HELP = "help", _("Help wanted")
    SCHEME = "scheme", _("The office’s own work")

    @property
    def verbs(self) -> list[str]:
        return [verb for verb in SENTENCES if chapter_of(verb) == self]


def chapter_of(verb: str) -> Chapter | None:
    return CHAPTER_OF.get(verb) or NOUNS.get(noun_of(verb))


def noun_of(verb: str) -> str:
    return verb.partition(".")[0]


# Each noun that the office reads of, whatever happened to it.
NOUNS = {
    "application": Chapter.MENTOR,
    "award": Chapter.REGISTRATION,
    "certificate": Chapter.SCHEME,
    "desk": Chapter.SCHEME,
    "enrolment": Chapter.REGISTRATION,
    "import": Chapter.SCHEME,
    "member": Chapter.ACCOUNT,
    "mentor": Chapter.MENTOR,
    "number": Chapter.SCHEME,
    "pairing": Chapter.PAIRING,
    "registrant": Chapter.REGISTRATION,
    "role": Chapter.ACCOUNT,
    "second_step": Chapter.ACCOUNT,
    "telling": Chapter.SCHEME,
    "template": Chapter.SCHEME,
    "training": Chapter.TRAINING,
    "training_day": Chapter.TRAINING,
    "wording": Chapter.SCHEME,
}
# Verbs of a private noun that the office reads: what was said or done to the office itself.
CHAPTER_OF = {
    "check_in.help_wanted": Chapter.HELP,
    "check_in.settled": Chapter.HELP,
    "record.confirmed": Chapter.SCHEME,
}
# What two people do between them, and what one does for oneself.
PRIVATE_NOUNS = frozenset(
    {
        "agreement", "aim", "block", "check_in", "concern", "feed", "hold", "keeping",
        "line_management", "mark",
        "meeting", "message", "record", "reflection", "search", "search_letter", "step", "thanks",
    }
)  # fmt: skip


def office_verbs() -> list[str]:
    """Every verb that stands in some chapter."""
    return [verb for chapter in Chapter for verb in chapter.verbs]
