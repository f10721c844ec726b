"""The numbers that the office may choose, by what they are about."""

from django.utils.translation import gettext_lazy as _

from mentoring.numbers.choice import DAYS, TIMES, Choice, Words
from mentoring.numbers.keeping import KEPT
from mentoring.numbers.office import OFFICE
from mentoring.numbers.signing_in import SIGNED_IN

MINUTES, MONTHS = _("minutes"), _("months")

PROPOSALS = (
    Choice(
        "OPEN_PROPOSALS_PER_ENROLMENT",
        _("Open proposals for a route"),
        _("How many proposals a mentee may have open at once for one route."),
        *(1, 10),
    ),
    Choice(
        "SHORTEST_WHY_YOU",
        _("Shortest “why you in particular”"),
        _("How much a mentee writes at least about why they ask this mentor."),
        *(10, 300),
        _("characters"),
    ),
    Choice(
        "REMIND_AFTER_DAYS",
        _("Reminders of a proposal"),
        _(
            "After how many days without an answer the awaited side is reminded, and after how "
            "many once more: two numbers with a comma between them."
        ),
        *(1, 89),
        DAYS,
        many=2,
    ),
    Choice(
        "EXPIRE_AFTER_DAYS",
        _("A proposal closes after"),
        _("After how many days without an answer a proposal closes by itself, and both are told."),
        *(3, 90),
        DAYS,
    ),
    Choice(
        "MENTORS_AFTER_A_NO",
        _("Mentors shown after a no"),
        _("How many other mentors a mentee sees when a proposal came to nothing."),
        *(1, 10),
    ),
)
MENTORS = (
    Choice(
        "APPLICATIONS_ARE_ANSWERED",
        _("Applications are answered"),
        _(
            "Whether a trained member who wants to be listed for the first time applies, and "
            "is listed with the office’s yes. Nobody who has been listed has to apply."
        ),
        *(0, 1),
        named=(_("No"), _("Yes")),
    ),
    Choice(
        "TRAINING_VALID_MONTHS",
        _("Training counts for"),
        _(
            "How long a training counts from its date. 0 is for ever. A refresher that is "
            "recorded renews it. Nobody’s training lapses before both warnings had their days."
        ),
        *(0, 240),
        MONTHS,
    ),
    Choice(
        "TRAINING_WARN_DAYS",
        _("Warnings before training lapses"),
        _(
            "How many days before the end a mentor is warned for the last time, and how many for "
            "the first: two numbers with a comma between them."
        ),
        *(1, 180),
        DAYS,
        many=2,
    ),
    Choice(
        "DEFAULT_CAPACITY",
        _("Places to begin with"),
        _("How many places a new mentor has until they say otherwise."),
        *(0, 20),
    ),
    Choice(
        "CONFIRM_AFTER_DAYS",
        _("Mentors are asked after"),
        _("How old a mentor’s word on their places may be before they are asked about it."),
        *(30, 365),
        DAYS,
    ),
    Choice(
        "CONFIRM_ASKS",
        _("How often they are asked"),
        _("How many letters ask a mentor about their places before the listing rests."),
        *(1, 5),
        TIMES,
    ),
    Choice(
        "CONFIRM_WITHIN_DAYS",
        _("Time to confirm"),
        _("How many days a mentor has after each of these letters."),
        *(3, 60),
        DAYS,
    ),
    Choice(
        "REST_AFTER_SILENCES",
        _("The listing rests after"),
        _("How many proposals in a row a mentor leaves unanswered before the listing rests."),
        *(2, 20),
        _("proposals"),
    ),
)
PAIRINGS = (
    Choice(
        "NUDGE_AFTER_DAYS",
        _("A quiet time is"),
        _("After how many days without anything between the two both get one friendly letter."),
        *(14, 365),
        DAYS,
    ),
    Choice(
        "COMPLETE_AFTER_DAYS",
        _("Silence completes after"),
        _("After how many days a completion that one of the two proposed counts as agreed to."),
        *(3, 90),
        DAYS,
    ),
    Choice(
        "LONGEST_PAUSE_DAYS",
        _("Longest pause"),
        _("How far ahead the day may be until which a pairing rests."),
        *(30, 1100),
        DAYS,
    ),
    Choice(
        "EDIT_MINUTES",
        _("Time to change a message"),
        _("For how many minutes a message can be changed after it was sent."),
        *(1, 60),
        MINUTES,
    ),
    Choice("MOST_AIMS", _("Aims"), _("How many aims the two of a pairing may have."), *(1, 50)),
    Choice(
        "MOST_STEPS", _("Next steps"), _("How many steps the two of a pairing may have."), 10, 500
    ),
    Choice(
        "MONTHS_AHEAD",
        _("Months for a step"),
        _("How many months ahead a mentee can choose for a step."),
        *(6, 120),
        MONTHS,
    ),
    Choice(
        "MEETINGS_AHEAD_DAYS",
        _("Meetings ahead"),
        _("How far ahead a meeting can be planned."),
        *(90, 1500),
        DAYS,
    ),
    Choice(
        "MOST_PLANNED",
        _("Planned meetings"),
        _("How many meetings of one pairing may be to come."),
        *(5, 200),
    ),
    Choice(
        "CALENDAR_PAST_DAYS",
        _("Past meetings in a calendar"),
        _("How far back the calendar address of a member goes."),
        *(7, 730),
        DAYS,
    ),
)
MEMBERS = (
    Choice(
        "MOST_AREAS_TO_DEVELOP",
        _("Knowledge areas to develop"),
        _("How many knowledge areas a member may want to develop."),
        *(1, 13),
    ),
    Choice(
        "MOST_SHORTLISTED",
        _("Shortlist"),
        _("How many mentors a member may keep in mind."),
        *(10, 200),
    ),
    Choice(
        "MOST_WATCHED",
        _("Waiting for a place"),
        _("For how many mentors a member may wait to have a place."),
        *(5, 100),
    ),
    Choice(
        "MOST_SAVED_SEARCHES",
        _("Saved searches"),
        _("How many searches a member may keep."),
        *(1, 50),
    ),
    Choice(
        "MOST_NAMED_AS_NEW",
        _("New mentors named"),
        _("How many new mentors the page of saved searches names for each search."),
        *(1, 20),
    ),
    Choice(
        "STOP_LINK_DAYS",
        _("A link that stops letters"),
        _("For how many days the link at the end of such a letter works without signing in."),
        *(30, 365),
        DAYS,
    ),
)
GROUPS: tuple[tuple[Words, tuple[Choice, ...]], ...] = (
    (_("Proposals"), PROPOSALS),
    (_("Mentors"), MENTORS),
    (_("Pairings"), PAIRINGS),
    (_("What members keep"), MEMBERS),
    (_("The office"), OFFICE),
    (_("How long things are kept"), KEPT),
    (_("Staying signed in"), SIGNED_IN),
)
