"""Parts that stand on a page twenty or a hundred times: drawn once, and filled each time.

The engine takes longer to walk through a small template than to write what is in it. A
stencil walks through it once for each language, with a mark in the place of every value.
The template shows values and nothing more: it cannot ask about one, or go through many.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

INDENTATION = re.compile(r"\s*\n\s*")  # twenty times on a page, it is sent for nothing
MARK = "\ue000{}\ue001"  # private characters, which no template of ours has
Fill = Callable[..., SafeString]


def stencil(template: str, *names: str, **known: str) -> Fill:
    """What fills the template with values for these names, in their order.

    Get it once a page, and call it once a part. Values are escaped unless they are safe.
    `known` are values that are the same in every part.
    """
    form = form_of(template, names, **known)

    def fill(*values: object) -> SafeString:
        return SafeString(form % tuple(map(_escaped, values)))

    return fill


def form_of(template: str, names: tuple[str, ...], **known: str) -> str:
    """The template with "%s" in the place of each value, for the language of this moment.

    Each name stands once, and they stand in this order.
    """
    if settings.DEBUG:  # somebody is at work on the templates
        return _drawn(template, names, **known)
    return _remembered(template, get_language(), names, **known)


def once(template: str) -> SafeString:
    """A template without values, walked through once for each language."""
    return SafeString(form_of(template, ()) % ())


def joined(parts: Iterable[str]) -> SafeString:
    """Parts that are safe, one after the other."""
    return SafeString("".join(parts))


def _escaped(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))


@lru_cache(maxsize=256)
def _remembered(template: str, _language: str | None, names: tuple[str, ...], **known: str) -> str:
    return _drawn(template, names, **known)


def _drawn(template: str, names: tuple[str, ...], **known: str) -> str:
    drawn = get_template(template).render({name: MARK.format(name) for name in names} | known)
    form = INDENTATION.sub("\n", drawn.strip()).replace("%", "%%")
    places = [form.find(MARK.format(name)) for name in names]
    if places != sorted(places) or -1 in places:
        raise ValueError(f"{template} does not show {', '.join(names)} in this order.")
    for name in names:
        form = form.replace(MARK.format(name), "%s")
    return form
