"""The words of our letters, by language: change them, look first, bring earlier ones back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.roles import Permission, requires
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from lib.wording import CHAPTERS, account_letters, letters, sentences_of, texts
from mentoring.letters.examples import seen_before
from mentoring.models import Wording
from staff.forms.letters import LetterForm

EDIT = "staff/letter_edit.html"


@requires(Permission.SEE_TEXTS)
@require_safe
def letter_list(request: MemberRequest) -> HttpResponse:
    """Every letter in every language, and which of them the office has put otherwise."""
    rows = Wording.objects.select_related("written_by").order_by("number")
    newest = {(row.language, row.letter): row for row in rows}
    languages = [
        {
            "language": code,
            "name": _(name),
            "letters": [row_of(each, code, newest.get((code, each))) for each in letters()],
            "account_letters": [
                row_of(each, code, newest.get((code, each))) for each in account_letters()
            ],
            "chapters": [row_of(each, code, newest.get((code, each))) for each in CHAPTERS],
        }
        for code, name in settings.LANGUAGES
    ]
    return render(request, "staff/letter_list.html", {"languages": languages})


def row_of(letter: str, language: str, wording: Wording | None) -> dict[str, Any]:
    """A letter by its subject, as it would be sent."""
    with override(language):
        subject = sentences_of(letter, "subject.txt")[0]
        words = wording.words if wording else {}
        said = words.get(subject.text) or subject.in_this_language()
    return {"letter": letter, "subject": said, "wording": wording if words else None}


def context(language: str, letter: str) -> dict[str, Any]:
    """One letter in one language: its sentences, and every wording, the newest first."""
    names = {code: _(name) for code, name in settings.LANGUAGES}
    if language not in names or letter not in texts():
        raise Http404
    history = list(Wording.objects.newest_of(letter, language))
    newest = history[0] if history else None
    row = row_of(letter, language, newest)
    return {
        **row,
        "language": language,
        "name": names[language],
        "history": history,
        "sentences": sentences_of(letter),
        "words": newest.words if newest else {},
        "after": newest.number if newest else 0,
    }


@requires(Permission.EDIT_TEXTS)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_edit(request: MemberRequest, language: str, letter: str) -> HttpResponse:
    """Put the sentences of a letter otherwise; whatever is sent from then on says so."""
    facts = context(language, letter)
    with override(language):
        form = form_of(facts, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return answer_form(request, EDIT, facts, form)
    if "preview" in request.POST:
        preview = seen_before(letter, language, said(form), request.user)
        return answer_form(request, EDIT, {**facts, "preview": preview}, form)
    try:
        is_new = Wording.objects.write(
            letter, language, form.words, by=request.user, after=form.number
        )
    except NotAllowed as no:
        facts = context(language, letter)
        with override(language):
            typed = form_of({**facts, "words": said(form)}, None)
        return refused(request, EDIT, {**facts, "form": typed}, no)
    return done(request, is_new, language, letter)


def form_of(facts: dict[str, Any], typed: Any) -> LetterForm:
    """The form with the words that count, or with what was typed."""
    words = {
        f"words_{number}": facts["words"].get(sentence.text) or sentence.in_this_language()
        for number, sentence in enumerate(facts["sentences"])
    }
    start = {**words, "after": facts["after"]}
    is_chapter = facts["letter"] in CHAPTERS
    return LetterForm(typed, initial=start, sentences=facts["sentences"], is_chapter=is_chapter)


def said(form: LetterForm) -> dict[str, str]:
    """What was typed, where something was."""
    return {text: words for text, words in form.words.items() if words}


def done(request: MemberRequest, is_new: bool, language: str, letter: str) -> HttpResponse:
    if is_new:
        messages.success(request, _("It says this from now on."))
    else:
        messages.info(request, _("It says this already."))
    return redirect("staff:letter_edit", language, letter)


@requires(Permission.SEE_TEXTS)
@require_safe
def letter_version(request: MemberRequest, language: str, letter: str, number: int) -> HttpResponse:
    """One wording as it was, and the way to bring it back. 0 is how the letter comes."""
    facts = context(language, letter)
    words = words_of(language, letter, number)
    preview = seen_before(letter, language, words, request.user)
    return render(
        request,
        "staff/letter_version.html",
        {
            **facts,
            "number": number,
            "preview": preview,
            "is_newest": words == facts["words"],
            "may_edit": request.user.may(Permission.EDIT_TEXTS),
        },
    )


def words_of(language: str, letter: str, number: int) -> dict[str, str]:
    if not number:
        return {}
    row = get_object_or_404(Wording, language=language, letter=letter, number=number)
    return dict(row.words)


@requires(Permission.EDIT_TEXTS)
@require_POST
def letter_restore(request: MemberRequest, language: str, letter: str, number: int) -> HttpResponse:
    """Make an earlier wording the newest; 0 is how the letter comes."""
    facts = context(language, letter)
    words = words_of(language, letter, number)
    try:
        is_new = Wording.objects.write(
            letter, language, words, by=request.user, after=facts["after"]
        )
    except NotAllowed as no:
        messages.error(request, str(no))
        return redirect("staff:letter_edit", language, letter)
    return done(request, is_new, language, letter)
