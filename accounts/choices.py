"""The languages and time zones that a member can choose from."""

from functools import cache
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def default_language() -> str:
    return settings.LANGUAGE_CODE


def validate_language(code: str) -> None:
    """A language in which the product speaks."""
    if code not in dict(settings.LANGUAGES):
        raise ValidationError(_("Choose one of the languages."), "language")


def validate_time_zone(name: str) -> None:
    """A place of the IANA list that the product offers."""
    if name not in time_zones():
        raise ValidationError(_("Choose one of the time zones."), "time_zone")


@cache
def time_zones() -> tuple[str, ...]:
    """Every zone named after a place, in order, and UTC; read from the machine once."""
    places = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}
    return (*sorted(places), "UTC")
