"""What a member may look for in a mentor: the names of the wishes, and how many areas."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lib.refusals import NotAllowed
from registration.models.vocabulary import Term

WISHES = ("areas_to_develop", "meeting_ways", "languages")


def require_wishes(wanted: Mapping[str, Collection[Any]]) -> None:
    """Refuse what is no wish, and too many areas.

    Raises:
        ValueError: for a name that is not in WISHES.
        NotAllowed: as `require_few_areas`.
    """
    if not wanted.keys() <= set(WISHES):
        raise ValueError(f"Not wishes: {wanted.keys() - set(WISHES)}")
    require_few_areas(wanted.get("areas_to_develop", ()))


def require_few_areas(areas: Collection[Any]) -> None:
    """Refuse more areas to develop than MENTORING["MOST_AREAS_TO_DEVELOP"].

    Raises:
        NotAllowed: with both numbers.
    """
    most = settings.MENTORING["MOST_AREAS_TO_DEVELOP"]
    if len(areas) > most:
        words = _("Choose at most %(most)d knowledge areas. You have chosen %(chosen)d.")
        raise NotAllowed(words % {"most": most, "chosen": len(areas)})


def keys_of(terms: Iterable[Term | int]) -> set[int]:
    """The keys of terms, or of keys, each once."""
    return {term.pk if isinstance(term, Term) else term for term in terms}
