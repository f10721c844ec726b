"""The standard agreement, by language: edit it, look at it first, and bring an earlier one back.

Nothing here reads an agreement of two people.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.agreement import StandardTextForm
from mentoring.models import AgreementTemplate

EDIT = "staff/standard_text_edit.html"


def context(language: str, **more: Any) -> dict[str, Any]:
    """What there is in one language: every text, the newest first."""
    names = {code: _(name) for code, name in settings.LANGUAGES}
    if language not in names:
        raise Http404
    texts = AgreementTemplate.objects.newest_of(language).select_related("written_by")
    return {"language": language, "name": names[language], "texts": list(texts), **more}


@requires(Permission.SEE_TEXTS)
@require_safe
def standard_text_list(request: MemberRequest) -> HttpResponse:
    """Every language of the installation, and how its text stands."""
    languages = [context(code) for code, _name in settings.LANGUAGES]
    told = {"languages": languages, "may_edit": request.user.may(Permission.EDIT_TEXTS)}
    return render(request, "staff/standard_text_list.html", told)


@requires(Permission.EDIT_TEXTS)
@require_http_methods(["GET", "HEAD", "POST"])
def standard_text_edit(request: MemberRequest, language: str) -> HttpResponse:
    """Write the next text; whoever has accepted an earlier one stands on that."""
    facts = context(language)
    if request.method != "POST":
        return answer_form(request, EDIT, facts, begin(facts))
    form = StandardTextForm(request.POST)
    if not form.is_valid():
        return answer_form(request, EDIT, facts, form)
    if "preview" in request.POST:
        return answer_form(request, EDIT, {**facts, "preview": seen_before(form)}, form)
    try:
        _text, is_new = AgreementTemplate.objects.write(
            language, form.texts, by=request.user, after=form.number or 0
        )
    except NotAllowed as no:
        return kept_and_refused(request, form, no, context(language))
    if is_new:
        messages.success(request, _("This is the standard text from now on."))
    else:
        messages.info(request, _("The standard text says this already."))
    return redirect("staff:standard_text_edit", language)


def begin(facts: dict[str, Any]) -> StandardTextForm:
    """The form with the newest text; in a new language with that of the installation."""
    current = AgreementTemplate.objects.current(facts["language"])
    texts = current.texts if current else {}
    return StandardTextForm(initial={**texts, "after": newest_number(facts)})


def newest_number(facts: dict[str, Any]) -> int:
    return facts["texts"][0].number if facts["texts"] else 0


def seen_before(form: StandardTextForm) -> list[dict[str, str]]:
    """What was typed, as two people would read it."""
    return AgreementTemplate(**form.texts).rows()


def kept_and_refused(
    request: MemberRequest, form: StandardTextForm, no: NotAllowed, facts: dict[str, Any]
) -> HttpResponse:
    """The sentence and the typed text; pressed again, it comes after the newer one."""
    typed = StandardTextForm(initial={**form.texts, "after": newest_number(facts)})
    return refused(request, EDIT, {**facts, "form": typed}, no)


@requires(Permission.SEE_TEXTS)
@require_safe
def standard_text_version(request: MemberRequest, language: str, number: int) -> HttpResponse:
    """One text as it was; and the way to bring it back."""
    facts = context(language)
    text = get_object_or_404(AgreementTemplate, language=language, number=number)
    is_newest = number == newest_number(facts)
    page = "staff/standard_text_version.html"
    may_edit = request.user.may(Permission.EDIT_TEXTS)
    told = {**facts, "text": text, "is_newest": is_newest, "may_edit": may_edit}
    return render(request, page, told)


@requires(Permission.EDIT_TEXTS)
@require_POST
def standard_text_restore(request: MemberRequest, language: str, number: int) -> HttpResponse:
    """Make an earlier text the newest."""
    text = get_object_or_404(AgreementTemplate, language=language, number=number)
    _restored, is_new = text.restore(by=request.user)
    if is_new:
        messages.success(request, _("The earlier text is the standard text from now on."))
    else:
        messages.info(request, _("The standard text says this already."))
    return redirect("staff:standard_text_edit", language)
