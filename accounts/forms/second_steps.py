"""allauth's forms of second steps in our words. Named in MFA_FORMS."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from accounts.door_log import noting_refusal
from accounts.forms.entrance import Labelled
from accounts.models import Member

LONGEST_NAME = 40
NO_PASSKEY = _("Your device gave no passkey. Press the button once more.")
NOT_ACCEPTED = _("This passkey is not accepted here. Press the button once more, or use another.")
# What reading a device's answer raises when it is none: fido2 reads it as it comes.
MISSHAPEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


class Coded(Labelled):
    """A code that is read off a screen or a sheet of paper."""

    help_text: Any = _("From your authenticator app, or one of your recovery codes.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = self.help_text
        self.fields["code"].widget.attrs.update(inputmode="numeric", spellcheck="false")


class NotedCode(Coded):
    """A code that is asked for as the second step: a wrong one is in the log."""

    user: Member

    def clean_code(self) -> str:
        with noting_refusal(context.request, "second step", member=self.user):
            return str(super().clean_code())  # type: ignore[misc]  # allauth's, by the next class


class CodeForm(NotedCode, base.AuthenticateForm):
    pass


class CodeAgainForm(NotedCode, base.ReauthenticateForm):
    pass


class ActivateAppForm(Coded, totp.ActivateTOTPForm):
    help_text = _("The six digits that the app shows. They change every half minute.")


class AnswerField(forms.JSONField):
    """What a device answered; anything else is refused before allauth reads it."""

    def __init__(self, shape: type[RegistrationResponse | AuthenticationResponse]) -> None:
        says = {"required": NO_PASSKEY, "invalid": NO_PASSKEY}
        super().__init__(widget=forms.HiddenInput, error_messages=says)
        self.shape = shape

    def clean(self, value: Any) -> Any:
        answer = super().clean(value)
        try:
            self.shape.from_dict(answer)
        except MISSHAPEN as fault:
            raise ValidationError(NO_PASSKEY, "invalid") from fault
        return answer


@contextmanager
def about_passkeys() -> Iterator[None]:
    """allauth has one sentence for codes and passkeys: a passkey that is refused has its own."""
    try:
        yield
    except ValidationError as fault:
        if fault.code == "incorrect_code":
            raise ValidationError(NOT_ACCEPTED, fault.code) from fault
        raise


class Shown(forms.Form):
    """A passkey that is shown, to come in or to confirm that it is oneself."""

    user: Member | None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["credential"] = AnswerField(AuthenticationResponse)

    def clean_credential(self) -> Any:
        """A passkey that opens nothing is in the log."""
        with about_passkeys(), noting_refusal(context.request, "passkey", member=self.user):
            return super().clean_credential()  # type: ignore[misc]  # allauth's, by the next class


class PasskeyForm(Shown, webauthn.AuthenticateWebAuthnForm):
    pass


class PasskeyLogInForm(Shown, webauthn.LoginWebAuthnForm):
    pass


class PasskeyAgainForm(Shown, webauthn.ReauthenticateWebAuthnForm):
    pass


class Named(Labelled):
    """The name by which one tells one passkey from another. Nobody else sees it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"] = forms.CharField(
            label=_("Name of the passkey"),
            help_text=_("So that you know it again, for example: my phone."),
            max_length=LONGEST_NAME,
            required=self.fields["name"].required,
        )
        if "credential" in self.fields:
            self.fields["credential"] = AnswerField(RegistrationResponse)
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Sign in with it alone, without my password")
            self.fields["passwordless"].help_text = ""
            self.fields["passwordless"].initial = True
        self.order_fields(["name", "passwordless", "credential"])

    def clean(self) -> dict[str, Any]:
        with about_passkeys():
            return super().clean() or {}


class AddPasskeyForm(Named, webauthn.AddWebAuthnForm):
    pass


class SignUpPasskeyForm(Named, webauthn.SignupWebAuthnForm):
    pass


class RenamePasskeyForm(Named, webauthn.EditWebAuthnForm):
    pass
