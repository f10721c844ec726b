"""A change that fails at the nth row, as a cut connection or a kill would fail it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model


def breaking(model: type[Model], number: int, error: type[BaseException]) -> Callable[..., Any]:
    """A wrapper of statements that breaks the nth change of such a row."""
    seen = 0

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        is_change = sql.startswith(f'UPDATE "{model._meta.db_table}"')
        seen += is_change
        if is_change and seen == number:
            raise error
        return execute(sql, params, many, context)

    return wrapper
