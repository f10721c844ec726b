"""After a no: the same words to another mentor."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from lib.keys import is_key
from lib.pages import refused
from mentoring.forms.pairing import AcceptForm
from mentoring.models import MentorProfile, ProposalDraft
from mentoring.views.pairings import PAGE, page_of, seen_by
from mentoring.views.seen import Seen


@require_POST
def pairing_offer(request: MemberRequest, pk: int) -> HttpResponse:
    """Begin a proposal to another mentor with the words of one that came to nothing.

    A draft to that mentor which stands already is left as it is.
    """
    seen = seen_by(request.user, pk)
    if not seen.can_ask_others:
        return refused(request, PAGE, {**page_of(seen), "form": AcceptForm()}, seen.now_true)
    key = request.POST.get("mentor", "")
    if not is_key(key):
        raise Http404
    mentors = MentorProfile.objects.shown_to(request.user)
    profile = get_object_or_404(mentors.select_related("member"), pk=key)
    if ProposalDraft.objects.filter(mentee=request.user, mentor=profile.member).exists():
        messages.info(request, _("You had begun to write to this mentor. Here is that draft."))
    else:
        copy_words(seen, profile)
        messages.success(request, _("Your words are copied. Say anew why you ask this mentor."))
    return redirect("mentoring:proposal_new", profile.pk)


def copy_words(seen: Seen, profile: MentorProfile) -> None:
    """A draft with the four answers of the proposal."""
    texts = {name: getattr(seen.pairing, name) for name in ProposalDraft.TEXTS}
    ProposalDraft.objects.keep(seen.viewer, profile.member, texts)
