"""How long a time is, as people say it."""

import pytest

from lib.templatetags.look import lasting

SAID = {
    1: "1 day",
    30: "30 days",
    91: "91 days",
    182: "6 months",
    183: "6 months",
    200: "200 days",
    365: "1 year",
    548: "18 months",
    730: "2 years",
    731: "2 years",
    735: "735 days",
    1096: "3 years",
}


@pytest.mark.parametrize(("days", "said"), SAID.items())
def test_months_and_years_are_said_where_they_are_meant(days: int, said: str) -> None:
    assert lasting(days) == said
