"""Every look-up of a member's page begins at the person: nothing is found by its number alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.env import BASE

# The office's look-ups begin with `in_sight_of`, which the tables of addresses and fields hold.
FILES = sorted(
    [*(BASE / "mentoring" / "views").glob("*.py"), *(BASE / "registration" / "views").glob("*.py"),
     BASE / "accounts" / "views.py"]
)  # fmt: skip
NUMBERS = {"pk", "pk__in", "id", "id__in", "number", "token"}


def faults_of(source: str) -> Iterator[str]:
    """Calls that find a row whosever it is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (
            _asks_a_whole_model(node) or _asks_by_number_alone(node) or _goes_round(node)
        ):
            yield f"{node.lineno}: {ast.unparse(node)}"


def _asks_a_whole_model(call: ast.Call) -> bool:
    """`get_object_or_404(Model, …)`, or of `Model.objects`, by numbers and nothing else."""
    if not (isinstance(call.func, ast.Name) and call.func.id.startswith("get_") and call.args):
        return False
    asked = call.args[0]
    if {word.arg for word in call.keywords} - NUMBERS:
        return False
    return _is_model(asked) or (isinstance(asked, ast.Attribute) and _is_manager(asked))


def _asks_by_number_alone(call: ast.Call) -> bool:
    """`Model.objects.get(pk=…)`, `.all()`, or `.filter` by numbers and nothing else."""
    func = call.func
    if not (isinstance(func, ast.Attribute) and _is_manager(func.value)):
        return False
    asked = {word.arg for word in call.keywords}
    by_number = bool(asked) and asked <= NUMBERS and not call.args
    return func.attr == "all" or (func.attr in {"get", "filter", "exclude"} and by_number)


def _goes_round(call: ast.Call) -> bool:
    """By a manager that knows no people."""
    return any(
        isinstance(part, ast.Attribute) and part.attr in {"_base_manager", "_default_manager"}
        for part in ast.walk(call.func)
    )


def _is_model(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id[:1].isupper()


def _is_manager(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "objects" and _is_model(node.value)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(BASE)))
def test_a_page_begins_at_the_person(file: Path) -> None:
    assert list(faults_of(file.read_text())) == []


@pytest.mark.parametrize(
    "planted",
    [
        "get_object_or_404(Pairing, pk=pk)",
        "get_object_or_404(Pairing.objects, pk=pk)",
        "get_object_or_404(Pairing.objects.all(), pk=pk)",
        "Pairing.objects.get(pk=pk)",
        "Message.objects.filter(pk=pk).first()",
        "Message._base_manager.filter(pairing=1)",
    ],
)
def test_the_search_finds_what_goes_round(planted: str) -> None:
    assert list(faults_of(planted))


@pytest.mark.parametrize(
    "fine",
    [
        "get_object_or_404(Pairing.objects.visible_to(member), pk=pk)",
        "Erasure.objects.get(member=member)",
        "get_object_or_404(UserSession, pk=pk, user=member)",
        "Message.objects.filter(pairing=pairing, pk=pk)",
    ],
)
def test_and_lets_be_what_does_not(fine: str) -> None:
    assert list(faults_of(fine)) == []
