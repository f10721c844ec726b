"""What is not counted again cannot have changed."""

from typing import Any

import pytest

from mentoring.invariants import INVARIANTS, check_invariants
from mentoring.models import Pairing
from tests.factories import active
from tests.machine.watching import Watch

pytestmark = pytest.mark.django_db


def test_a_fault_is_seen_by_whatever_statement_it_came() -> None:
    pairing, watch = active(), Watch(INVARIANTS)
    with watch.looking():
        before = watch.broken()
        Pairing.objects.filter(pk=pairing.pk).update(quiet_since=pairing.proposed_at)
        assert watch.broken() == [*before, "it_is_quiet_since_the_last_act"]
        assert watch.broken() == [*before, "it_is_quiet_since_the_last_act"]
    assert [one.name for one in check_invariants()] == watch.broken()


def test_what_held_is_not_counted_again_while_nothing_is_written(
    django_assert_num_queries: Any,
) -> None:
    watch = Watch(INVARIANTS)
    with watch.looking():
        assert watch.broken() == []
        with django_assert_num_queries(0):
            assert watch.broken() == []
