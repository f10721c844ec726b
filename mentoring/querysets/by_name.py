"""A model of this app by its name: querysets come before models."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    pass


def named(model: str) -> Any:
    """The manager of one of this app's models: querysets come before models."""
    return apps.get_model("mentoring", model)._default_manager
