"""What a cell means: a day, an address, a word of a vocabulary, a member."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.inputs import LONGEST_ADDRESS
from accounts.models import Member
from lib.text import (
    folded,
    normalise_email,
    normalise_line,
    normalise_number,
    validate_line,
    validate_name,
    validate_number,
)
from mentoring.imports.lines import Column, Line, Wrong
from registration.models import Term

A_DAY = forms.DateField(
    input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d 00:00:00"]
)
# The columns that name a member: one of the two will do.
WHO = (
    Column("email", gettext_lazy("E-mail address"), ("e mail", "email", "mail")),
    Column(
        "membership_number",
        gettext_lazy("Membership number"),
        ("membership number", "membership", "member number", "number", "no"),
    ),
)


def address(text: str) -> str:
    """An e-mail address in the one spelling that we keep."""
    said = normalise_email(text)
    try:
        EmailValidator()(said)
    except ValidationError:
        raise Wrong(_("“%(text)s” is not an e-mail address.") % {"text": text}) from None
    if len(said) > LONGEST_ADDRESS:
        raise Wrong(_("The e-mail address is too long."))
    return said


def number(text: str) -> str:
    """A membership number, or nothing."""
    said = normalise_number(text)
    try:
        if said:
            validate_number(said)
    except ValidationError as wrong:
        raise Wrong(_("Membership number: %(why)s") % {"why": wrong.messages[0]}) from None
    return said


def name(text: str) -> str:
    """The name of a person."""
    said = line(text, 150)
    try:
        validate_name(said)
    except ValidationError as wrong:
        raise Wrong(_("Name: %(why)s") % {"why": wrong.messages[0]}) from None
    return said


def line(text: str, most: int) -> str:
    """A line without what cannot be seen."""
    said = normalise_line(text)
    try:
        validate_line(said)
    except ValidationError as wrong:
        raise Wrong(" ".join(wrong.messages)) from None
    if len(said) > most:
        raise Wrong(_("“%(text)s…” is too long.") % {"text": said[:40]})
    return said


def day(text: str) -> date:
    """A day as people type it: 2014-03-05, 5/3/2014, 5 March 2014."""
    try:
        return A_DAY.clean(text)
    except ValidationError:
        raise Wrong(
            _("“%(text)s” is not a day. Type it like 5 March 2014 or 2014-03-05.") % {"text": text}
        ) from None


class Terms:
    """A vocabulary by all the ways in which an old list may name its words; read once."""

    def __init__(self, model: type[Term], label: str) -> None:
        self.model, self.label = model, label

    @cached_property
    def by_name(self) -> dict[str, Term]:
        """Names, short names and letters after the name, as they are filed."""
        found: dict[str, Term] = {}
        terms = self.model._default_manager.select_related("replaced_by").order_by("-position")
        for term in terms:
            spellings = (term.slug, getattr(term, "post_nominals", ""), term.name)
            found |= {folded(spelling): term for spelling in spellings if spelling}
        return found

    def find(self, text: str, *, retired: bool = False) -> Term:
        """The term that stands for the text today.

        Args:
            retired: whether one that is offered no longer will do.
        """
        term = self.by_name.get(folded(text))
        if term is None:
            raise Wrong(
                _("“%(text)s” is not in the list of %(what)s.") % {"text": text, "what": self.label}
            )
        today = term if retired else (term.successor or term)
        if not today.is_current and not retired:
            raise Wrong(_("“%(text)s” is no longer offered.") % {"text": text})
        return today


class People:
    """The members whom rows name, by membership number, e-mail address or both; one query."""

    def __init__(self, lines: Iterable[Line], prefix: str = "") -> None:
        self.email, self.number = f"{prefix}email", f"{prefix}membership_number"
        said = list(lines)
        addresses = {normalise_email(line.get(self.email)) for line in said} - {""}
        numbers = {normalise_number(line.get(self.number)) for line in said} - {""}
        found = Member.objects.filter(Q(email__in=addresses) | Q(membership_number__in=numbers))
        self.members = list(found.select_related("registrant"))
        self.by_address = {member.email: member for member in self.members}
        self.by_number = {member.membership_number: member for member in self.members}

    def find(self, line: Line) -> Member:
        """The one member whom the row names, with an open account."""
        said, numbered = line.get(self.email), line.get(self.number)
        if not said and not numbered:
            raise Wrong(_("There is neither an e-mail address nor a membership number."))
        one = self.by_address.get(address(said)) if said else None
        other = self.by_number.get(number(numbered)) if numbered else None
        if one and other and one.pk != other.pk:
            raise Wrong(_("The e-mail address is one member’s, the membership number another’s."))
        found = one or other
        if found is None:
            raise Wrong(_("No member has this address or number. Import the members first."))
        if one and numbered and other is None and one.membership_number:
            raise Wrong(_("The member with this address has another membership number."))
        if not found.is_active:
            raise Wrong(_("The account of this member is closed."))
        return found
