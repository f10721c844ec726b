"""allauth's pages where they say too little: why something was refused, and the way on."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

TOO_OFTEN = _("That was not the code, three times. Nothing has changed. Ask for a new code.")
TOO_LATE = _("The code was too old, or was used already. Ask for a new one if you need it.")
STEP_TOO_LATE = _("Signing in took too long. Start again.")


class CodeOfALetter:
    """A code that was sent by e-mail, typed too late or wrong too often.

    allauth leads away without a word, or speaks of failed log-ins.
    """

    request: HttpRequest
    _process: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if request.method != "POST" or getattr(self, "_process", None):
            return response
        messages.error(request, TOO_LATE)
        return redirect(self.where_to_ask())

    def where_to_ask(self) -> str:
        return "account_login"

    def refuse(self, form: Form) -> HttpResponse:
        """Wrong once more: the page and why; after the last try, where one asks again."""
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]
        messages.error(self.request, TOO_OFTEN)
        return redirect(self.where_to_ask())


@method_decorator(login_not_required, name="dispatch")
class CodeForPassword(CodeOfALetter, account.ConfirmPasswordResetCodeView):
    def form_invalid(self, form: Form) -> HttpResponse:
        return self.refuse(form)

    def where_to_ask(self) -> str:
        return "account_reset_password"


@method_decorator(login_not_required, name="dispatch")
class CodeForAddress(CodeOfALetter, account.ConfirmEmailVerificationCodeView):
    def _verify_form_invalid(self, form: Form) -> HttpResponse:
        return self.refuse(form)

    def where_to_ask(self) -> str:
        return "account_email" if self.request.user.is_authenticated else "account_login"


@method_decorator(login_not_required, name="dispatch")
class CodeForLogIn(CodeOfALetter, account.ConfirmLoginCodeView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:  # by another press of the same button
            return redirect("home")
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.refuse(form)


class FirstPassword(account.PasswordSetView):
    """A first password, for who came in by a passkey and confirms that it is them.

    What is typed too late for that is not taken along: it would lie in the session.
    """

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        has_one = request.user.has_usable_password()
        if not has_one and is_reauthentication_required(request, app=""):
            if request.method == "POST":
                return redirect("account_set_password")
            raise ReauthenticationRequired
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


@method_decorator(login_not_required, name="dispatch")
class SecondStep(AuthenticateView):
    """Who took too long for it comes to the log-in page, and reads why."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        is_in = request.user.is_authenticated
        if request.method == "POST" and not (is_in or hasattr(self, "stage")):
            messages.error(request, STEP_TOO_LATE)
        return response


class PasskeyLogIn(LoginWebAuthnView):
    """A passkey that is refused is told on the log-in page, which leads on as before."""

    def form_invalid(self, form: Form) -> HttpResponse:
        super().form_invalid(form)  # which tells why
        log_in = reverse("account_login")
        return HttpResponseRedirect(passthrough_next_redirect_url(self.request, log_in, "next"))


class PasskeyAgain(ReauthenticateWebAuthnView):
    """Show a passkey again before what matters.

    A passkey that is refused is answered here: allauth leads to the log-in page, and from
    there a member who is signed in comes home, without what they were about to do.
    """

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What was sent, with its errors, and a new challenge."""
        return {**super().get_context_data(), **given}
