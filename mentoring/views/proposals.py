"""Proposing: the four answers, kept as a draft until they are sent."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.pages import answer_form, refused
from lib.refusals import NotAllowed
from mentoring.forms.proposal import ProposalForm
from mentoring.models import (
    AgreementTemplate,
    LineManagement,
    MentorProfile,
    Pairing,
    ProposalDraft,
)
from mentoring.views.terms import Offered
from registration.models import Enrolment, Registrant

PAGE = "mentoring/proposal_new.html"


@dataclass
class Approach:
    """A member who writes to a mentor: what is known before anything is sent."""

    mentee: Member
    profile: Any  # a MentorProfile with its places, and whether it is found

    @classmethod
    def of(cls, mentee: Member, pk: int) -> "Approach":
        """Whoever the profile is of; 404 when there is no such profile."""
        shown = MentorProfile.objects.shown_to(mentee).filter(pk=OuterRef("pk"))
        profiles = MentorProfile.objects.with_places().annotate(is_found=Exists(shown))
        people = profiles.select_related("member__registrant__level")
        return cls(mentee, get_object_or_404(people, pk=pk))

    @property
    def mentor(self) -> Member:
        member: Member = self.profile.member
        return member

    @property
    def is_found(self) -> bool:
        """Whether the mentee finds the mentor; if not, the page does not say who it is."""
        return bool(self.profile.is_found)

    @property
    def is_oneself(self) -> bool:
        return self.mentor == self.mentee

    @cached_property
    def draft(self) -> ProposalDraft | None:
        return ProposalDraft.objects.filter(mentee=self.mentee, mentor=self.mentor).first()

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        return list(Enrolment.objects.of(self.mentee).open())

    @cached_property
    def registrant(self) -> Registrant:
        return Registrant.objects.of(self.mentee)

    @cached_property
    def terms(self) -> Offered:
        return Offered(AgreementTemplate.objects.current())

    @property
    def works_beside(self) -> bool:
        """Whether both name the same organisation: worth a word of advice, and no bar."""
        theirs = getattr(getattr(self.mentor, "registrant", None), "organisation", "")
        ours = self.registrant.organisation
        return bool(ours.strip()) and ours.strip().casefold() == theirs.strip().casefold()

    @property
    def why_not(self) -> str:
        """What would refuse the proposal now, whichever route it is for; or nothing."""
        ask = Pairing.objects.why_not
        sentences = [ask(enrolment, self.mentor, self.mentee) for enrolment in self.enrolments]
        return sentences[0] if sentences and all(sentences) else ""

    def open_pairing(self) -> Pairing | None:
        """What is open between the two already."""
        between = Pairing.objects.open().filter(mentee=self.mentee, mentor=self.mentor)
        return between.first()

    def first_words(self) -> dict[str, str]:
        """What the form begins with: the draft, or where the member works."""
        words = {name: getattr(self.draft, name, "") for name in ProposalDraft.TEXTS}
        work = (self.registrant.job_title, self.registrant.organisation)
        return {**words, "who_i_am": words["who_i_am"] or ", ".join(filter(None, work))}

    def read_draft(self, typed: Any) -> ProposalForm:
        """What was typed, asked only whether it can be kept."""
        form = ProposalForm(typed, enrolments=self.enrolments, is_draft=True)
        form.full_clean()
        return form

    def has_sent(self, typed: Any, pairing: Pairing) -> bool:
        """Whether these very answers are those of the proposal: somebody pressed twice."""
        said = {name: getattr(pairing, name) for name in Pairing.TEXTS}
        return not pairing.is_suggested and self.read_draft(typed).texts == said

    def keep_draft(self, typed: Any) -> ProposalForm:
        """Keep whatever can be kept of what was typed; the form says what could not."""
        form = self.read_draft(typed)
        ProposalDraft.objects.keep(self.mentee, self.mentor, form.texts)
        return form


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Write to a mentor, and send it or keep it."""
    approach = Approach.of(request.user, pk)
    if approach.is_oneself:
        return refused(request, PAGE, {"approach": approach}, _("You cannot propose to yourself."))
    pairing = approach.open_pairing()
    if request.method == "POST":
        return answer_typed(request, approach, pairing)
    if pairing and not approach.draft:
        return lead_to(request, pairing)
    if not (approach.is_found or approach.draft):
        raise Http404
    form = ProposalForm(enrolments=approach.enrolments, initial=approach.first_words())
    why_not = "" if pairing else approach.why_not
    return answer_form(
        request, PAGE, {"approach": approach, "pairing": pairing, "why_not": why_not}, form
    )


