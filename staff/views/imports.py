"""Lists that the office brings in: upload, columns, a look at every row, all or nothing, undo."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.keys import is_key
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from lib.sheets import sheet_answer
from mentoring.imports.applying import can_be_undone, check, held_back, undo
from mentoring.models import Import
from mentoring.states import ImportKind, ImportStatus
from staff.forms.imports import ColumnsForm, UploadForm
from staff.imports import page_of, report_of

PAGE_SIZE = 25
NEW = "staff/import_new.html"
COLUMNS = "staff/import_columns.html"
DETAIL = "staff/import_detail.html"
UNDO = "staff/import_undo.html"


@requires(Permission.IMPORT_LISTS)
@require_safe
def import_list(request: MemberRequest) -> HttpResponse:
    """Every import, the newest first."""
    imports = Import.objects.light().select_related("uploaded_by")
    page = Paginator(imports, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/import_list.html", {"page": page})


@requires(Permission.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: MemberRequest) -> HttpResponse:
    """Upload a file or paste rows. They are read, and nothing comes of them yet."""
    if request.method != "POST":
        wanted = request.GET.get("kind", "")
        kind = wanted if wanted in ImportKind.values else ImportKind.MEMBERS
        return answer_form(request, NEW, {}, UploadForm(initial={"kind": kind}))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return answer_form(request, NEW, {}, form)
    table = form.cleaned_data["table"]
    found = Import.objects.take_in(form.cleaned_data["kind"], table, by=request.user)
    if table.unread:
        words = _("Only the first sheet is read. These are left out: %(names)s.")
        messages.warning(request, words % {"names": ", ".join(table.unread)})
    return redirect("staff:import_columns", found.pk)


@requires(Permission.IMPORT_LISTS)
@require_safe
def import_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """What every row comes to; while it is being applied, how far it is."""
    found = get_object_or_404(Import.objects.select_related("uploaded_by", "applied_by"), pk=pk)
    if found.status == ImportStatus.UPLOADED and not found.is_emptied:
        return redirect("staff:import_columns", pk)
    return render(request, DETAIL, page_of(found, request.GET))


@requires(Permission.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which column is what; then every row is looked through, and nothing is written."""
    found = get_object_or_404(Import, pk=pk)
    if found.status not in (ImportStatus.UPLOADED, ImportStatus.READ) or found.is_emptied:
        return redirect(found)
    if request.method != "POST":
        return answer_form(request, COLUMNS, {"found": found}, ColumnsForm(found=found))
    form = ColumnsForm(request.POST, found=found)
    if not form.is_valid():
        return answer_form(request, COLUMNS, {"found": found}, form)
    try:
        check(found, form.columns(), request.user)
    except NotAllowed as no:
        messages.error(request, str(no))
    return redirect(found)


@requires(Permission.IMPORT_LISTS)
@require_POST
def import_apply(request: MemberRequest, pk: int) -> HttpResponse:
    """Have it applied whole, as soon as the worker comes to it."""
    found = get_object_or_404(Import, pk=pk)
    without = request.POST.get("without", "")
    try:
        found.begin(
            request.user,
            without=int(without) if is_key(without) else 0,
            tells_members="tell" in request.POST,
        )
    except NotAllowed as no:
        found.refresh_from_db()
        return refused(request, DETAIL, page_of(found, request.GET), no)
    return redirect(found)


@requires(Permission.IMPORT_LISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what can no longer be undone; where that is nothing, undo it all."""
    found = get_object_or_404(Import, pk=pk)
    if request.method == "POST":
        try:
            undo(found, request.user)
        except NotAllowed as no:
            context = {"found": found, "held": held_back(found, request.user)}
            return refused(request, UNDO, context, no)
        messages.success(request, _("The import is undone."))
        return redirect(found)
    if not can_be_undone(found):
        return redirect(found)
    return render(request, UNDO, {"found": found, "held": held_back(found, request.user)})


@requires(Permission.IMPORT_LISTS)
@require_safe
def import_report(request: MemberRequest, pk: int) -> HttpResponse:
    """What every row comes to, as a file to keep."""
    found = get_object_or_404(Import, pk=pk)
    head, rows = report_of(found)
    return sheet_answer(head, rows, f"import-{found.pk}")


@requires(Permission.IMPORT_LISTS)
@require_POST
def import_discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Forget a list that was never applied."""
    found = get_object_or_404(Import, pk=pk)
    try:
        found.discard(request.user)
    except NotAllowed as no:
        return refused(request, DETAIL, page_of(found, request.GET), no)
    messages.success(request, _("The list is discarded. Nothing of it was applied."))
    return redirect("staff:import_list")
