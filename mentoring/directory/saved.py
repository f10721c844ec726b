"""The searches that a member keeps, asked as the directory's own page asks them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from accounts.models import Member
from lib.templatetags.look import address
from mentoring.directory.found import Found
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.current import current, today
from mentoring.directory.sets.index import Index
from mentoring.models import MentorProfile, SavedSearch, SearchLetter
from mentoring.models.saved_search import hold


@dataclass
class Asker:
    """One member, who asks the directory as it stands now, several times over."""

    member: Member

    @cached_property
    def index(self) -> Index:
        return current()

    @cached_property
    def seeker(self) -> Seeker:
        return Seeker.of(self.member)

    def ask(self, query: str) -> Found:
        """What there is for a search that is written as in the address."""
        asked = QueryDict(query.removeprefix("?"))
        return Found(Search.read(asked, self.index.vocabulary), self.seeker, self.index)


@transaction.atomic
def write_of_new_mentors(member: int) -> bool:
    """Look through the searches of one member, and write when somebody new fits.

    The member's row is held, so that of two that look at once the second finds the first
    one's letter. The news of the directory are read after that, so that what is known of
    a search never goes back.
    """
    to, day = hold(member), today()
    searches = list(SavedSearch.objects.of(member).due(day))
    if to is None or not searches:
        return False
    asker = Asker(to)
    found = {search: asker.ask(search.query) for search in searches}
    new = {search: search.look(fitting(f), known_from(f)) for search, f in found.items()}
    if news := {search: keys for search, keys in new.items() if keys}:
        SearchLetter.objects.write(to, day, news)
    return bool(news)


def still_new(letter: SearchLetter, at: datetime) -> list[BitMap]:
    """Of each search that a letter of this moment is about, the keys of those who fit still."""
    told = SavedSearch.objects.of(letter.member).with_letters().filter(told_at=at)
    asker = Asker(letter.member)
    fit = (search.told_of & fitting(asker.ask(search.query)) for search in told)
    return [keys for keys in fit if keys]


def fitting(found: Found) -> BitMap:
    """The keys of all who fit: nobody, when all that was asked for is no longer known."""
    return found.everybody if found.search.is_narrowed else BitMap()


def known_from(found: Found) -> BitMap:
    """The keys of those who are not new to this member: who fit, and whom they do not meet."""
    return fitting(found) | found.not_shown


@dataclass
class Kept:
    """A saved search as its page shows it."""

    search: SavedSearch
    found: Found
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        return self.search.pk

    @cached_property
    def choices(self) -> list[str]:
        """What it asks for, choice by choice."""
        return self.found.search.in_words()

    @property
    def name(self) -> str:
        """Its name, or what it asks for."""
        return self.search.name or ", ".join(self.choices) or _("A search for what is gone")

    @property
    def href(self) -> str:
        return f"{address('mentoring:directory')}{self.search.query}"

    @cached_property
    def count(self) -> str:
        """How many fit, in words."""
        number = len(fitting(self.found))
        if not number:
            return _("Nobody fits now")
        words = ngettext("%(number)s mentor fits now", "%(number)s mentors fit now", number)
        return words % {"number": number_format(number, force_grouping=True)}

    @cached_property
    def new(self) -> list[int]:
        """The keys of those whom the last letter told of, as far as they fit still."""
        return list(self.search.told_of & fitting(self.found))

    @property
    def named(self) -> list[tuple[str, str]]:
        """The first of them, each with the address of their page."""
        known = ((key, self.names.get(key)) for key in first(self.new))
        return [(f"{address('mentoring:directory')}{key}/", name) for key, name in known if name]

    @property
    def unnamed(self) -> int:
        """How many more there are."""
        return len(self.new) - len(self.named)


def kept_by(member: Member) -> list[Kept]:
    """All that the member keeps, the newest first, with the names of new mentors."""
    asker, searches = Asker(member), SavedSearch.objects.of(member).defer("known")
    rows = [Kept(search, asker.ask(search.query)) for search in searches]
    named = {key for row in rows for key in first(row.new)}
    names = MentorProfile.objects.listed().filter(pk__in=named).values_list("pk", "member__name")
    known = dict(names) if named else {}
    return [replace(row, names=known) for row in rows]


def first(keys: list[int]) -> list[int]:
    """As many as are named on the page."""
    return keys[: settings.MENTORING["MOST_NAMED_AS_NEW"]]
