"""What history keeps about people: keys and dates, and never a name or a text."""

from lib.privacy import CONTRACT, INTERESTS, STAYS, Columns, Table

UNTIL = "while the scheme runs; the key leads to nobody once a member is erased"
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
        until=UNTIL,
        about=("whose",),
        erase=STAYS,
        why=WHY,
        notice="History",
    ),
    Table(
        "history.Seal",
        "To show that history was not changed",
        (Columns("id label last rows previous digest at"),),
        readers="whoever runs the computers",
        until="while the scheme runs",
    ),
)
