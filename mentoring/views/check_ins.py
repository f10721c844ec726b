"""Answering how it is going. For whoever is asked, and nobody else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.check_in import CheckInForm
from mentoring.forms.pairing import AcceptForm
from mentoring.models import CheckIn
from mentoring.states import Feeling
from mentoring.views.pairings import PAGE, page_of, seen_by


@require_POST
def check_in_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Say how it is going; only that help is needed goes to the office."""
    mine = CheckIn.objects.of(request.user).select_related("pairing")
    check_in = get_object_or_404(mine, pk=pk)
    form = CheckInForm(request.POST)
    if not form.is_valid():
        return answer_form(request, PAGE, page_of(seen_by(request.user, check_in.pairing_id)), form)
    answer = form.cleaned_data["answer"]
    try:
        is_new = check_in.say(answer, request.user)
    except NotAllowed as no:
        fresh = page_of(seen_by(request.user, check_in.pairing_id))
        return refused(request, PAGE, {**fresh, "form": AcceptForm()}, no)
    if is_new:
        messages.success(request, told(answer))
    else:
        messages.info(request, _("You have said so already."))
    return redirect(f"{check_in.pairing.get_absolute_url()}#check-in")


def told(answer: str) -> str:
    """Thanks, and who hears of it."""
    if answer == Feeling.NEED_HELP:
        return _("The office is told that you need help, and nothing else.")
    return _("Thank you. Nobody else sees your answer.")
