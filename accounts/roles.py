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
from django.utils.translation import gettext_lazy as _

from accounts.office_door import has_taken_second_step, to_second_step

View = Callable[..., HttpResponseBase]
SAFE = ("GET", "HEAD", "OPTIONS")


class Permission(StrEnum):
    """One thing that the office may do. What is named SEE only opens pages."""

    SEE_OFFICE = "see_office"
    SEE_MEMBERS = "see_members"
    SEE_ADDRESSES = "see_addresses"  # the e-mail addresses of members
    SEE_TRAINING = "see_training"  # every record, with its note and the reason of a withdrawal
    SEE_HELP_WANTED = "see_help_wanted"
    SEE_QUEUE = "see_queue"
    SEE_APPLICATIONS = "see_applications"
    SEE_REPORTS = "see_reports"
    SEE_SMALL_COUNTS = "see_small_counts"
    SEE_TEXTS = "see_texts"
    SEE_HISTORY = "see_history"  # what happened to others, who looked at whom, who holds what
    SEE_COMPLAINTS = "see_complaints"  # that they are there, until when they are to be answered
    SEE_SETTINGS = "see_settings"
    SEE_TELLING = "see_telling"
    RECORD_TRAINING = "record_training"
    IMPORT_LISTS = "import_lists"
    CONFIRM_RECORDS = "confirm_records"
    SETTLE_HELP = "settle_help"
    WORK_QUEUE = "work_queue"  # take, settle and put off what waits on the desk
    SUGGEST_PAIRINGS = "suggest_pairings"
    ANSWER_APPLICATIONS = "answer_applications"
    EDIT_TEXTS = "edit_texts"
    CHANGE_SETTINGS = "change_settings"
    TELL_AGAIN = "tell_again"
    ENTER_ERASURES = "enter_erasures"  # of members who have written to the office
    GIVE_ROLES = "give_roles"
    HANDLE_CONCERNS = "handle_concerns"

    @property
    def only_shows(self) -> bool:
        return self.startswith("see_")


class Role(StrEnum):
    """A place in the office that a member can hold."""

    ADMINISTRATOR = "administrator"
    TRAINING_ADMINISTRATOR = "training_administrator"
    REGIONAL_OFFICER = "regional_officer"
    AUDITOR = "auditor"
    SAFEGUARDING = "safeguarding"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.TRAINING_ADMINISTRATOR: _("Training administrator"),
    Role.REGIONAL_OFFICER: _("Regional officer"),
    Role.AUDITOR: _("Auditor"),
    Role.SAFEGUARDING: _("Safeguarding"),
}

ROLES: dict[str, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.HANDLE_CONCERNS},
    Role.TRAINING_ADMINISTRATOR: frozenset(
        {
            Permission.SEE_OFFICE,
            Permission.SEE_MEMBERS,
            Permission.SEE_ADDRESSES,
            Permission.SEE_TRAINING,
            Permission.SEE_REPORTS,
            Permission.RECORD_TRAINING,
            Permission.CONFIRM_RECORDS,
        }
    ),
    Role.REGIONAL_OFFICER: frozenset(
        {
            Permission.SEE_OFFICE,
            Permission.SEE_MEMBERS,
            Permission.SEE_HELP_WANTED,
            Permission.SEE_QUEUE,
            Permission.SEE_REPORTS,
            Permission.SETTLE_HELP,
            Permission.WORK_QUEUE,
            Permission.SUGGEST_PAIRINGS,
        }
    ),
    # Reads what the office reads, and changes nothing.
    Role.AUDITOR: frozenset(permission for permission in Permission if permission.only_shows),
    # Concerns and nothing else: who reads these need not be who keeps the roll.
    Role.SAFEGUARDING: frozenset({Permission.HANDLE_CONCERNS}),
}

# What these allow, they allow for the members of their own networks alone.
WITHIN_NETWORKS = frozenset({Role.REGIONAL_OFFICER})


def requires(permission: Permission) -> Callable[[View], View]:
    """Let a view answer only to members who hold `permission`.

    Visitors go to the log-in page and come back; members without it meet 403, and so does
    every POST of somebody whose roles only show. Who came by a password alone goes to their
    second step first, or sets one up.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return stopped(request, permission) or view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by a test of the table
        return guarded

    return decorate


def stopped(request: HttpRequest, permission: Permission) -> HttpResponseBase | None:
    """Where somebody goes first who may not come in as they are; nothing for those who may."""
    if not request.user.is_authenticated:
        return to_log_in(request)
    if not request.user.may(permission):
        raise PermissionDenied
    if request.method not in SAFE and not request.user.may_act:
        raise PermissionDenied
    return None if has_taken_second_step(request) else to_second_step(request)


def to_log_in(request: HttpRequest) -> HttpResponseRedirect:
    page = resolve_url(settings.LOGIN_URL)
    return HttpResponseRedirect(f"{page}?{urlencode({'next': request.get_full_path()})}")
