"""What may be saved by whom. Asked under the lock, of the database, each time."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Member
from lib.refusals import NotAllowed

if TYPE_CHECKING:
    from mentoring.models.saved_search import SavedSearch


def require_own_search(search: "SavedSearch", by: Member) -> None:
    """A saved search is changed by the member whose it is."""
    if by.pk != search.member_id:
        raise NotAllowed(_("Only the member whose search this is can change it."))


def require_something_asked(query: str, longest: int) -> None:
    """A search that asks for nothing finds everybody; one may also ask for too much."""
    if not query:
        raise NotAllowed(_("Look for something first: a word, or one of the choices."))
    if len(query) > longest:
        raise NotAllowed(_("This search has too many choices to be saved. Take some back first."))


def require_room_to_save(by: Member) -> None:
    """As many searches are kept as settings.MENTORING says."""
    most = settings.MENTORING["MOST_SAVED_SEARCHES"]
    if by.saved_searches.count() >= most:
        raise NotAllowed(_("You can keep %(most)d searches. Delete one first.") % {"most": most})
