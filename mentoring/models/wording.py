"""The words of our letters and of the help as the office has put them, by text and language.

A change is a row of its own; the newest counts, and the ones before it can be brought back.
What a row does not have is said as it comes with Alongside.
"""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import Member
from history.models import Event
from lib.constraints import both_or_neither
from lib.refusals import NotAllowed
from lib.wording import ACCOUNT, CHAPTERS, account_words, help_words, sentences_of
from mentoring.models.pairing_races import in_turn

# Written by accounts as well, from the folder of all letters.
OF_ACCOUNTS = ("role_changed", "role_given", "role_taken", "second_steps_forgotten")


class WordingManager(models.Manager["Wording"]):
    def newest_of(self, letter: str, language: str) -> models.QuerySet["Wording"]:
        """Every wording of one letter in one language, the newest first."""
        mine = self.filter(letter=letter, language=language)
        return mine.select_related("written_by").order_by("-number")

    def of_help(self) -> dict[tuple[str, str], dict[str, str]]:
        """What the office has put otherwise on the help page, by chapter and language."""
        rows = self.filter(letter__in=CHAPTERS).order_by("number")
        return {(row.letter, row.language): row.words for row in rows}

    def of_accounts(self) -> dict[tuple[str, str], dict[str, str]]:
        """The same of the letters that accounts write, by letter and language."""
        theirs = models.Q(letter__in=OF_ACCOUNTS)
        for kind in ACCOUNT:
            theirs |= models.Q(letter__startswith=kind)
        return {
            (row.letter, row.language): row.words for row in self.filter(theirs).order_by("number")
        }

    def words(self, letter: str, language: str) -> dict[str, str]:
        """What the office has put otherwise, by the sentence as it comes."""
        newest = self.newest_of(letter, language).first()
        return newest.words if newest else {}

    @in_turn
    def write(
        self, letter: str, language: str, words: dict[str, str], *, by: Member, after: int
    ) -> bool:
        """Put sentences of a letter otherwise; all others come as they are. False when it is so.

        Args:
            words: by the sentence as it comes, in English.
            after: the number of the wording that the writer had before them, or 0.

        Raises:
            NotAllowed: a sentence cannot be put so, or somebody has changed the letter since.
        """
        words = only_what_differs(letter, language, words)
        newest = self.newest_of(letter, language).first()
        if (newest.words if newest else {}) == words:
            return False
        if (newest.number if newest else 0) != after:
            raise NotAllowed(
                _("Somebody has changed this letter since you opened it. Read theirs first.")
            )
        facts: dict[str, Any] = {"words": words, "written_at": timezone.now(), "written_by": by}
        row = self.create(letter=letter, language=language, number=after + 1, **facts)
        Event.objects.record("wording.written", by=by, on=row, at=row.written_at)
        if letter in CHAPTERS:
            transaction.on_commit(help_words.forget)
        if letter.startswith(ACCOUNT) or letter in OF_ACCOUNTS:
            transaction.on_commit(account_words.forget)
        return True


class Wording(models.Model):
    """One wording of one letter or chapter in one language. Without words it is as it comes."""

    letter = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = WordingManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "language", "number"],
                name="one_wording_per_letter_language_and_number",
            ),
            both_or_neither("wording", "written"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.language} {self.number}"


def only_what_differs(letter: str, language: str, words: dict[str, str]) -> dict[str, str]:
    """The words that say something else than what comes, each of them checked."""
    said: dict[str, str] = {}
    with override(language):
        for sentence in sentences_of(letter):
            new = " ".join(words.get(sentence.text, "").split())
            if no := sentence.why_not(new):
                raise NotAllowed(str(no))
            if new and new != sentence.in_this_language():
                said[sentence.text] = new
    return said
