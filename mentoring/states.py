"""The states of a pairing, and the sets of them that rules speak of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """What is stored. "Accepted by one side" is derived: see `Pairing.waiting_for`."""

    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Completed")
    ENDED = "ended", _("Ended")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Closed after no answer")


OPEN = frozenset({Status.PROPOSED, Status.ACTIVE})
CLOSED = frozenset(Status) - OPEN
STARTED = frozenset({Status.ACTIVE, Status.COMPLETED, Status.ENDED})


class Reason(TextChoices):
    """Why a mentor declines: counted by the office, and told to nobody."""

    FULL = "full", _("I have no room for anybody now")
    TIMING = "timing", _("It is not a good time for me")
    FIT = "fit", _("Somebody else would fit better")
    CONFLICT = "conflict", _("There is a conflict of interest")
    OTHER = "other", _("Something else")


class EndReason(TextChoices):
    """Why a pairing is ended: counted by the office, and told to nobody."""

    TIME = "time", _("We did not find the time")
    PLANS = "plans", _("Plans or jobs have changed")
    FIT = "fit", _("Somebody else would fit better")
    CONFLICT = "conflict", _("There is a conflict of interest")
    OTHER = "other", _("Something else")


class Happened(TextChoices):
    """What CILIP is told of a pairing: that it has started, or is over, whichever way."""

    STARTED = "started", _("Started")
    ENDED = "ended", _("Ended")


class Topic(TextChoices):
    """What a report is about."""

    MESSAGE = "message", _("A message")
    PROFILE = "profile", _("A mentor’s profile")
    PAIRING = "pairing", _("A proposal or pairing")
    DATA = "data", _("A complaint about how data is used")
    SERVICE = "service", _("Something else")


class Worry(TextChoices):
    """Why somebody reports: it helps to read the urgent first, and decides nothing."""

    DANGER = "danger", _("Somebody may come to harm")
    HARASSMENT = "harassment", _("Harassment, threats or discrimination")
    PRIVACY = "privacy", _("Something private was passed on")
    FALSE = "false", _("Something here is not true")
    OTHER = "other", _("Something else")


class Counted(TextChoices):
    """By what pairings that were let go are counted: for each report that asks for them."""

    PROPOSED = "proposed", _("Proposed, and how soon there was a first word")
    LEVELS = "levels", _("Started, by the level of the mentor")
    SECTORS = "sectors", _("Started, by the sector of the mentor")
    CLOSED = "closed", _("Closed, and why")


class Ground(TextChoices):
    """Why something is held although its time is over, or its member leaves."""

    CLAIM = "claim", _("A legal claim")
    SAFETY = "safety", _("Somebody’s safety")


class Side(TextChoices):
    """Which of the two of a pairing."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


class Kind(TextChoices):
    """What a training completion was."""

    INITIAL = "initial", _("Initial training")
    REFRESHER = "refresher", _("Refresher")


class Mode(TextChoices):
    """How a training was held."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")


class Milestone(TextChoices):
    """What a route may suggest as a next step. The handbook says what a route asks for."""

    PKSB = "pksb", _("Start with the PKSB")
    EVIDENCE = "evidence", _("Choose the evidence")
    STATEMENT = "statement", _("Draft the statement")
    FORM = "form", _("Fill in the completion form together")
    LETTER = "letter", _("Ask the mentor for a letter of support")
    SUBMIT = "submit", _("Submit")


# The routes, by their slugs, at whose end the mentor writes a letter instead of a form.
ENDS_WITH_A_LETTER = frozenset({"fellowship", "km-fellowship"})


def milestones_of(route: str) -> list[Milestone]:
    """What a route suggests, in the order in which most people come to it."""
    other = Milestone.FORM if route in ENDS_WITH_A_LETTER else Milestone.LETTER
    return [milestone for milestone in Milestone if milestone != other]


class Feeling(TextChoices):
    """How one says that it is going. Nobody ranks or counts it."""

    GOING_WELL = "going_well", _("Going well")
    COULD_BE_BETTER = "could_be_better", _("Could be better")
    NEED_HELP = "need_help", _("I need help")


class ImportKind(TextChoices):
    """What a list that the office brings in is of."""

    MEMBERS = "members", _("Members")
    AWARDS = "awards", _("Awards")
    COMPLETIONS = "completions", _("Past completions of training")
    MENTORS = "mentors", _("Mentors of the old list")
    PAIRINGS = "pairings", _("Pairings of the old list")


class ImportStatus(TextChoices):
    """How far an import has come. Nothing of it is anywhere else before it is applied."""

    UPLOADED = "uploaded", _("Columns to choose")
    READ = "read", _("Checked")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDONE = "undone", _("Undone")


class Verdict(TextChoices):
    """What one row of an import would come to."""

    NEW = "new", _("New")
    CHANGE = "change", _("Change")
    SAME = "same", _("Same")
    PROBLEM = "problem", _("Problem")


class Matter(TextChoices):
    """What can wait on the office's desk."""

    WAITING = "waiting", _("Still looking")
    EXPIRING = "expiring", _("About to close")
    SILENT = "silent", _("Not answering")
    NOT_LISTED = "not-listed", _("Trained, not listed")
    FLAGGED = "flagged", _("Training withdrawn or lapsed")
    LAPSING = "lapsing", _("Refresher due")
    HELP = "help", _("Help wanted")
    IMPORTS = "imports", _("Imports with problems")
    BOUNCED = "bounced", _("Letters came back")
    INTERESTED = "interested", _("Would like to be trained")
    APPLIED = "applied", _("Applications to be listed")


class Answer(TextChoices):
    """What the office says to an application to be listed."""

    YES = "yes", _("Yes")
    NO = "no", _("Not now")
