"""Where allauth asks us how things are done here."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress, Login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.codes import MARK, mark_of
from accounts.door_log import hash_of, noting_refusal, refused
from accounts.models import Member
from accounts.numbers import settle_claim
from accounts.tasks import send_letter
from history.models import Event
from lib.mail import message_id
from lib.text import normalise_email
from lib.wording import KEY, account_letter, account_words

BOUNCED = _(
    "A letter to your address came back, so we send no more. Look at your e-mail address in the "
    "menu of your account, and change it or say that it is right."
)
WRITTEN_BY_STRANGERS = {"user", "user_agent", "request"}


class AccountsAdapter(DefaultAccountAdapter):
    """Letters by the worker, links from the settings, one spelling of every address."""

    def clean_email(self, email: str) -> str:
        return normalise_email(email)

    def is_safe_url(self, url: str) -> bool:
        """Only a path of this site: no other host, not even another name of our own."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter now and leave the sending to a task in the same transaction.

        A refused or rolled-back act sends nothing; a slow mail server delays nobody, and
        so does not tell an address with an account from one without.
        """
        language = getattr(context.get("user"), "language", translation.get_language())
        with translation.override(language):
            words = account_words.known().get((account_letter(template_prefix), language), {})
            letter = written(template_prefix, {**in_letter(email, context), KEY: words})
        send_letter.enqueue(**letter, to=email, message_id=message_id("account", uuid4()))

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        """Mark the code that goes out, so that it dies when the account changes."""
        emailconfirmation.state[MARK] = mark_of(emailconfirmation.user)
        super().send_confirmation_mail(request, emailconfirmation, signup)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take a proved address on; all of it or nothing, also when another was quicker."""
        member = email_address.user
        is_change = member.email != email_address.email
        try:
            with transaction.atomic():
                confirmed = super().confirm_email(request, email_address)
                if confirmed and is_change:
                    Event.objects.record("member.changed", by=member, on=member, fields=["email"])
                if confirmed:
                    member.reach()
        except IntegrityError:
            failed = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, failed, {"email": email_address.email})
            return False
        return confirmed

    def set_password(self, user: Member, password: str) -> None:
        """Change the password and nothing else of the row; hashed before the transaction."""
        user.set_password(password)
        with transaction.atomic():
            user.save(update_fields=["password"])
            Event.objects.record("member.changed", by=user, on=user, fields=["password"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """One is signed out by it; allauth would ask for another new one after the log-in."""
        return reverse("account_login")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """As allauth does it; what is refused unread, for too many tries, is noted too."""
        address = hash_of(credentials.get("email", ""))
        with noting_refusal(request, address=address):
            return super().authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        refused(request, "password", address=hash_of(credentials.get("email", "")))

    def respond_user_inactive(self, request: HttpRequest, user: Member) -> HttpResponse:
        refused(request, "closed", user)
        return super().respond_user_inactive(request, user)

    def post_login(self, request: HttpRequest, user: Member, **step: Any) -> HttpResponse:
        settle_claim(request, user)
        if user.bounced_at:
            messages.warning(request, BOUNCED)
        return super().post_login(request, user, **step)

    def is_login_by_code_required(self, login: Login) -> bool:
        """A code by letter is for members without a second step of their own.

        Nobody of the office gets one, nor anybody with a passkey or an app: the browser
        that it lets be remembered would be let off their second step as well.
        """
        asks = super().is_login_by_code_required(login)
        return asks and not login.user.is_staff and not is_mfa_enabled(login.user)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A passkey before a code, for members without an app.

        Their codes came with the passkey, for the day when it is lost; allauth asks first
        for a code whatever it is from.
        """
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return ways
        return sorted(ways, key=lambda way: way["id"] == "mfa_reauthenticate")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords by account alone.

        allauth counts by host and account, and a Host header with another port would
        start a new count.
        """
        return normalise_email(credentials.get("email", ""))


def in_letter(email: str, context: dict[str, Any]) -> dict[str, Any]:
    """What the templates of letters may say.

    Links stand on the address in the settings, whatever Host the request named. The
    member and the browser's own words are left out: a stranger may have written both, to
    put a text of theirs into our letter to somebody else.
    """
    said = {key: value for key, value in context.items() if key not in WRITTEN_BY_STRANGERS}
    links = {key: at_home(url) for key, url in said.items() if key.endswith("_url")}
    site = {"name": "Alongside", "domain": urlsplit(settings.BASE_URL).netloc}
    return {**said, **links, "email": email, "current_site": site, "base_url": settings.BASE_URL}


def at_home(url: str) -> str:
    parts = urlsplit(url)
    return settings.BASE_URL + parts._replace(scheme="", netloc="").geturl()


def written(template_prefix: str, context: dict[str, Any]) -> dict[str, str]:
    """Subject, text and, where there is one, HTML; made without the request, which names
    the member who is signed in and not the one who is written to.
    """
    subject = render_to_string(f"{template_prefix}_subject.txt", context)
    text = render_to_string(f"{template_prefix}_message.txt", context)
    try:
        html = str(render_to_string(f"{template_prefix}_message.html", context))
    except TemplateDoesNotExist:
        html = ""
    return {"subject": " ".join(subject.split()), "text": text.strip(), "html": html}
