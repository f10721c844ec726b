"""The mentoring record of a pairing: its page, the issue of it, and the PDF. For the two alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from lib.papers import paper, paper_answer
from lib.refusals import NotAllowed
from mentoring.models import MentoringRecord
from mentoring.models.record_facts import facts_of
from mentoring.papers import RecordPaper
from mentoring.views.pairings import not_now, seen_by
from mentoring.views.seen import Seen


def record_page(seen: Seen) -> dict[str, Any]:
    """The record issued last, and whether it still says what is true; or what it would say."""
    now = timezone.now()
    facts = facts_of(seen.pairing, now)
    issued = MentoringRecord.objects.newest_of(seen.pairing)
    record = issued or MentoringRecord(pairing=seen.pairing, issued_at=now, **facts)
    return {
        "seen": seen,
        "paper": RecordPaper(record),
        "is_issued": issued is not None,
        "is_outdated": issued is not None and not issued.says(facts),
    }


@require_safe
def record_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The record as it was issued last, or as it would be issued now."""
    seen = seen_by(request.user, pk)
    if not seen.pairing.can_be_recorded_by(request.user):
        messages.info(request, seen.now_true)
        return redirect(seen.pairing)
    return render(request, "mentoring/record_detail.html", record_page(seen))


@require_POST
def record_issue(request: MemberRequest, pk: int) -> HttpResponse:
    """Put down what is true now, under a code."""
    seen = seen_by(request.user, pk)
    try:
        _record, is_new = MentoringRecord.objects.issue(seen.pairing, by=request.user)
    except NotAllowed as no:
        return not_now(request, pk, no)
    if is_new:
        messages.success(request, _("The record is issued. Both of you can save and print it."))
    else:
        messages.info(request, _("This record was issued before, and nothing has changed since."))
    return redirect("mentoring:record_detail", pk)


@require_safe
def record_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The record issued last, as a PDF."""
    seen = seen_by(request.user, pk)
    record = MentoringRecord.objects.newest_of(seen.pairing)
    if record is None:
        messages.info(request, _("Issue the record first. Then there is a PDF of it."))
        return redirect("mentoring:record_detail", pk)
    sheet = RecordPaper(record)
    return paper_answer(paper("coded", sheet.facts()), sheet.file_name)
