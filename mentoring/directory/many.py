"""Whom the directory would show to several members, and what is in their way: for the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.conf import settings
from django.http import QueryDict
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from pyroaring import BitMap

from accounts.models import Member
from mentoring.directory.cards import cards_of
from mentoring.directory.found import Found
from mentoring.directory.others import Other
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.current import current

WISHES = {
    "area": _lazy("the knowledge areas"),
    "language": _lazy("the language"),
    "way": _lazy("the way of meeting"),
}


@dataclass(frozen=True)
class Fitting:
    """A few mentors for one member, and what would loosen the search."""

    others: list[Other]
    loosening: str


def fitting(members: Iterable[Member]) -> dict[int, Fitting]:
    """By the key of each member: three statements, however many they are."""
    index, most = current(), settings.MENTORING["MENTORS_AFTER_A_NO"]
    search = Search.read(QueryDict(), index.vocabulary)
    found = {seeker.member: Found(search, seeker, index) for seeker in Seeker.of_many(members)}
    keys = {who: keys_of(one, most) for who, one in found.items()}
    cards = {card.pk: card for card in cards_of({k for ks in keys.values() for k in ks}, index)}
    fits = {}
    for who, one in found.items():
        why = one.suggestions.sentences(keys[who])
        shown = [Other(cards[key], why[key]) for key in keys[who] if key in cards]
        fits[who] = Fitting(shown, loosening(one))
    return fits


def keys_of(found: Found, most: int) -> list[int]:
    """Those who stand first among the suggestions, and are not asked already."""
    asked = found.seeker.all("proposed")
    return [key for key in found.page.keys if key not in asked][:most]


def loosening(found: Found) -> str:
    """How many with a place have all that the member looks for, and if none, what to drop."""
    wishes = {name: having(found, name) for name in WISHES if found.seeker.all(name)}
    if not wishes:
        return _("Has not said what they look for.")
    if fit := len(reduce(and_, wishes.values(), found.everybody)):
        return ngettext(
            "%(n)d mentor with a place has what they look for.",
            "%(n)d mentors with a place have what they look for.",
            fit,
        ) % {"n": fit}
    fewer = {name: but(found, wishes, name) for name in wishes}
    ways = [
        _("%(n)d without %(wish)s") % {"n": number, "wish": WISHES[name]}
        for name, number in fewer.items()
        if number
    ]
    nobody = _("Nobody with a place has all that they look for.")
    if not ways:
        return nobody
    return f"{nobody} {_('There would be %(ways)s.') % {'ways': get_text_list(ways, _('and'))}}"


def but(found: Found, wishes: dict[str, BitMap], name: str) -> int:
    """How many there would be if the member looked for one thing less."""
    others = [keys for other, keys in wishes.items() if other != name]
    return len(reduce(and_, others, found.everybody))


def having(found: Found, group: str) -> BitMap:
    """Who has any of the terms that the member looks for."""
    latest = found.index.vocabulary.latest
    terms = {latest(group, pk).pk for pk in found.seeker.all(group)}
    return BitMap.union(BitMap(), *(found.index.term(group, pk) for pk in terms))
