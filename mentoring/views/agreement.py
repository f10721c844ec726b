"""The agreement of a pairing: read it, suggest a change, agree. For the two, and nobody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.agreement import AgreementForm
from mentoring.models import Agreement
from mentoring.models.agreement import require_open
from mentoring.models.agreement_text import AgreementText
from mentoring.views.pairings import seen_by
from mentoring.views.seen import Seen
from mentoring.views.terms import Terms

PAGE = "mentoring/agreement_detail.html"
SUGGEST, VERSION = "mentoring/agreement_suggest.html", "mentoring/agreement_version.html"


def context(seen: Seen) -> dict[str, Any]:
    return {"seen": seen, "terms": Terms(seen)}


@require_safe
def agreement_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """What counts, by whose yes; what is suggested; and every version there has been."""
    return render(request, PAGE, context(seen_by(request.user, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_suggest(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a change to the other. Whatever stands in the way, what was typed is kept."""
    seen = seen_by(request.user, pk)
    terms = Terms(seen)
    if request.method != "POST":
        return begin(request, terms)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return answer_form(request, SUGGEST, {"seen": seen, "terms": terms}, form)
    try:
        _version, is_new = Agreement.objects.suggest(
            seen.pairing, form.texts, by=request.user, after=form.number
        )
    except NotAllowed as no:
        return kept_and_refused(request, pk, form, no)
    if is_new:
        told = _("%(name)s has been told. It counts once they agree.")
        messages.success(request, told % seen.names)
    else:
        messages.info(request, _("You have suggested this already."))
    return redirect("mentoring:agreement_detail", pk)


def begin(request: MemberRequest, terms: Terms) -> HttpResponse:
    """The form with the newest text; or, when nothing can be suggested, why not."""
    try:
        require_open(terms.seen.pairing, request.user)
    except NotAllowed as no:
        messages.info(request, str(no))
        return redirect("mentoring:agreement_detail", terms.seen.pairing.pk)
    text: AgreementText | None = terms.waiting or terms.counts
    form = AgreementForm(initial={**(text.texts if text else {}), "after": terms.number})
    return answer_form(request, SUGGEST, {"seen": terms.seen, "terms": terms}, form)


def kept_and_refused(
    request: MemberRequest, pk: int, form: AgreementForm, no: NotAllowed
) -> HttpResponse:
    """The sentence and the typed text, beside what is true now."""
    terms = Terms(seen_by(request.user, pk))
    typed = AgreementForm(initial={**form.texts, "after": terms.number})
    return refused(request, SUGGEST, {"seen": terms.seen, "terms": terms, "form": typed}, no)


@require_safe
def agreement_version(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One version as it was suggested; number 0 is the standard text that was accepted."""
    terms = Terms(seen_by(request.user, pk))
    pairing = terms.seen.pairing
    if number:
        version: Any = get_object_or_404(pairing.agreements, number=number)
        words = terms.words_of(version)
    elif version := pairing.standard_text:
        words = terms.standard_words
    else:
        raise Http404
    facts = {"number": number, "rows": version.rows(), "words": words}
    return render(request, VERSION, {"seen": terms.seen, "terms": terms, **facts})


@require_POST
def agreement_agree(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One's own yes to exactly this version."""
    seen = seen_by(request.user, pk)
    version: Agreement = get_object_or_404(seen.pairing.agreements, number=number)
    version.pairing = seen.pairing
    try:
        is_new = version.agree(request.user)
    except NotAllowed as no:
        return refused(request, PAGE, context(seen_by(request.user, pk)), no)
    if is_new:
        told = _("You have agreed, and it counts. %(name)s has been told.")
        messages.success(request, told % seen.names)
    else:
        messages.info(request, _("This has been agreed to already."))
    return redirect("mentoring:agreement_detail", pk)
