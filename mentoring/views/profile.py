"""A member as mentor: the profile, its preview, and the verbs of the directory."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.directory.mentor_page import MentorPage
from mentoring.directory.own_profile import OwnProfile
from mentoring.forms.profile import ProfileForm
from mentoring.models import MentorProfile

PAGE = "mentoring/profile_edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: MemberRequest) -> HttpResponse:
    """Write the profile; saving confirms the availability as well."""
    own = OwnProfile.of(request.user)
    typed = request.POST if request.method == "POST" else None
    form = ProfileForm(typed, profile=own.profile)
    if not form.is_valid():
        return answer_form(request, PAGE, {"own": own}, form)
    try:
        own.profile.change(request.user, form.facts, form.choices)
    except NotAllowed as no:
        return refused(request, PAGE, {"own": OwnProfile.of(request.user), "form": form}, no)
    messages.success(request, _("Your mentor profile is saved, and your availability confirmed."))
    return redirect("mentoring:profile_edit")


@require_safe
def profile_preview(request: MemberRequest) -> HttpResponse:
    """The page that others see, or would see."""
    profiles = MentorProfile.objects.with_places().with_trained_on().with_work()
    page = MentorPage(profiles.of(request.user), request.user)
    context = {"page": page, "is_preview": True}
    return render(request, "mentoring/mentor_detail.html", context)


@require_POST
def profile_list(request: MemberRequest) -> HttpResponse:
    """Be found in the directory."""
    happened = _("You are in the directory now."), _("You are in the directory already.")
    return do(request, MentorProfile.join_directory, happened)


@require_POST
def profile_unlist(request: MemberRequest) -> HttpResponse:
    """Be found no more."""
    happened = (
        _("You are out of the directory. Pairings that are active go on."),
        _("You are not in the directory."),
    )
    return do(request, MentorProfile.leave_directory, happened)


@require_POST
def profile_confirm(request: MemberRequest) -> HttpResponse:
    """Say that places and dates are still right."""
    happened = _("Thank you. Your availability is confirmed."), _("You have confirmed it today.")
    return do(request, MentorProfile.confirm_availability, happened)


@require_POST
def interest_say(request: MemberRequest) -> HttpResponse:
    """Tell the office that one would like to become a mentor."""
    happened = (
        _("Thank you. The office sees it, and tells you of a training day."),
        _("The office knows already."),
    )
    return do(request, MentorProfile.say_interest, happened)


@require_POST
def interest_take_back(request: MemberRequest) -> HttpResponse:
    """One would rather not, or not now."""
    happened = _("The office does not see it any more."), _("The office does not see it.")
    return do(request, MentorProfile.take_interest_back, happened)


def do(
    request: MemberRequest, verb: Callable[[MentorProfile, Member], bool], happened: tuple[str, str]
) -> HttpResponse:
    """One verb of one's own profile. `happened` is said when it is new, and when it is not."""
    try:
        is_new = verb(MentorProfile.objects.of(request.user), request.user)
    except NotAllowed as no:
        own = OwnProfile.of(request.user)
        return refused(request, PAGE, {"own": own, "form": ProfileForm(profile=own.profile)}, no)
    messages.success(request, happened[0] if is_new else happened[1])
    return redirect("mentoring:profile_edit")
