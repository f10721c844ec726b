"""What is done to the roll of a training day: people added, completions recorded and undone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Member
from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.models import Booking, TrainingDay
from mentoring.models.training_roll import Recorded
from staff.days import DayRoll, found_for, hidden_among, interested_for
from staff.forms.days import ActForm, FileForm, MembersForm, TickForm
from staff.forms.members import MemberSearchForm
from staff.forms.roll import PeopleForm
from staff.roll import Roll, read_roll
from staff.uploads import lines_of
from staff.views.days import PAGE, READ_OR_ACT, find

ADD = "staff/training_day_add.html"
IMPORT = "staff/training_day_import.html"


@requires(Permission.RECORD_TRAINING)
@require_http_methods(READ_OR_ACT)
def training_day_add(request: MemberRequest, pk: int) -> HttpResponse:
    """Add people: one after the other from a search, or a list that is checked first."""
    day = find(pk)
    context = search_context(request, day)
    if request.method != "POST":
        return answer_form(request, ADD, context, PeopleForm())
    if "choose" in request.POST:
        return add_chosen(request, day, {**context, "form": PeopleForm()})
    form = PeopleForm(request.POST)
    if not form.is_valid():
        return answer_form(request, ADD, context, form)
    roll = read_roll(form.cleaned_data["people"], day, form.cleaned_data["ticked"])
    context = {**context, "form": form, "roll": roll}
    if "record" not in request.POST:
        return render(request, ADD, context)
    if form.cleaned_data["checked"] != roll.fingerprint:
        no = _("The list is not the one that was checked. Look again.")
        return refused(request, ADD, context, no)
    return add(request, day, roll.members, context, roll)


@requires(Permission.RECORD_TRAINING)
@require_http_methods(READ_OR_ACT)
def training_day_import(request: MemberRequest, pk: int) -> HttpResponse:
    """Read the people of a table, and check them as a list would be."""
    day = find(pk)
    posted = request.method == "POST"
    upload = FileForm(request.POST if posted else None, request.FILES if posted else None)
    if not upload.is_valid():
        return answer_form(request, IMPORT, {"day": day}, upload)
    form = PeopleForm({"people": lines_of(upload.cleaned_data["file"])})
    if not form.is_valid():
        for words in form.errors.get("people", []):
            upload.add_error("file", words)
        return answer_form(request, IMPORT, {"day": day}, upload)
    roll = read_roll(form.cleaned_data["people"], day)
    return render(request, ADD, {**search_context(request, day), "form": form, "roll": roll})


def search_context(request: MemberRequest, day: TrainingDay) -> dict[str, Any]:
    """The search above the list, and whom it finds."""
    words = request.GET.get("q", "")
    search = MemberSearchForm(request.GET, viewer=request.user)
    found = found_for(day, words, by_address=search.by_address)
    waiting = interested_for(day)
    return {"day": day, "search": search, "words": words, "found": found, "waiting": waiting}


def add_chosen(request: MemberRequest, day: TrainingDay, context: dict[str, Any]) -> HttpResponse:
    """Add those ticked among the members that a search found."""
    form = MembersForm(request.POST)
    keys = form.cleaned_data["chosen"] if form.is_valid() else frozenset()
    members = list(Member.objects.filter(pk__in=keys, is_active=True).order_by("filed_as", "pk"))
    if not members:
        return refused(request, ADD, context, _("Tick somebody first."))
    return add(request, day, members, context)


def add(
    request: MemberRequest,
    day: TrainingDay,
    members: list[Member],
    context: dict[str, Any],
    roll: Roll | None = None,
) -> HttpResponse:
    """Put them on the roll, and go on to it; or to what is left of a list, if anything is."""
    try:
        added = day.book(members, by=request.user)
    except NotAllowed as no:
        return refused(request, ADD, context, no)
    words = ngettext("%(n)d member is added.", "%(n)d members are added.", len(added))
    messages.success(request, words % {"n": len(added)})
    if roll and roll.left_out:
        form = PeopleForm(initial={"people": roll.left_out})
        rest = {**search_context(request, day), "is_rest": True}
        return answer_form(request, ADD, rest, form)
    return redirect("staff:training_day_detail", day.pk)


@requires(Permission.RECORD_TRAINING)
@require_POST
def training_day_record(request: MemberRequest, pk: int) -> HttpResponse:
    """Record who is ticked; the others did not attend."""
    day, form = find(pk), TickForm(request.POST)
    if not form.is_valid():
        roll = DayRoll(day, request.user, frozenset())
        return refused(request, PAGE, {"roll": roll}, _("Tick who completed the day."))
    ticked = form.cleaned_data["ticked"]
    try:
        recorded = day.record(ticked, by=request.user, newest=form.cleaned_data["newest"])
    except NotAllowed as no:
        return refused(request, PAGE, {"roll": DayRoll(find(pk), request.user, ticked)}, no)
    messages.success(request, what_happened(recorded))
    return redirect("staff:training_day_detail", day.pk)


@requires(Permission.RECORD_TRAINING)
@require_POST
def training_day_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back what this administrator recorded last."""
    day, form = find(pk), ActForm(request.POST)
    if not form.is_valid():
        roll = DayRoll(day, request.user)
        return refused(request, PAGE, {"roll": roll}, _("There is nothing to undo."))
    try:
        undone = day.undo(form.cleaned_data["at"], by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, {"roll": DayRoll(find(pk), request.user)}, no)
    messages.success(request, what_was_undone(undone))
    return redirect("staff:training_day_detail", day.pk)


@requires(Permission.RECORD_TRAINING)
@require_POST
def training_day_take_off(request: MemberRequest, pk: int, booking: int) -> HttpResponse:
    """Give a member's place back for them."""
    day = find(pk)
    try:
        get_object_or_404(Booking, pk=booking, day=day).give_back(by=request.user)
    except NotAllowed as no:
        return refused(request, PAGE, {"roll": DayRoll(find(pk), request.user)}, no)
    messages.success(request, _("The place is free again."))
    return redirect("staff:training_day_detail", day.pk)


def what_happened(recorded: Recorded) -> str:
    """One sentence on what was written."""
    if not recorded:
        return _("Everything was on record already. Nothing is new.")
    done = len(recorded.completed)
    words = ngettext("%(n)d completion is recorded.", "%(n)d completions are recorded.", done)
    said = [words % {"n": done}]
    if recorded.absent:
        words = ngettext("%(n)d did not attend.", "%(n)d did not attend.", recorded.absent)
        said.append(words % {"n": recorded.absent})
    return " ".join(said)


def what_was_undone(undone: Recorded) -> str:
    """What was taken back, and who is hidden because of it."""
    if not undone:
        return _("This was undone already.")
    count = len(undone.completed)
    words = ngettext("%(n)d completion is taken back.", "%(n)d completions are taken back.", count)
    said = [words % {"n": count}]
    if hidden := hidden_among(undone.completed):
        words = ngettext(
            "%(n)d mentor who had listed themselves is hidden.",
            "%(n)d mentors who had listed themselves are hidden.",
            hidden,
        )
        said.append(words % {"n": hidden})
    return " ".join(said)
