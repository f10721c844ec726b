"""Acts of which nobody is told by a letter, and where it is not plain, why."""

TELLS_NOBODY = frozenset(
    {
        "aim.added",  # a letter for every step would nag
        "aim.changed",
        "aim.removed",
        "application.made",  # the office sees it on its desk
        "application.taken_back",
        "award.added",
        "award.corrected",
        "award.removed",
        "block.lifted",  # whom one blocks is one's own, and the other must never hear of it
        "block.made",
        "certificate.confirmed",  # the office has a paper in hand, as of a mentoring record
        "concern.emptied",
        "concern.read",
        "concern.taken",
        "check_in.answered",  # an answer is its author's own
        "check_in.help_wanted",  # the office sees it on its page
        "check_in.settled",
        "desk.put_back",  # how the office shares its work is its own
        "desk.put_off",
        "desk.settled",
        "desk.taken",
        "enrolment.completed",
        "enrolment.left",
        "enrolment.opened",
        "hold.changed",  # whoever it is about reads it on their own page
        "hold.lifted",
        "hold.placed",
        "hold.read",
        "line_management.declared",
        "line_management.lifted",
        "mark.dropped",  # what one notes about a mentor is one's own, so nobody hears of it
        "mark.hidden",
        "mark.noted",
        "mark.shortlisted",
        "mark.shown",
        "mark.unwatched",
        "mark.watched",
        "feed.revoked",
        "meeting.dropped",  # the letter about the end of the pairing says it
        "meeting.noted",
        "import.applied",
        "import.emptied",
        "import.undone",
        "member.bounced",  # no letter reaches them; the office sees it on its desk
        "member.changed",
        "member.closed",
        "member.entered",  # they have not proved their address; they come in by asking
        "keeping.removed",  # both were told before
        "member.copy_asked",  # the letter comes when it is ready
        "member.erased",  # the last letter is written while the address is known
        "member.erasure_lifted",  # the member is answered in the way they wrote
        "member.erasure_withdrawn",
        "member.reached",
        "member.reopened",
        "member.signed_out",  # whoever runs the command knows why, and they see it at once
        "member.taken_back",
        "message.edited",
        "mentor.changed",
        "mentor.confirmed",
        "mentor.interested",  # the office sees it on its desk
        "mentor.listed",
        "mentor.not_interested",
        "mentor.prefilled",  # it is for the mentor to find and to save; nobody else sees it
        "mentor.taken_back",
        "mentor.taken_out",
        "mentor.unlisted",
        "number.chosen",  # its page says who and when
        "number.restored",
        "pairing.counted",  # both were told before
        "pairing.activated",  # the letter of the second yes says it
        "record.confirmed",  # the office has a paper in hand that one of the two gave it
        "second_step.added",  # allauth writes the letter about it
        "second_step.codes_made",
        "second_step.forgotten",  # accounts.letters tells whoever it is about
        "second_step.removed",
        "record.issued",  # a paper for oneself
        "reflection.written",  # for oneself
        "registrant.changed",
        "role.changed",  # accounts.letters tells whoever it is about
        "role.given",
        "role.taken",
        "search.discarded",  # nor of what one looks for
        "search.renamed",
        "search.resumed",
        "search.saved",
        "search.stopped",
        "telling.given_up",  # the office sees it on its page
        "telling.sent_again",
        "telling.told",
        "template.restored",  # whoever has accepted an earlier text stands on that one
        "template.written",
        "wording.written",
        "step.added",
        "step.changed",
        "step.done",
        "step.removed",
        "step.reopened",
        "training_day.booked",  # the day is past
        "training_day.cancelled",  # each member of the roll has a letter of their own
        "training_day.changed",
        "training_day.given_back",  # the office sees it on the roll
        "training_day.planned",
        "training_day.recorded",  # each completion has a letter of its own
        "training_day.undone",
    }
)
