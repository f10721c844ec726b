"""All tables of all apps, joined."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from lib.privacy.table import Table


@cache
def registered() -> tuple[Table, ...]:
    """Every table that some app has classed, in the order of the apps."""
    names = [f"{config.name}.privacy" for config in apps.get_app_configs() if config.name != "lib"]
    modules = [import_module(name) for name in names if find_spec(name)]
    return tuple(table for module in modules for table in getattr(module, "TABLES", ()))


def table_of(label: str) -> Table:
    """How a model is classed, by its label."""
    [found] = [table for table in registered() if table.model == label]
    return found


def every_field() -> Iterator[str]:
    """Every column that is kept: of our models and of those of others."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for column in model._meta.local_concrete_fields:
                yield f"{model._meta.label}.{column.name}"
