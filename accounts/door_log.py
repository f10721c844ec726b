"""One line in the log for each log-in, good or bad, and for each change of what opens the door.

For whoever has to find out afterwards who came in, or tried to. A line names nobody: a
member by their key, an address by a hash that only this installation makes, and a network
by its first part. History has the changes as well; log-ins are in the log alone.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from prometheus_client import Counter

from accounts.models import Member
from lib.text import normalise_email

log = logging.getLogger("accounts.doors")
refusals = Counter("alongside_sign_ins_refused", "How often somebody did not get in")
SALT = "accounts.door_log"
KEPT_BITS = {4: 24, 6: 48}  # of a network address, by its version


def note(what: str, request: HttpRequest | None, member: Member | None = None, **more: Any) -> None:
    """Write one line.

    Args:
        what: two or three words, the same each time.
        request: None when a command does it.
        more: what else the line says; nothing that a person typed.
    """
    facts = {"member": member and member.pk, "from": request and place_of(request), **more}
    kept = {name: value for name, value in facts.items() if value is not None}
    log.info(what, extra={"facts": kept})


def refused(request: HttpRequest, why: str, member: Member | None = None, **more: Any) -> None:
    """Somebody did not get in."""
    refusals.inc()
    note("Sign-in refused", request, member, why=why, **more)


@contextmanager
def noting_refusal(request: HttpRequest, by: str = "", **more: Any) -> Iterator[None]:
    """Note what is refused within, by the name of its error, and let it be refused."""
    try:
        yield
    except ValidationError as error:
        name = getattr(error, "code", None) or "invalid"
        refused(request, f"{by}: {name}" if by else name, **more)
        raise


def place_of(request: HttpRequest) -> str | None:
    """The network that somebody comes from, by as much of its address as names no house."""
    try:
        address = ip_address(get_client_ip(request) or "")
    except (ImproperlyConfigured, ValueError):
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, KEPT_BITS[address.version]), strict=False))


def hash_of(address: str) -> str:
    """What stands for an e-mail address, to see whether two lines are about the same."""
    return salted_hmac(SALT, normalise_email(address), algorithm="sha256").hexdigest()[:12]


def listen() -> None:
    """Hear from Django and allauth, which tell of these by signal."""
    user_logged_in.connect(came_in)
    user_logged_out.connect(went_out)
    mfa.authenticator_added.connect(step_added)
    mfa.authenticator_removed.connect(step_removed)
    mfa.authenticator_reset.connect(codes_made)
    for signal in (account.password_changed, account.password_set):
        signal.connect(password_changed)
    account.password_reset.connect(password_reset)
    account.email_changed.connect(address_changed)


def came_in(*, request: HttpRequest, user: Member, **_: Any) -> None:
    records = get_authentication_records(request, user)
    ways = [str(record.get("type") or record["method"]) for record in records]
    note("Signed in", request, user, by=ways, address=hash_of(user.email))


def went_out(*, request: HttpRequest, user: Member | None, **_: Any) -> None:
    if user:
        note("Signed out", request, user)


def _of_a_member(what: str) -> Callable[..., None]:
    def hear(*, request: HttpRequest, user: Member, **_: Any) -> None:
        note(what, request, user)

    return hear


def _of_a_step(what: str) -> Callable[..., None]:
    def hear(*, request: HttpRequest, user: Member, authenticator: Authenticator, **_: Any) -> None:
        note(what, request, user, kind=str(authenticator.type))

    return hear


password_changed = _of_a_member("Password changed")
password_reset = _of_a_member("Password reset")
address_changed = _of_a_member("Address changed")
step_added = _of_a_step("Second step added")
step_removed = _of_a_step("Second step removed")
codes_made = _of_a_step("Recovery codes made")
