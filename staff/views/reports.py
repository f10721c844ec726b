"""What the figures say, for those who steer the scheme."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.replica import read_aside
from lib.sheets import sheet_answer
from registration.models import Remit
from staff.forms.reports import ReportForm
from staff.reports.all import FIRST, REPORTS
from staff.reports.report import Report
from staff.reports.tables import why_kept_back


@requires(Permission.SEE_REPORTS)
@require_safe
@read_aside
def report_list(request: MemberRequest) -> HttpResponse:
    """What each report is about, and the answer of the first."""
    form = form_of(request)
    first = counted(request, FIRST, form)
    context = {"form": form, "reports": REPORTS, "answer": first.answer, "query": form.query()}
    return render(request, "staff/report_list.html", context)


@requires(Permission.SEE_REPORTS)
@require_safe
@read_aside
def report_detail(request: MemberRequest, name: str) -> HttpResponse:
    """Its figures, each with a drawing, a sentence and a table."""
    form = form_of(request)
    report = counted(request, name, form)
    context = {"form": form, "report": report, "about": REPORTS[name], "name": name}
    said = {"query": form.query(), "kept_back": why_kept_back()}
    return render(request, "staff/report_detail.html", {**context, **said})


@requires(Permission.SEE_REPORTS)
@require_safe
@read_aside
def report_sheet(request: MemberRequest, name: str, table: str) -> HttpResponse:
    """One table as a file, with the same counts kept back."""
    found = counted(request, name, form_of(request)).table(table)
    if found is None:
        raise Http404
    return sheet_answer(found.full_head, found.sheet, f"{name}-{table}")


def counted(request: MemberRequest, name: str, form: ReportForm) -> Report:
    """The report of this name about what was chosen, as this member may see it."""
    if name not in REPORTS:
        raise Http404
    return REPORTS[name].answer(form.choice(), hides=hides_small(request))


def form_of(request: MemberRequest) -> ReportForm:
    """What is asked for; of a regional officer, within their own regions."""
    if request.user.may_everywhere(Permission.SEE_REPORTS):
        return ReportForm(request.GET)
    return ReportForm(request.GET, Remit.objects.regions_of(request.user))


def hides_small(request: MemberRequest) -> bool:
    return not request.user.may(Permission.SEE_SMALL_COUNTS)
