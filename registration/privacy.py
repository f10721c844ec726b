"""What is kept of a member as the profession knows them."""

from lib.privacy import BLANK, CONTRACT, GOES, STAYS, Columns, Table

TERM = "id name slug position retired_at replaced_by"
VOCABULARIES = {
    "Sector": TERM,
    "OrganisationKind": TERM,
    "Region": TERM,
    "KnowledgeArea": f"{TERM} edition",
    "MeetingWay": TERM,
    "Language": f"{TERM} code",
    "Route": f"{TERM} post_nominals purpose",
}
WISHES = {
    "areas_to_develop": "knowledgearea",
    "meeting_ways": "meetingway",
    "languages": "language",
}
WITH_THE_ACCOUNT = "with the account: 730 days without signing in, or as the office has chosen"
SHOWN = "members, while listed or in a proposal; the office"
FOR_COUNTS = "counts by sector and region stay as they were; nothing in the row names anybody"

TABLES = (
    *(
        Table(f"registration.{name}", "The words that members choose from", (Columns(names),))
        for name, names in VOCABULARIES.items()
    ),
    Table(
        "registration.Registrant",
        "So that people can choose each other",
        (
            Columns("id member organisation_kind sector region"),
            Columns("job_title organisation level", erase=BLANK),
        ),
        basis=CONTRACT,
        readers=SHOWN,
        until=WITH_THE_ACCOUNT,
        about=("member",),
        erase=STAYS,
        why=FOR_COUNTS,
        notice="Your registration",
    ),
    *(
        Table(
            f"registration.Registrant_{name}",
            "To order the suggestions that the member sees",
            (Columns(f"id registrant {term}"),),
            basis=CONTRACT,
            readers="the member; the office in the reasons why a mentor might fit",
            until=WITH_THE_ACCOUNT,
            about=("registrant__member",),
            erase=GOES,
            notice="What you look for",
        )
        for name, term in WISHES.items()
    ),
    Table(
        "registration.Award",
        "So that people can choose each other",
        (Columns("id member route awarded_on"),),
        basis=CONTRACT,
        readers=SHOWN,
        until=WITH_THE_ACCOUNT,
        about=("member",),
        erase=GOES,
        notice="Your registration",
    ),
    Table(
        "registration.Enrolment",
        "What somebody works towards, and how far they have come with mentoring",
        (
            Columns("id member route status opened_at closed_at"),
            Columns("asked_at agreed_at started_at mentored_at"),
            Columns("region sector"),
        ),
        basis=CONTRACT,
        readers="the member; a mentor who is asked, the route; the office",
        until=WITH_THE_ACCOUNT,
        about=("member",),
        erase=STAYS,
        why="pairings are for it, and reports count it; nothing in the row names anybody",
        notice="Your registration",
    ),
    Table(
        "registration.Remit",
        "For which networks a regional officer works",
        (Columns("id holding region"),),
        basis=CONTRACT,
        readers="administrators and auditors",
        until="while the role is held",
        about=("holding__member",),
        erase=GOES,
        notice="Your account",
    ),
)
