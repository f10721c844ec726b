"""Text with separators: which sign parts the cells, and how its letters are kept."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lib.sheets import MARK, restored, sheet
from lib.tables import Row, read_file, read_text
from lib.text import normalise_line

ROWS = (Row(1, ("Name", "Number")), Row(2, ("Zoë Ŵyn", "CI001")))
WESTERN = (Row(1, ("Name", "Number")), Row(2, ("Zoë “Ami” – O’Brien", "£5")))


def said(raw: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read_file(raw)
    [message] = refused.value.messages
    return message


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_are_parted_as_the_first_line_has_it(separator: str, mark: bytes, end: str) -> None:
    text = f"Name{separator}Number{end}Zoë Ŵyn{separator}CI001{end}"
    assert read_file(mark + text.encode()).rows == ROWS


def test_letters_as_windows_keeps_them_are_read() -> None:
    raw = "Name;Number\r\nZoë “Ami” – O’Brien;£5\r\n".encode("cp1252")
    assert read_file(raw).rows == WESTERN


def test_a_comma_within_quotes_is_no_separator() -> None:
    assert read_text('"Surname, first, middle";Number\nx;1').rows[0].cells == (
        "Surname, first, middle",
        "Number",
    )


def test_rows_keep_their_numbers_and_empty_cells_at_the_end_are_no_cells() -> None:
    table = read_text('a,b,,\n\n,,\n"two\nlines",  x\u00a0 y \n')
    assert table.rows == (Row(1, ("a", "b")), Row(4, ("two lines", "x y")))


@pytest.mark.parametrize("letters", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_wide_letters_are_refused_in_plain_words(letters: str) -> None:
    assert said("Name,Number\nZoë,1".encode(letters)) == (
        "This file is in UTF-16. Save it as CSV UTF-8, or as a workbook (.xlsx)."
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        b"%PDF-1.7\nName,Number",
        b"Name,Number\nZo\xeb\x81,1",  # not a letter in Windows-1252
        b"Name,Number\n\xebx\x1b[2J,1",
        b"a,b\n" + b"c" * 200 + b"\x00,d",
    ],
)
def test_what_is_no_table_is_refused(raw: bytes) -> None:
    assert said(raw) == (
        "This file cannot be read. Save the table as CSV UTF-8 or as a workbook (.xlsx)."
    )


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b" \n,,\n \xc2\xa0 "])
def test_nothing_is_refused(raw: bytes) -> None:
    assert said(raw) == "There is nothing in this table."


@pytest.mark.parametrize(
    ("raw", "row"), [('a,b\nc,"d', 2), ('a,b\n"c"d,e', 2), ('"' + "x" * 140_000 + '"', 1)]
)
def test_an_open_quotation_mark_is_found(raw: str, row: int) -> None:
    assert said(raw.encode()) == (
        f"Row {row} cannot be read: a quotation mark is left open, "
        "or stands where no cell begins or ends."
    )


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x07", "\x7f", "\x85"])
def test_a_sign_that_cannot_be_seen_is_refused_with_its_row(sign: str) -> None:
    assert said(f"a,b\nc,d{sign}e".encode()) == (
        "Row 2 has a character that cannot be seen. Type the cell again."
    )


def test_a_pasted_nul_is_refused() -> None:
    with pytest.raises(ValidationError, match="Row 1 has a character"):
        read_text("a\x00b")


def test_limits_are_met_and_not_passed() -> None:
    assert len(read_file(b"n\n" * 5001).rows) == 5001
    assert len(read_file(b"n," * 99 + b"n").rows[0].cells) == 100
    assert read_file(b"n" * 2000).rows[0].cells == ("n" * 2000,)


def test_beyond_a_limit_a_sentence_says_which() -> None:
    assert said(b"n\n" * 5002) == "The table has more than 5001 rows. Divide it into several."
    assert said(b"n," * 100 + b"n").startswith("Row 1 has more than 100 columns.")
    assert said(b"a\n" + b"n" * 2001) == "Row 2 has a cell with more than 2000 letters."
    assert said(b"n" * 2_000_001) == "The file is larger than 2000 kB. Divide it into several."


def test_a_workbook_of_an_old_kind_is_refused() -> None:
    assert said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500).startswith(
        "This workbook is of an old kind or has a password."
    )


CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20).map(normalise_line)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_what_we_write_is_read_as_it_was(rows: list[tuple[str, str]]) -> None:
    table = read_file(sheet(["first", "second"], rows).encode())
    read = [tuple(map(restored, (*row.cells, "", "")[:2])) for row in table.rows[1:]]
    assert read == [row for row in rows if any(row)]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for start in (b"", b"PK\x03\x04", MARK.encode()):
        with suppress(ValidationError):
            assert read_file(start + raw).rows
