"""What a pasted line may be."""

import pytest

from staff.lines import Line, name_key, read_lines, spellings, tidy


def test_lines_keep_the_numbers_they_have_in_the_box():
    read = read_lines("\n M104233 \r\n\r\nTom Adeyemi\rZoë\n")
    assert [(line.number, line.text) for line in read] == [
        (2, "M104233"),
        (4, "Tom Adeyemi"),
        (5, "Zoë"),
    ]


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  Tom\u00a0 \tAdeyemi ,", "Tom Adeyemi"),
        ("\ufeffM104233;", "M104233"),
        ("Sa\u200bmira", "Samira"),
        ("Zoe\u0308", "Zoë"),
        ("中村\u3000太郎", "中村 太郎"),
        ("=SUM(A1:A9)", "=SUM(A1:A9)"),
        (" , ; ", ""),
    ],
)
def test_odd_spaces_and_copied_commas_are_no_matter(typed, tidied):
    assert tidy(typed) == tidied


@pytest.mark.parametrize(
    ("typed", "address", "number", "name"),
    [
        ("m 104 233", "", "M104233", "m 104 233"),
        ("\uff2d104233", "", "M104233", "\uff4d104233"),
        ("Tom Fox", "", "", "tom fox"),
        ("Fox", "", "FOX", "fox"),
        ("Tom@Example.ORG", "tom@example.org", "", ""),
    ],
)
def test_a_line_says_by_what_it_can_be_looked_up(typed, address, number, name):
    line = Line(1, typed)
    assert (line.address, line.membership_number, line.name) == (address, number, name)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("TOM FOX", "Tom Fox"),
        ("zoë o'brien", "Zoë O\u2019Brien"),
        ("ZOË O\u2019BRIEN", "Zoë O'Brien"),
        ("Zoë O'Brien", "ZOË O'BRIEN"),
    ],
)
def test_spellings_hold_what_either_database_makes_of_the_stored_name(typed, stored):
    on_sqlite = "".join(c.lower() if c.isascii() else c for c in stored)
    assert {stored.lower(), on_sqlite} <= set(spellings(typed))
    assert name_key(typed) == name_key(stored)