def answer_typed(
    request: MemberRequest, approach: Approach, pairing: Pairing | None
) -> HttpResponse:
    """Keep it or send it; beside what is open between the two, it is only kept."""
    if pairing:
        return keep_beside(request, approach, pairing)
    return keep(request, approach) if "keep" in request.POST else send(request, approach)


def keep(request: MemberRequest, approach: Approach) -> HttpResponse:
    """Keep the draft and say so, or show what of it cannot be kept."""
    form = approach.keep_draft(request.POST)
    if form.errors:
        return answer_form(request, PAGE, {"approach": approach}, form)
    if approach.draft:
        messages.success(request, _("Your draft is kept. You find it under My mentoring."))
    else:
        messages.info(request, _("Nothing was written, so no draft is kept."))
    return redirect("mentoring:proposal_new", approach.profile.pk)


def send(request: MemberRequest, approach: Approach) -> HttpResponse:
    """Send the proposal; whatever stands in the way, what was typed is kept as a draft."""
    form = ProposalForm(request.POST, enrolments=approach.enrolments)
    if not is_sendable(form, approach):
        approach.keep_draft(request.POST)
        return answer_form(request, PAGE, {"approach": approach}, form)
    try:
        pairing = propose(form, approach)
    except NotAllowed as no:
        return kept_and_refused(request, approach, form, no)
    messages.success(request, _("Your proposal is sent."))
    return redirect(pairing)


def is_sendable(form: ProposalForm, approach: Approach) -> bool:
    """Whether everything is answered; a declared line management is kept, and refuses."""
    if not form.is_valid():
        return False
    if form.declares_line_management:
        LineManagement.objects.declare(approach.mentee, approach.mentor)
        form.refuse_line_management()
    return not form.errors


def propose(form: ProposalForm, approach: Approach) -> Pairing:
    enrolment = form.cleaned_data["enrolment"]
    if enrolment is None:
        raise NotAllowed(_("Enrol on a route first: a proposal is for a route."))
    return Pairing.objects.propose(
        enrolment,
        approach.mentor,
        form.texts,
        by=approach.mentee,
        accepts=form.cleaned_data["accepts"],
        shown=form.cleaned_data["terms"],
    )


def kept_and_refused(
    request: MemberRequest, approach: Approach, form: ProposalForm, no: NotAllowed
) -> HttpResponse:
    """The sentence and the typed text; or what has been opened between the two meanwhile."""
    if pairing := approach.open_pairing():
        return keep_beside(request, approach, pairing)
    approach.keep_draft(request.POST)
    return refused(request, PAGE, {"approach": approach, "form": form}, no)


def keep_beside(request: MemberRequest, approach: Approach, pairing: Pairing) -> HttpResponse:
    """Keep what cannot be sent now, and show it; a double press has sent it, and leads there."""
    if approach.has_sent(request.POST, pairing):
        return lead_to(request, pairing)
    form = approach.keep_draft(request.POST)
    if form.errors:
        return answer_form(request, PAGE, {"approach": approach, "pairing": pairing}, form)
    if not approach.draft:
        return lead_to(request, pairing)
    messages.info(request, _("What you wrote is kept as a draft. It is not sent."))
    return redirect("mentoring:proposal_new", approach.profile.pk)


def lead_to(request: MemberRequest, pairing: Pairing) -> HttpResponse:
    """To what is open between the two already, kindly."""
    if pairing.is_suggested:
        messages.info(request, _("The office has suggested this mentor to you already."))
    else:
        messages.info(
            request, _("You have proposed to this mentor already. Here is where it stands.")
        )
    return redirect(pairing)
