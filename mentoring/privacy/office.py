"""What the office writes in its work, and what is told to it."""

from lib.privacy import BLANK, CONTRACT, INTERESTS, STAYS, Columns, Table

OFFICES = "it is the office’s own work; who did it is a key to nobody once they are erased"
NOTICE = "Lists and work of the office"
WHILE_USED = "while it is used"
RECORDS_TRAINING = "those who record training, and auditors"

TABLES = (
    Table(
        "mentoring.Concern",
        "So that people are safe here",
        (
            Columns("id topic reason words attached reported_at"),
            Columns("email", erase=BLANK),
            # The last of these: by it the others are found.
            Columns("answer reporter", erase=BLANK),
            Columns("told_at", unread="a working part of the letters"),
            Columns("about", unread="whom it is about, as its author wrote it, is in the words"),
            Columns(
                "taken_at taken_by closed_at closed_by outcome",
                unread="what those who handle concerns found out, about others as well: ask them",
            ),
        ),
        basis=INTERESTS,
        readers="those who handle concerns, unless it is about them",
        until="1,096 days after it is closed, or as the office has chosen",
        about=("reporter",),
        erase=STAYS,
        why="the safety of others; who reported it is taken out",
        notice="Reports",
    ),
    Table(
        "mentoring.Hold",
        "To keep what a legal claim or somebody’s safety needs, and no longer",
        (
            Columns("id member concern ground why until placed_at placed_by lifted_at"),
            Columns("kept", unread="empty while one has an account to ask from"),
            Columns("told_for", unread="a working part of the letters"),
        ),
        basis=INTERESTS,
        readers="those who handle concerns, unless it is about them; the member why and until when",
        until="its words until the day that it says, within a year each time; the rest"
        " while the scheme runs",
        about=("member", "concern__reporter"),
        erase=STAYS,
        why="that is what it is for: name, address, number and notes of training move into it, and"
        " go when it is lifted",
        notice="Reports",
    ),
    Table(
        "mentoring.Import",
        "Lists that the office brings in",
        (
            Columns(
                "id kind status columns set_aside counts written tells_members uploaded_at"
                " uploaded_by applied_at applied_by undone_at undone_by emptied_at",
                unread="the office’s work; what it wrote of somebody stands in their own tables",
            ),
            Columns(
                "rows findings refusal",
                unread="lists of many people; emptied after 30 days",
                erase=BLANK,
            ),
        ),
        basis=INTERESTS,
        readers="those who import lists, and auditors",
        until="the rows 30 days, the counts while the scheme runs",
        erase=STAYS,
        why=f"rows that name an erased member are emptied at once; {OFFICES}",
        notice=NOTICE,
    ),
    Table(
        "mentoring.DeskItem",
        "Who of the office looks after what",
        (
            Columns(
                "id matter subject taken_at taken_by settled_at settled_by put_off_until",
                unread="the office’s own work",
            ),
        ),
        basis=INTERESTS,
        readers="the office",
        until=WHILE_USED,
        erase=STAYS,
        why=OFFICES,
        notice=NOTICE,
    ),
    Table(
        "mentoring.TrainingDay",
        "When and where mentors are trained",
        (
            Columns("id held_on kind mode place provider trainer region places"),
            Columns("cancelled_at cancelled_by cancel_reason"),
        ),
        basis=CONTRACT,
        readers=f"{RECORDS_TRAINING}; members on the roll",
        until="while the scheme runs",
        erase=STAYS,
        why="a trainer is named in their work, by the office",
        notice="Mentor training",
    ),
    *(
        Table(
            f"mentoring.{name}",
            what,
            (Columns(columns),),
            basis=INTERESTS,
            readers=readers,
            until="while the scheme runs",
            about=(by,),
            erase=STAYS,
            why=OFFICES,
            notice=NOTICE,
        )
        for name, what, columns, by, readers in (
            (
                "AgreementTemplate",
                "The standard agreement",
                "id aims mentee_expects mentor_expects meeting arranging replying cancelling"
                " target_dates confidentiality conflicts reviewing if_mentor_stops ending"
                " language number written_at written_by",
                "written_by",
                "members; who wrote it, the office",
            ),
            (
                "Wording",
                "Letters and help in the office’s own words",
                "id letter language number words written_at written_by",
                "written_by",
                "the office",
            ),
            (
                "ChosenNumber",
                "Settings that the office chose",
                "id name number value chosen_at chosen_by",
                "chosen_by",
                "the office",
            ),
        )
    ),
)
