"""Keys of rows as they come in addresses and forms: text that anybody may have typed."""

LONGEST_KEY = 18  # so many digits fit into the column


def is_key(text: str) -> bool:
    """Whether the text can be the key of a row at all."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
