"""The agreement of a pairing as one of the two reads it: what counts, and what waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mentoring.models import Agreement, AgreementTemplate
from mentoring.models.agreement_template import standard_text_of
from mentoring.models.agreement_text import AgreementText
from mentoring.views.seen import Seen, day

IN_SHORT = ("aims", "meeting", "replying", "confidentiality")


@dataclass(frozen=True)
class Offered:
    """The standard text, before there is a pairing that could have its own."""

    standard: AgreementTemplate | None

    @property
    def rows(self) -> list[Any]:
        return self.standard.rows() if self.standard else []


@dataclass
class Terms:
    """In short it costs two statements at most: the newest version, and what counts instead."""

    seen: Seen

    @cached_property
    def newest(self) -> Agreement | None:
        version: Agreement | None = self.seen.pairing.agreements.newest()
        return self._at_hand(version)

    @property
    def number(self) -> int:
        return self.newest.number if self.newest else 0

    @property
    def waiting(self) -> Agreement | None:
        """The suggestion that has not been agreed to; none once the pairing is closed."""
        is_over = self.seen.pairing.is_closed or not self.newest or self.newest.agreed_at
        return None if is_over else self.newest

    @cached_property
    def own(self) -> Agreement | None:
        """The newest version that both have agreed to."""
        if self.newest is None or self.newest.agreed_at:
            return self.newest
        return self._at_hand(self.seen.pairing.agreements.agreed().newest())

    @cached_property
    def standard(self) -> AgreementTemplate | None:
        """The standard text, where the two have no version of their own."""
        return None if self.own else standard_text_of(self.seen.pairing)

    @property
    def counts(self) -> AgreementText | None:
        return self.own or self.standard

    def _at_hand(self, version: Agreement | None) -> Agreement | None:
        if version:
            version.pairing = self.seen.pairing
        return version

    # In words -----------------------------------------------------------------

    @property
    def rows(self) -> list[Any]:
        return self.counts.rows() if self.counts else []

    @property
    def rows_in_short(self) -> list[Any]:
        return self.counts.rows(IN_SHORT) if self.counts else []

    @property
    def changes(self) -> list[Any]:
        """The headings under which the suggestion says something else, with before and after."""
        return list(changes(self.counts, self.waiting)) if self.waiting else []

    @property
    def waits_for_viewer(self) -> bool:
        waiting = self.waiting
        return waiting is not None and waiting.can_be_agreed_to_by(self.seen.viewer)

    @property
    def can_suggest(self) -> bool:
        return self.seen.pairing.can_be_written_in_by(self.seen.viewer)

    @property
    def standing(self) -> str:
        """What counts, and by whose yes, in a sentence."""
        if self.own:
            return agreed_words(self.own, self.seen)
        if self.seen.pairing.standard_text_id is None:
            return _("This is the standard text. You can change it together.")
        if self.seen.viewer_has_accepted and self.seen.other_has_accepted:
            return _("Both of you accepted this standard text with the pairing.")
        if self.seen.viewer_has_accepted:
            return _("You have accepted this standard text.")
        return _("%(name)s has accepted this standard text.") % self.seen.names

    @property
    def waiting_words(self) -> str:
        """Who has suggested a change, when, and what makes it count."""
        if self.waiting is None:
            return ""
        facts = {**self.seen.names, "day": day(self.waiting.suggested_at)}
        if self.waiting.side == self.seen.side:
            return _("You suggested a change on %(day)s. It waits for %(name)s to agree.") % facts
        return _("%(name)s suggested a change on %(day)s. It counts once you agree.") % facts

    # Every version -------------------------------------------------------------

    @property
    def versions(self) -> list[Any]:
        """All there have been, the newest first; the standard text was the first of them."""
        pairing = self.seen.pairing
        own = pairing.agreements.order_by("-number").defer(*AgreementText.TEXTS)
        rows = [self._row(version) for version in own]
        if pairing.standard_text_id:
            rows.append(row(pairing.pk, 0, _("The standard text"), self.standard_words))
        return rows

    def _row(self, version: Agreement) -> Any:
        title = _("Version %(number)d") % {"number": version.number}
        return row(self.seen.pairing.pk, version.number, title, self.words_of(version))

    def words_of(self, version: Agreement) -> str:
        """Who suggested it and who agreed, when; or that nobody did."""
        if version.agreed_at:
            return agreed_words(version, self.seen)
        if version == self.waiting:
            return self.waiting_words
        facts = {**self.seen.names, "day": day(version.suggested_at)}
        if version.side == self.seen.side:
            return _("You suggested it on %(day)s. It was not agreed to.") % facts
        return _("%(name)s suggested it on %(day)s. It was not agreed to.") % facts

    @property
    def standard_words(self) -> str:
        """Whose yes to the pairing was a yes to it."""
        pairing, seen = self.seen.pairing, self.seen
        first = pairing.agreements.agreed().order_by("number").first()
        yeses = {"mentor": pairing.mentor_accepted_at, "mentee": pairing.mentee_accepted_at}
        until = first.agreed_at if first else None
        said = {side: at for side, at in yeses.items() if at and not (until and until <= at)}
        own, other = said.pop(seen.side, None), next(iter(said.values()), None)
        if own and other:
            facts = {**seen.names, "yours": day(own), "theirs": day(other)}
            return _("You accepted it on %(yours)s, and %(name)s on %(theirs)s.") % facts
        if own:
            return _("You accepted it on %(yours)s.") % {"yours": day(own)}
        facts = {**seen.names, "theirs": day(other) if other else ""}
        return _("%(name)s accepted it on %(theirs)s.") % facts


def agreed_words(version: Agreement, seen: Seen) -> str:
    """Who suggested it and who agreed, when."""
    if version.agreed_at is None:
        return ""
    facts = {**seen.names, "on": day(version.suggested_at), "agreed": day(version.agreed_at)}
    if version.side == seen.side:
        return _("You suggested it on %(on)s, and %(name)s agreed on %(agreed)s.") % facts
    return _("%(name)s suggested it on %(on)s, and you agreed on %(agreed)s.") % facts


def changes(before: AgreementText | None, after: AgreementText) -> Iterator[Any]:
    """The headings under which the two texts differ."""
    for name, heading in after.headings().items():
        old, new = getattr(before, name, ""), getattr(after, name)
        if old != new:
            yield {"heading": heading, "before": old, "after": new}


def row(pairing: int, number: int, title: str, words: str) -> Any:
    """One line of the list of versions."""
    url = reverse("mentoring:agreement_version", args=[pairing, number])
    return {"number": number, "title": title, "words": words, "url": url}
