"""Telling those who look after safety: of a message, a profile, a pairing, or anything else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import answer_form
from mentoring.forms.concern import ConcernForm
from mentoring.models import Concern, MentorProfile, Message, Pairing
from mentoring.models.concern import Report
from mentoring.states import Topic
from mentoring.views.conversation import anchor

PAGE = "mentoring/concern_report.html"
asks = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Subject:
    """What is reported, as far as the page knows: whom it is about, and what can be attached.

    Args:
        what: what those who read the report are told of it.
        attaches: the words beside the tick that attaches `text`.
        back: where one was.
    """

    topic: str = Topic.SERVICE
    about: Member | None = None
    what: str = ""
    attaches: str = ""
    text: str = ""
    back: str = "/"

    def report(self, answers: Mapping[str, Any]) -> Report:
        """What is sent: the text only with its tick."""
        attached = self.text if answers.get("attach") else ""
        reason = answers.get("reason", "")
        return Report(self.topic, self.about, reason, answers["words"], attached)


@login_not_required
@asks
def concern_report(request: HttpRequest) -> HttpResponse:
    """Anything, by anybody, signed in or not."""
    return ask(request, Subject(back=resolve_url("home")))


@login_not_required
@asks
def complaint(request: HttpRequest) -> HttpResponse:
    """How somebody's data is used; signed in or not. A letter acknowledges it at once."""
    back = "mentoring:my_data" if request.user.is_authenticated else "privacy"
    return ask(request, Subject(Topic.DATA, back=resolve_url(back)))


@asks
def message_report(request: MemberRequest, pk: int) -> HttpResponse:
    """A message of the other."""
    received = Message.objects.received_by(request.user)
    people = ("pairing__mentor", "pairing__mentee")
    message = get_object_or_404(received.select_related(*people), pk=pk)
    named = {"name": message.author.name}
    subject = Subject(
        Topic.MESSAGE,
        message.author,
        _("A message from %(name)s") % named,
        _("Attach this message"),
        message.text,
        anchor(message),
    )
    return ask(request, subject)


@asks
def mentor_report(request: MemberRequest, pk: int) -> HttpResponse:
    """What a mentor says of themselves."""
    shown = MentorProfile.objects.shown_to(request.user).exclude(member=request.user)
    profile = get_object_or_404(shown.select_related("member"), pk=pk)
    subject = Subject(
        Topic.PROFILE,
        profile.member,
        _("The profile of %(name)s") % {"name": profile.member.name},
        _("Attach what the profile says now"),
        "\n\n".join(filter(None, (profile.story, profile.help_with))),
        resolve_url("mentoring:mentor_detail", profile.pk),
    )
    return ask(request, subject)


@asks
def pairing_report(request: MemberRequest, pk: int) -> HttpResponse:
    """What happens between the two."""
    mine = Pairing.objects.visible_to(request.user).select_related("mentor", "mentee")
    pairing = get_object_or_404(mine, pk=pk)
    other = pairing.other(request.user)
    what = _("What is between you and %(name)s") % {"name": other.name}
    return ask(request, Subject(Topic.PAIRING, other, what, back=pairing.get_absolute_url()))


def ask(request: HttpRequest, subject: Subject) -> HttpResponse:
    """The page, and what is sent from it. Too many are answered with the address of the office."""
    by = request.user if request.user.is_authenticated else None
    form = ConcernForm(
        request.POST if request.method == "POST" else None,
        attaches=subject.attaches,
        is_signed_in=by is not None,
        is_general=subject.topic in (Topic.SERVICE, Topic.DATA),
        asks_reason=subject.topic != Topic.DATA,
    )
    context = {"subject": subject, "form": form}
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, PAGE, context, form)
    if form.is_snared:
        return thanked(request, subject)
    if not is_within_limit(request):
        return render(request, PAGE, {**context, "is_too_many": True}, status=429)
    email = form.cleaned_data.get("email", "")
    Concern.objects.report(subject.report(form.cleaned_data), by=by, email=email)
    return thanked(request, subject)


def is_within_limit(request: HttpRequest) -> bool:
    """Reports from one place and of one member, by settings.ACCOUNT_RATE_LIMITS."""
    who = "member" if request.user.is_authenticated else "visitor"
    return ratelimit.consume(request, action=f"report_of_{who}")


def thanked(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Back to where one was; a machine reads the same."""
    thanks = _("Thank you. Your report is with those who look after safety, and with nobody else.")
    if subject.topic == Topic.DATA:
        thanks = _(
            "Thank you. We have your complaint, and a letter says so where we have an address."
        )
    messages.success(request, thanks)
    return redirect(subject.back)
