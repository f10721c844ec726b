"""What history keeps about people: keys and dates, and never a name or a text."""

from lib.privacy import CONTRACT, INTERESTS, STAYS, Columns, Table

UNTIL = (
    "while the scheme runs, of a pairing as long as the pairing; the key leads to nobody once a "
    "member is erased"
)
WHY = "it has keys and no names, and shows that both said yes and who of the office did what"

TABLES = (
    Table(
        "history.Event",
        "To show what was done, by whom and when",
        (Columns("id verb actor subject_type subject_id particulars at"),),
        basis=INTERESTS,
        readers="the two of a pairing; the office by chapters",
        until=UNTIL,
        about=("actor",),
        erase=STAYS,
        why=WHY,
        notice="History",
    ),
    Table(
        "history.Look",
        "To show a member who of the office looked at their record",
        (Columns("id viewer whose page at hour"),),
        basis=CONTRACT,
        readers="the member; administrators and auditors",
        until="730 days, or as the office has chosen",
        about=("whose",),
        erase=STAYS,
        why=WHY,
        notice="History",
    ),
    Table(
        "history.Gap",
        "To show that a row of history was let go and not taken away: its key, and a hash of it",
        (Columns("id label key digest at"),),
        readers="whoever runs the computers",
        until="while the scheme runs",
    ),
    Table(
        "history.Seal",
        "To show that history was not changed",
        (Columns("id label last rows previous digest at"),),
        readers="whoever runs the computers",
        until="while the scheme runs",
    ),
)
