"""Change the code in one place at a time, and see whether a test notices: `bin/mutants`.

The work is mutmut's. It leaves out every function with a decorator, and so the verbs and most
questions of a pairing; here those whose decorator is known to be harmless are changed too.
The quickest tests go first. Prints what was noticed in each file, and what was not.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import libcst as cst
from mutmut import __main__ as mutmut
from mutmut.mutation import file_mutation
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.stats import status_by_exit_code

from bench.show import say

HARMLESS = {"in_turn", "property", "transaction.atomic"}
DONE_WHEN_LOADED = {"in_turn", "noted", "requires"}
ENOUGH = 85.0
NOTICED = ("killed", "timeout")


def main() -> None:
    """Everything that is configured, or what is named: `bin/mutants 'accounts.roles*'`."""
    names = tuple(sys.argv[1:])
    reach_what_is_decorated()
    leave_one_change_of_a_string()
    begin_with_the_quickest()
    # Two would have one database.
    mutmut._run(names, max_children=1)
    sys.exit(tell(names) < ENOUGH)


def decorators(function: cst.FunctionDef) -> set[str]:
    module = cst.Module([])
    return {module.code_for_node(each.decorator) for each in function.decorators}


def reach_what_is_decorated() -> None:
    """A decorated function is changed inside its decorators, which stay as they are."""
    skip, arrange = (
        file_mutation.MutationVisitor._skip_node_and_children,
        file_mutation.function_trampoline_arrangement,
    )

    def skip_others(visitor: Any, node: cst.CSTNode) -> bool:
        if not isinstance(node, cst.FunctionDef):
            return skip(visitor, node)
        if node.name.value in DONE_WHEN_LOADED:
            return True
        is_harmless = node.decorators and decorators(node) <= HARMLESS
        return not is_harmless and skip(visitor, node)

    def arrange_within(
        function: cst.FunctionDef, mutants: Iterable[Any], class_name: str | None
    ) -> Any:
        if not decorators(function) <= HARMLESS:
            return arrange(function, mutants, class_name)
        bare = function.with_changes(decorators=[])
        before, (switch, *copies), after, names = arrange(bare, mutants, class_name)
        worn = switch.with_changes(decorators=[*function.decorators, *switch.decorators])
        return before, [worn, *copies], after, names

    file_mutation.MutationVisitor._skip_node_and_children = skip_others
    file_mutation.function_trampoline_arrangement = arrange_within


def leave_one_change_of_a_string() -> None:
    """Another word; not that word in capitals and in small letters as well."""
    operators = file_mutation.mutation_operators
    change = next(operator for kind, operator in operators if kind is cst.BaseString)

    def once(node: cst.CSTNode) -> Iterable[cst.CSTNode]:
        return list(change(node))[:1]

    operators[:] = [
        (kind, once if kind is cst.BaseString else operator) for kind, operator in operators
    ]


def begin_with_the_quickest() -> None:
    words = PytestRunner._pytest_args_regular_run

    def in_order(runner: PytestRunner, tests: Iterable[str]) -> list[str]:
        took = state().duration_by_test
        return words(runner, sorted(tests, key=lambda name: (took.get(name, 0), name)))

    PytestRunner._pytest_args_regular_run = in_order


def tell(names: tuple[str, ...]) -> float:
    """Say what became of each change; return how many of a hundred were noticed."""
    found, _files = mutmut.collect_source_file_mutation_data(mutant_names=names)
    files: dict[Path, Counter[str]] = {}
    for file, name, code in found:
        became = status_by_exit_code[code]
        files.setdefault(file.path, Counter())[became] += 1
        if became not in NOTICED:
            say(f"{became}: {name}")
    for path, counts in files.items():
        say(f"{path}: {line_of(counts)}")
    total = sum(files.values(), Counter())
    say(f"Together: {line_of(total)}")
    return share(total)


def line_of(counts: Counter[str]) -> str:
    noticed = sum(counts[each] for each in NOTICED)
    return f"{noticed} of {counts.total()} noticed, {share(counts):.1f} %"


def share(counts: Counter[str]) -> float:
    return 100 * sum(counts[each] for each in NOTICED) / max(counts.total(), 1)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    main()
