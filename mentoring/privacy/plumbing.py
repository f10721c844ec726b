"""What is made from other rows, and counts: nothing in it is about one person."""

from lib.privacy import Columns, Table

MADE = "made anew from other rows, so that pages are quick"
COUNTED = "counts for reports"

TABLES = tuple(
    Table(f"mentoring.{name}", what, (Columns(columns),), readers="the product itself")
    for name, what, columns in (
        ("DirectoryChange", f"News of what the directory shows, {MADE}", "id profile_id stamp at"),
        ("DirectorySnapshot", f"The directory, {MADE}", "id day horizon questions made_at"),
        ("DirectorySet", f"The directory, {MADE}", "id dimension value keys"),
        ("DirectoryWord", f"Words that mentors say, {MADE}", "id key word"),
        (
            "PastCount",
            f"Pairings that were let go, {COUNTED}: how many, by month, route and place",
            "id counted month route mentee_region mentee_sector mentor_level mentor_sector days"
            " status reason number",
        ),
        ("Tally", f"When months were counted, {COUNTED}", "id until follows"),
        (
            "TallyLine",
            f"Starts by month, {COUNTED}",
            "id tally month route mentor_level mentee_region mentee_sector started",
        ),
    )
)
