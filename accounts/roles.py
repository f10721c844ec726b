"""What an office role allows. Roles are code: a new one is a line here and a review."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

View = Callable[..., HttpResponseBase]


class Permission(StrEnum):
    """One thing that the office may do."""

    SEE_OFFICE = "see_office"
    SEE_MEMBERS = "see_members"
    RECORD_TRAINING = "record_training"
    CONFIRM_RECORDS = "confirm_records"
    HANDLE_CONCERNS = "handle_concerns"
    EDIT_TEXTS = "edit_texts"
    SEE_HELP_WANTED = "see_help_wanted"


class Role(StrEnum):
    """A place in the office that a member can hold."""

    ADMINISTRATOR = "administrator"
    SAFEGUARDING = "safeguarding"


ROLES: dict[str, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.SEE_OFFICE,
            Permission.SEE_MEMBERS,
            Permission.RECORD_TRAINING,
            Permission.CONFIRM_RECORDS,
            Permission.EDIT_TEXTS,
            Permission.SEE_HELP_WANTED,
        }
    ),
    # Concerns and nothing else: who reads these need not be who keeps the roll.
    Role.SAFEGUARDING: frozenset({Permission.HANDLE_CONCERNS}),
}


def requires(permission: Permission) -> Callable[[View], View]:
    """Let a view answer only to members who hold `permission`.

    Visitors go to the log-in page and come back; members without it meet 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_log_in(request)
            if not request.user.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def to_log_in(request: HttpRequest) -> HttpResponseRedirect:
    page = resolve_url(settings.LOGIN_URL)
    return HttpResponseRedirect(f"{page}?{urlencode({'next': request.get_full_path()})}")
