"""How much two people have written and planned, whose page is measured."""

SHORT, LONG = (20, 20), (2_000, 200)  # messages and meetings


def page_of(messages: int, meetings: int) -> str:
    """The case of a pairing page with so much on it."""
    return f"page, {messages:,} and {meetings} meetings"
