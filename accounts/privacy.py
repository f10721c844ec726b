"""What an account keeps, and what the packages that we build on keep of it."""

from lib.privacy import BLANK, CONTRACT, GOES, INTERESTS, SAID, STAYS, Columns, Table

WITH_THE_ACCOUNT = "with the account: 730 days without signing in, or as the office has chosen"
A_SECRET = "a secret, of no use to anybody who reads it"  # noqa: S105
SIGNING_IN = "a working part of signing in, and short-lived"
TO_NOBODY = "it names nobody once the account is erased"

TABLES = (
    Table(
        "accounts.Member",
        "To sign in, be addressed and be told apart",
        (
            Columns("id is_active joined_at"),
            Columns("email name filed_as", erase=SAID),
            Columns("called pronouns membership_number language time_zone", erase=BLANK),
            Columns("last_login bounced_at", erase=BLANK),
            Columns("is_staff is_superuser"),
            Columns("password", unread=A_SECRET, erase=BLANK),
        ),
        basis=CONTRACT,
        readers="the member; the office; others the name, and after both yeses the address",
        until=WITH_THE_ACCOUNT,
        about=("pk",),
        erase=STAYS,
        why="pairings of others and history lead to the row; its words say “A former member”",
        notice="Your account",
    ),
    Table(
        "accounts.Erasure",
        "That somebody asked to be erased, and when it was done",
        (Columns("id member asked_at due_at done_at warned_at"),),
        basis=INTERESTS,
        readers="the member",
        until="while the scheme runs",
        about=("member",),
        erase=STAYS,
        why="so that a copy of the database from before cannot bring somebody back",
        notice="Your account",
    ),
    Table(
        "accounts.DataCopy",
        "A copy of their data that a member asked for",
        (Columns("id member asked_at made_at"), Columns("content", unread="it would hold itself")),
        basis=CONTRACT,
        readers="the member",
        until="72 hours, or as the office has chosen",
        about=("member",),
        erase=GOES,
        notice="Your account",
    ),
    *(
        Table(
            f"accounts.Member_{name}",
            "What somebody may do in the pages for vocabularies",
            (Columns(f"id member {to}"),),
            basis=CONTRACT,
            readers="superusers",
            until=WITH_THE_ACCOUNT,
            about=("member",),
            erase=GOES,
            notice="Your account",
        )
        for name, to in (("groups", "group"), ("user_permissions", "permission"))
    ),
    Table(
        "accounts.RoleHolding",
        "What somebody may do in the office",
        (Columns("id member role given_at given_by"),),
        basis=INTERESTS,
        readers="the member; administrators and auditors",
        until="while the role is held",
        about=("member",),
        erase=GOES,
        notice="Your account",
    ),
    Table(
        "account.EmailAddress",
        "Which addresses are proved",
        (Columns("id user email verified primary"),),
        basis=CONTRACT,
        readers="the member",
        until=WITH_THE_ACCOUNT,
        about=("user",),
        erase=GOES,
        notice="Your account",
    ),
    Table(
        "account.EmailConfirmation",
        "To prove an address by a link (codes are used instead)",
        (Columns("id email_address created sent key", unread=SIGNING_IN),),
        basis=CONTRACT,
        readers="nobody",
        until="hours",
        about=("email_address__user",),
        erase=GOES,
        notice="Letters and security",
    ),
    Table(
        "mfa.Authenticator",
        "The second steps of signing in: passkeys, an app, recovery codes",
        (Columns("id user type created_at last_used_at"), Columns("data", unread=A_SECRET)),
        basis=CONTRACT,
        readers="the member; what is secret, nobody",
        until="until the member removes it",
        about=("user",),
        erase=GOES,
        notice="Letters and security",
    ),
    Table(
        "sessions.Session",
        "That somebody is signed in, in which browser",
        (Columns("session_key session_data expire_date", unread=A_SECRET),),
        basis=CONTRACT,
        readers="nobody",
        until="14 days after signing in",
        erase=GOES,
        why="found by what is in it, as no column says whose it is",
        notice="Letters and security",
    ),
    Table(
        "django_tasks_database.DBTaskResult",
        "Letters and other work that waits for the worker; the words go when it is sent",
        (
            Columns(
                "id status enqueued_at started_at finished_at args_kwargs priority task_path"
                " worker_ids queue_name backend_name run_after return_value"
                " exception_class_path traceback",
                unread="a working part; the letters themselves are in one’s own post",
            ),
        ),
        basis=INTERESTS,
        readers="nobody",
        until="14 days",
        erase=GOES,
        why="letters that wait for an erased address are found by it, and deleted",
        notice="Letters and security",
    ),
    Table(
        "admin.LogEntry",
        "Who changed a vocabulary or repaired a row",
        (
            Columns("id action_time user content_type object_id action_flag change_message"),
            Columns("object_repr", erase=BLANK, ways=("user",)),
        ),
        basis=INTERESTS,
        readers="superusers",
        until="while the scheme runs",
        about=("user",),
        erase=STAYS,
        why=TO_NOBODY,
        notice="History",
    ),
    Table("auth.Permission", "What there is to allow", (Columns("id name content_type codename"),)),
    Table("auth.Group", "Permissions together", (Columns("id name"),)),
    Table("auth.Group_permissions", "Permissions together", (Columns("id group permission"),)),
    Table("contenttypes.ContentType", "Which tables there are", (Columns("id app_label model"),)),
)
