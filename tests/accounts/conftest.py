"""What the tests of accounts share."""

from collections.abc import Callable

import pytest
from django.db import connection


@pytest.fixture
def raw_sql(db: None) -> Callable[[str], None]:
    """Say something to the database past every model."""

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run
