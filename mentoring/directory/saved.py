"""The searches that a member keeps, asked as the directory's own page asks them."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from accounts.models import Member
from lib.templatetags.look import address
from mentoring.directory.found import Found
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.current import current
from mentoring.directory.sets.index import Index
from mentoring.models import SavedSearch


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


def fitting(found: Found) -> BitMap:
    """The keys of all who fit: nobody, when all that was asked for is no longer known."""
    return found.everybody if found.search.is_narrowed else BitMap()


@dataclass
class Kept:
    """A saved search as its page shows it."""

    search: SavedSearch
    found: Found

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


def kept_by(member: Member) -> list[Kept]:
    """All that the member keeps, the newest first."""
    asker, searches = Asker(member), SavedSearch.objects.of(member)
    return [Kept(search, asker.ask(search.query)) for search in searches]
