"""What the measured cases are called that stand beside each other."""

SHORT, LONG = (20, 20), (2_000, 200)  # messages and meetings
TICKED, ONE_BY_ONE = "record a roll of 500", "record 500 one by one"


def page_of(messages: int, meetings: int) -> str:
    """The case of a pairing page with so much on it."""
    return f"page, {messages:,} and {meetings} meetings"
