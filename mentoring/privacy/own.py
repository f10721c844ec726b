"""What a member says, notes and looks for by themselves."""

from lib.privacy import BLANK, CONTRACT, GOES, INTERESTS, SAID, STAYS, Columns, Table

ACCOUNT = "with the account: 730 days without signing in, or as the office has chosen"
ONLY_THE_MEMBER = "the member alone"
NOBODYS = "it names nobody once the account is erased"
PROFILE = "mentoring.MentorProfile"

TABLES = (
    Table(
        PROFILE,
        "So that mentees can find a mentor",
        (
            Columns(
                "id member listed_at first_listed_at availability_confirmed_on confirmation_asks"
            ),
            Columns("confirmation_asked_on interested_at", erase=BLANK),
            Columns("capacity"),
            Columns("away_until story help_with works_at_front_line", erase=BLANK),
        ),
        basis=INTERESTS,
        readers="members, while listed; the office how many places",
        until=ACCOUNT,
        about=("member",),
        erase=STAYS,
        why="ended pairings lead to it; it is not listed, and nothing in it names anybody",
        notice="Mentor profile",
    ),
    *(
        Table(
            f"{PROFILE}_{name}",
            "So that mentees can find a mentor",
            (Columns(f"id mentorprofile {term}"),),
            basis=INTERESTS,
            readers="members, while listed",
            until=ACCOUNT,
            about=("mentorprofile__member",),
            erase=GOES,
            notice="Mentor profile",
        )
        for name, term in (
            ("routes", "route"),
            ("areas", "knowledgearea"),
            ("meeting_ways", "meetingway"),
            ("languages", "language"),
        )
    ),
    Table(
        "mentoring.TrainingCompletion",
        "So that only trained mentors are listed",
        (
            Columns("id code member completed_on kind mode provider day recorded_at recorded_by"),
            Columns("corrects withdrawn_at withdrawn_by lapse_warnings lapse_warned_at lapsed_at"),
            Columns(
                "note withdrawal_reason", unread="a note of the office: ask for it", erase=SAID
            ),
        ),
        basis=INTERESTS,
        readers="the member; those who record training, and auditors",
        until=ACCOUNT,
        about=("member",),
        erase=STAYS,
        why=f"pairings started on it, and training is counted; {NOBODYS}",
        notice="Mentor training",
    ),
    Table(
        "mentoring.Application",
        "So that the office can look before a first listing",
        (
            Columns("id member words applied_at answer reason answered_at answered_by"),
            Columns("taken_back_at"),
        ),
        basis=INTERESTS,
        readers="the member; those who answer applications, and auditors",
        until=ACCOUNT,
        about=("member",),
        erase=GOES,
        notice="Mentor profile",
    ),
    Table(
        "mentoring.Booking",
        "Who has a place on a training day",
        (
            Columns("id day member booked_at booked_by"),
            Columns("given_back_at given_back_by absent_at absent_by"),
        ),
        basis=CONTRACT,
        readers="the member; those who record training, and auditors",
        until=ACCOUNT,
        about=("member",),
        erase=STAYS,
        why=f"the roll of the day stays as it was; {NOBODYS}",
        notice="Mentor training",
    ),
    Table(
        "mentoring.CalendarFeed",
        "So that a calendar can follow one’s meetings",
        (
            Columns("id member made_at"),
            Columns("token_hash", unread="a scrambled form that nobody can turn back"),
        ),
        basis=CONTRACT,
        readers=ONLY_THE_MEMBER,
        until=ACCOUNT,
        about=("member",),
        erase=GOES,
        notice="A calendar address",
    ),
    Table(
        "mentoring.MentorMark",
        "So that a member can choose in peace",
        (Columns("id member profile shortlisted_at hidden_at watched_since note"),),
        basis=CONTRACT,
        readers=ONLY_THE_MEMBER,
        until=ACCOUNT,
        about=("member",),
        by=("member", "profile__member"),
        erase=GOES,
        notice="What you note about mentors",
    ),
    Table(
        "mentoring.SavedSearch",
        "So that a member hears of new mentors",
        (
            Columns("id member query name saved_at letters_since told_at"),
            Columns("known told", unread="keys of mentors, packed; the page names them"),
        ),
        basis=CONTRACT,
        readers=ONLY_THE_MEMBER,
        until=ACCOUNT,
        about=("member",),
        erase=GOES,
        notice="Searches you save",
    ),
    Table(
        "mentoring.SearchLetter",
        "That word of new mentors was sent, once a day at most",
        (Columns("id member day"),),
        basis=CONTRACT,
        readers=ONLY_THE_MEMBER,
        until=ACCOUNT,
        about=("member",),
        erase=GOES,
        notice="Searches you save",
    ),
    Table(
        "mentoring.LineManagement",
        "So that two people are not paired",
        (Columns("id member other declared_at"),),
        basis=INTERESTS,
        readers="both of the two, while one asks to be paired",
        until="until it is lifted, or with the account",
        about=("member",),
        by=("member", "other"),
        erase=GOES,
        notice="A line-manager relation",
    ),
    Table(
        "mentoring.Block",
        "So that two people are kept apart",
        (Columns("id blocker blocked blocked_at"),),
        basis=INTERESTS,
        readers="the blocker alone",
        until="until it is lifted, or with the account",
        about=("blocker",),
        by=("blocker", "blocked"),
        erase=GOES,
        notice="Whom you block",
    ),
    Table(
        "mentoring.ProposalDraft",
        "What is not sent yet",
        (Columns("id who_i_am why_you hope_for how_meet mentee mentor saved_at"),),
        basis=CONTRACT,
        readers=ONLY_THE_MEMBER,
        until="until it is sent, or with the account",
        about=("mentee",),
        by=("mentee", "mentor"),
        erase=GOES,
        notice="Proposals and pairings",
    ),
)
