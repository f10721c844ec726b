"""What is kept about people, table by table, as code: why, for whom to read, how long, what goes.

Each app has a module `privacy` with TABLES. The copy of my data, erasure, retention and the
page docs/data.md are made from them; a field that stands in none, or in two, fails the tests.
"""

from lib.privacy.register import every_field, registered, table_of
from lib.privacy.table import (
    BLANK,
    CONTRACT,
    GOES,
    INTERESTS,
    NO_PERSON,
    SAID,
    STAYS,
    Columns,
    Table,
)

__all__ = [
    "BLANK",
    "CONTRACT",
    "GOES",
    "INTERESTS",
    "NO_PERSON",
    "SAID",
    "STAYS",
    "Columns",
    "Table",
    "every_field",
    "registered",
    "table_of",
]
