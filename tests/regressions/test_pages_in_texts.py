"""pretalx 2026.1.0 and 2026.2.0: what somebody typed was a page, and staff who read it ran it."""

from collections.abc import Iterator

import pytest
from django.db import models

from tests.canaries.table import PRIVATE
from tests.canaries.test_canaries import NEVER_SHOWN, PAGE, visits
from tests.canaries.world import SPELLED, World, build, named_model

PAGE_IN_A_TEXT = '"><i zq=1>{{7*7}}'
NAMES = {
    "Member.name", "Member.called", "MentorProfile.help_with", "MentorProfile.story",
    "TrainingCompletion.provider", "TrainingDay.provider", "Wording.words",
}  # fmt: skip
WRITTEN_BY_PEOPLE = sorted((PRIVATE.keys() | NAMES) - NEVER_SHOWN)


def columns() -> Iterator[tuple[type[models.Model], str]]:
    """Each column of words that somebody typed and that has room for it."""
    for name in WRITTEN_BY_PEOPLE:
        model, column = named_model(name.split(".")[0]), name.split(".")[1]
        field = model._meta.get_field(column)
        is_text = isinstance(field, (models.CharField, models.TextField)) and not field.choices
        if column not in SPELLED and is_text and (field.max_length or 99) >= len(PAGE_IN_A_TEXT):
            yield model, column


@pytest.fixture
def world(db: None) -> World:
    world = build()
    for model, column in columns():
        model._base_manager.exclude(**{column: ""}).update(**{column: PAGE_IN_A_TEXT})
    return world


@pytest.mark.sqlite  # no page depends on the engine
@pytest.mark.parametrize("role", ["mentee", "mentor", "admin", "safe", "super"])
def test_a_page_in_a_text_is_read_as_a_text(role: str, world: World) -> None:
    pages = [(name, text) for name, _way, text in visits(world, role, (PAGE,)) if "<html" in text]
    assert sum("zq=1" in text for _name, text in pages) > 5
    wrong = {name for name, text in pages if "<i zq=1>" in text or "49" in near(text)}
    assert wrong == set()


def near(page: str) -> str:
    """What follows wherever the text stands: as it was typed, when it is shown whole."""
    return " ".join(rest[:12] for rest in page.split("zq=1")[1:])
