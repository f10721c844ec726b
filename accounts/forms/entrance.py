"""allauth's forms with our fields: one spelling of an address, no box that hides its name.

Named in ACCOUNT_FORMS; the pages and their steps are allauth's.
"""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import email_verification_by_code, password_reset_by_code
from allauth.account.utils import setup_user_email
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.codes import MARK, is_as_it_was, mark_of
from accounts.door_log import noting_refusal
from accounts.inputs import AddressInput, Snare
from accounts.models import Member
from accounts.numbers import keep_claim

VERIFYING = email_verification_by_code.EMAIL_VERIFICATION_CODE_SESSION_KEY
NEW_PASSWORD = _("At least 12 characters. A few words of your own are good, spaces and all.")
RESETTING = password_reset_by_code.PASSWORD_RESET_VERIFICATION_SESSION_KEY


class Labelled(forms.Form):
    """A label above every box, and so no placeholder, which goes when one starts to type."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LogInForm(Labelled, allauth.LoginForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"] = AddressInput()
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device")
        self.order_fields(["login", "password", "remember"])


class SignUpForm(Labelled, allauth.SignupForm):
    """Name, address, password unless by passkey, and a membership number if at hand."""

    account_already_exists: bool
    by_passkey: bool
    name = Member._meta.get_field("name").formfield(
        label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    membership_number = Member._meta.get_field("membership_number").formfield(
        label=_("Membership number"),
        help_text=_("You can add it later, under My details."),
    )
    field_order = ("name", "email", "password1", "membership_number")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"] = AddressInput(help_text=_("We send a code there to check it."))
        if not self.by_passkey:
            self.fields["password1"].help_text = NEW_PASSWORD
        self.fields["reference"].widget = Snare()
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """allauth compares the password with the address; this compares it with the name."""
        super().clean()
        typed = self.cleaned_data
        if "password1" in typed and "name" in typed:
            try:
                get_adapter().clean_password(typed["password1"], Member(name=typed["name"]))
            except ValidationError as refused:
                self.add_error("password1", refused)
        return typed

    def try_save(self, request: HttpRequest) -> tuple[Member | None, HttpResponse | None]:
        """Make the account, or act in just the same way when the address has one already.

        Both roads cost one password's hash, or none by passkey, and neither looks whether the
        membership number is taken: that waits until the address is proved.
        """
        keep_claim(request, self.cleaned_data["email"], self.cleaned_data["membership_number"])
        if self.account_already_exists and not self.by_passkey:
            make_password(self.cleaned_data["password1"])
        try:
            return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)

    def save(self, request: HttpRequest) -> Member:
        """The password is hashed first: that is slow, and a transaction keeps others waiting."""
        member = get_adapter().new_user(request)
        get_adapter().save_user(request, member, self, commit=False)
        member.name = self.cleaned_data["name"]
        with transaction.atomic():
            member.save()
            setup_user_email(request, member, [])
        return member


class NewAddressForm(Labelled, allauth.AddEmailForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"] = AddressInput(label=_("New e-mail address"))


class ResetForm(Labelled, allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"] = AddressInput()

    def save(self, request: HttpRequest, **options: Any) -> str:
        """Ask for a code, and keep the mark of the account with which it dies."""
        address = super().save(request, **options)
        member = self.users[0] if self.users else None
        request.session[RESETTING] = {**request.session[RESETTING], MARK: mark_of(member)}
        return address


class MarkedCodeForm(Labelled, allauth.BaseConfirmCodeForm):
    """A code is right only while the account is the one that it was sent to."""

    session_key: str

    def clean_code(self) -> str:
        with noting_refusal(context.request, "code"):
            code = super().clean_code()
            state = context.request.session.get(self.session_key, {})
            if not is_as_it_was(member_of(state), state):
                raise get_adapter().validation_error("incorrect_code")
        return code


class AddressCodeForm(MarkedCodeForm, allauth.ConfirmEmailVerificationCodeForm):
    session_key = VERIFYING


class LogInCodeForm(Labelled, allauth.ConfirmLoginCodeForm):
    def clean_code(self) -> str:
        with noting_refusal(context.request, "code"):
            return super().clean_code()


class ResetCodeForm(MarkedCodeForm, allauth.ConfirmPasswordResetCodeForm):
    session_key = RESETTING


class NewPasswordForm(Labelled, allauth.ResetPasswordKeyForm):
    """The last step of a reset. One box, as at sign-up: a slip is mended by another reset."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password1"].help_text = NEW_PASSWORD
        del self.fields["password2"]

    def clean(self) -> dict[str, Any] | None:
        """The mark is asked once more, since minutes lie between the code and the password."""
        cleaned = super().clean()
        state = context.request.session.get(RESETTING, {})
        if not is_as_it_was(self.user, state):
            raise ValidationError(_("This code is no longer valid. Ask for a new one."))
        return cleaned


class ChangePasswordForm(Labelled, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = NEW_PASSWORD
        del self.fields["password2"]


class FirstPasswordForm(Labelled, allauth.SetPasswordForm):
    """Of a member who has none. One box, as when it is changed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password1"].help_text = NEW_PASSWORD
        del self.fields["password2"]


class ReauthenticateForm(Labelled, allauth.ReauthenticateForm):
    pass


def member_of(state: dict[str, Any]) -> Member | None:
    """Whose code the session keeps; none for an address without an account."""
    return Member.objects.filter(pk=state.get("user_id") or 0).first()
