"""The certificate of a completed training, as a page and as a PDF: its member's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.papers import paper, paper_answer
from mentoring.certificates import CertificatePaper
from mentoring.models import TrainingCompletion


def own(member: Member, pk: int) -> TrainingCompletion:
    mine = TrainingCompletion.objects.filter(member=member)
    return get_object_or_404(mine.select_related("member", "correction"), pk=pk)


def not_standing(request: MemberRequest, completion: TrainingCompletion) -> HttpResponse:
    """A record that counts no longer has no certificate; the profile shows what became of it."""
    messages.info(request, CertificatePaper(completion).why_not)
    return redirect("mentoring:profile_edit")


@require_safe
def certificate_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """What is on record, under its code."""
    completion = own(request.user, pk)
    if not completion.is_standing:
        return not_standing(request, completion)
    context = {"completion": completion, "paper": CertificatePaper(completion)}
    return render(request, "mentoring/certificate_detail.html", context)


@require_safe
def certificate_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The same as a PDF."""
    completion = own(request.user, pk)
    if not completion.is_standing:
        return not_standing(request, completion)
    sheet = CertificatePaper(completion)
    return paper_answer(paper("coded", sheet.facts()), sheet.file_name)
