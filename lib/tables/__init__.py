"""Tables that somebody uploads or pastes: CSV or a workbook, read to rows of text.

What cannot be read safely is refused in a sentence, as a `ValidationError`.
"""

from lib.tables.reading import read_file, read_text
from lib.tables.table import Row, Table

__all__ = ["Row", "Table", "read_file", "read_text"]
