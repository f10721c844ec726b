"""What the components need beyond Django's own tags. No queries, no rules of the domain."""

from email.utils import parseaddr
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib import stencil

register = template.Library()

DAYS_OF_A_MONTH, SPOKEN_MONTHS = 365.25 / 12, 6  # shorter times are said in days
AVATAR_COLOURS = ("spruce", "amber", "berry", "sky")


@register.filter
def avatar_colour(pk: int | None) -> str:
    """A colour for a person's initials, by their key alone: it means nothing."""
    return AVATAR_COLOURS[(pk or 0) % len(AVATAR_COLOURS)]


@register.filter
def dots(left: int, capacity: int) -> list[bool]:
    """One entry a place, free places first: `2|dots:3` is free, free, taken."""
    return [place < left for place in range(capacity)]


@register.filter
def first_control(field: BoundField) -> str:
    """The id a link to this field points at: the control, or the first of its choices."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def pressed(chosen: str, value: str) -> str:
    """What `aria-pressed` says of a button that chooses `value`."""
    return "true" if chosen == value else "false"


@register.filter
def zone_words(zone: object) -> str:
    """A time zone as people speak of it: "Europe/London" is London time."""
    place = str(zone).rpartition("/")[2].replace("_", " ")
    return _("%(place)s time") % {"place": place}


@register.filter
def lead(label: str) -> str:
    """A label before its error: with a colon, unless it asks something."""
    return label if label.endswith("?") else f"{label}:"


@register.filter
def lasting(days: int) -> str:
    """A time as people speak of it: 730 days are 2 years, 183 are 6 months, 100 are 100 days."""
    months = round(days / DAYS_OF_A_MONTH)
    if months < SPOKEN_MONTHS or abs(days - months * DAYS_OF_A_MONTH) > 1:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    years, rest = divmod(months, 12)
    if rest:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


@register.filter
def field_kind(field: BoundField) -> str:
    """How a field is laid out: hidden, tick (one box beside its words), group or line."""
    if field.is_hidden:
        return "hidden"
    if field.widget_type == "checkbox":
        return "tick"
    return "group" if field.use_fieldset else "line"


@register.filter
def has_many_choices(field: BoundField) -> bool:
    """Whether a group of choices is long enough to be set in two columns."""
    return len(getattr(field.field, "choices", ())) > 8


@register.simple_tag
def once(template: str) -> SafeString:
    """A part that is the same on every page: walked through once for each language."""
    return stencil.once(template)


@register.simple_tag
def filled(template: str, **values: object) -> SafeString:
    """A part that is a stencil (lib/stencil.py), with its values in their order."""
    return stencil.stencil(template, *values)(*values.values())


@register.simple_tag
def mentoring_number(name: str) -> Any:
    """One of the numbers that are choices (settings.MENTORING), so that texts tell the truth."""
    return settings.MENTORING[name]


@register.simple_tag
def office_address() -> str:
    """Where people write to the office: the address that our own letters come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


@register.simple_tag(takes_context=True)
def nav_current(context: dict[str, Any], page: str, *sections: str) -> SafeString:
    """`aria-current` for a menu link: "page" on the page itself, "true" in its section.

    Args:
        page: the name of the address that the link leads to.
        sections: other paths that belong to it.
    """
    here, path = getattr(context.get("request"), "path", ""), address(page)
    if here == path:
        return CURRENT_PAGE
    return CURRENT_SECTION if path != "/" and here.startswith((path, *sections)) else NOWHERE


@cache
def address(page: str) -> str:
    """The path of a page that needs no key."""
    return reverse(page)


CURRENT_PAGE = mark_safe(' aria-current="page"')
CURRENT_SECTION = mark_safe(' aria-current="true"')
NOWHERE = mark_safe("")
