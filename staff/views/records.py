"""Is this paper genuine? The office asks by its code, and learns what it says."""

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Member
from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form
from mentoring.certificates import CertificatePaper
from mentoring.models import MentoringRecord, TrainingCompletion
from mentoring.papers import CodedPaper, RecordPaper
from staff.forms.records import CodeForm

PAGE = "staff/record_confirm.html"
WRONG = "wrong_code_of_a_record"  # how many may be, settings.ACCOUNT_RATE_LIMITS say


@requires(Permission.CONFIRM_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def record_confirm(request: MemberRequest) -> HttpResponse:
    """Ask for a code; answer with what its paper says, or that there is none."""
    if request.method != "POST":
        return render(request, PAGE, {"form": CodeForm()})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return answer_form(request, PAGE, {}, form)
    if not ratelimit.consume(request, action=WRONG, dry_run=True):
        form.add_error("code", _("Too many codes were wrong. Try again in an hour."))
        return render(request, PAGE, {"form": form}, status=429)
    paper = confirmed(form.cleaned_data["code"], by=request.user)
    if paper is None:
        ratelimit.consume(request, action=WRONG)
        form.add_error("code", _("No paper of ours has this code. Compare it with the paper."))
        return answer_form(request, PAGE, {}, form)
    return render(request, PAGE, {"form": CodeForm(), "paper": paper})


def confirmed(code: str, by: Member) -> CodedPaper | None:
    """The paper that has this code. That the office has asked stands in the history."""
    if record := MentoringRecord.objects.confirm(code, by=by):
        return RecordPaper(record)
    if completion := TrainingCompletion.objects.with_code(code):
        completion.confirm(by=by)
        return CertificatePaper(completion)
    return None
