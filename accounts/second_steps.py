"""Second steps: how their secrets are kept, what they are called, and what follows from them."""

from typing import Any

from allauth.account.internal.flows import login
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.door_log import note
from accounts.erasing import end_sessions
from accounts.models import Member
from accounts.tasks import tell_of_second_steps
from history.models import Event
from lib.sealing import seal, unseal

RECOVERY = Authenticator.Type.RECOVERY_CODES


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets sealed by keys that no copy of the database holds; our words and our name."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Recovery codes come with a passkey or an app."),
        "incorrect_code": _("This is not right, or was used already. Try again with a new code."),
        "unverified_email": _("Check your e-mail address first; then add a second step."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, settings.SECOND_STEP_KEYS)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, settings.SECOND_STEP_KEYS)

    def build_totp_svg(self, url: str) -> SafeString:
        """The drawing alone, to stand in the page: no picture has to be fetched, so the
        content security policy needs no exception for it.
        """
        drawing = super().build_totp_svg(url)
        return mark_safe(drawing[drawing.index("<svg") :])  # noqa: S308  # made of squares, by us

    def generate_authenticator_name(self, user: Member, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Alongside"}


def listen() -> None:
    """Hear from allauth, which tells of these by signal and has no other place to do so."""
    signals.authenticator_added.connect(added)
    signals.authenticator_removed.connect(removed)
    signals.authenticator_reset.connect(codes_made)


def added(*, request: HttpRequest, user: Member, authenticator: Authenticator, **_: Any) -> None:
    """Who has just shown their first second step has taken it in this session.

    A further one is not taken so: else a password would be enough to get round the first.
    """
    if authenticator.type == RECOVERY:
        return
    Event.objects.record("second_step.added", by=user, on=user, kind=authenticator.type)
    if not others(user).exclude(pk=authenticator.pk).exists():
        taken = {"id": authenticator.pk, "type": authenticator.type}
        login.record_authentication(request, user, "mfa", **taken)


def removed(*, request: HttpRequest, user: Member, authenticator: Authenticator, **_: Any) -> None:
    """Without any second step left, none counts as taken. Other browsers are signed out:
    one may have come in by what was removed because it was lost.
    """
    if authenticator.type == RECOVERY:
        return
    end_other_sessions(request, user)
    Event.objects.record("second_step.removed", by=user, on=user, kind=authenticator.type)
    if not others(user).exists():
        records = login.get_authentication_records(request, user)
        kept = [record for record in records if record["method"] != "mfa"]
        request.session[login.AUTHENTICATION_METHODS_SESSION_KEY] = kept


def codes_made(*, user: Member, **_: Any) -> None:
    Event.objects.record("second_step.codes_made", by=user, on=user)


@transaction.atomic
def forget_all(member: Member) -> bool:
    """Take off every second step of somebody who has lost theirs, and sign them out everywhere.

    For whoever runs this, once they are sure who asks: docs/operations.md says how. False
    when there is none. Writes `second_step.forgotten` by nobody, and a letter to the member.
    """
    if not Authenticator.objects.filter(user=member).exists():
        return False
    Authenticator.objects.filter(user=member).delete()
    end_sessions(member)
    event = Event.objects.record("second_step.forgotten", by=None, on=member)
    tell_of_second_steps.enqueue(event.pk)
    note("Second steps forgotten", None, member)
    return True


def others(user: Member) -> Any:
    """Their passkeys and their app: what recovery codes stand in for."""
    return Authenticator.objects.filter(user=user).exclude(type=RECOVERY)


def is_only_way_in(passkey: Authenticator) -> bool:
    """Whether its member has no password, and no other passkey that signs in alone.

    An app comes after one of these. By the membership system everybody comes in who is known
    there, where an installation is connected with it.
    """
    if passkey.user.has_usable_password() or apps.is_installed("allauth.socialaccount"):
        return False
    passkeys = others(passkey.user).filter(type=Authenticator.Type.WEBAUTHN).exclude(pk=passkey.pk)
    return all(each.wrap().is_passwordless is False for each in passkeys)
