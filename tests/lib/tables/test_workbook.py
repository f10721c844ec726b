"""Workbooks: values as people read them, and the first sheet that is to be seen."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lib.tables import Row, read_file
from tests.lib.tables.workbooks import MAIN, RELATIONS, packed, rows_of_text, sheet, workbook


def first_cell(cell: str, strings: str = "") -> str:
    [row] = read_file(workbook(f"<row>{cell}</row>", strings)).rows
    return row.cells[0]


def said(raw: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read_file(raw)
    [message] = refused.value.messages
    return message


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>12345</v></c>", "12345"),
        ("<c><v>12345.0</v></c>", "12345"),
        ("<c><v>1.5E3</v></c>", "1500"),
        ("<c><v>0.25</v></c>", "0.25"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="str"><f>A1&amp;B1</f><v>worked out</v></c>', "worked out"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c t="inlineStr"><is><r><t>Zoë</t></r><r><t> Ŵyn</t></r></is></c>', "Zoë Ŵyn"),
        ('<c t="inlineStr"><is><t>中村</t><rPh><t>なかむら</t></rPh></is></c>', "中村"),
        ('<c t="inlineStr"><is><t>two_x000A_lines</t></is></c>', "two lines"),
        ('<c t="d"><v>2024-03-05T00:00:00</v></c>', "2024-03-05"),
        ('<c s="1"><v>45356</v></c>', "2024-03-05"),
        ('<c s="2"><v>45356</v></c>', "2024-03-05"),
        ('<c s="2"><v>45356.604166666664</v></c>', "2024-03-05 14:30:00"),
        ('<c s="3"><v>45356</v></c>', "45356"),
        ('<c s="9"><v>45356</v></c>', "45356"),
        ('<c s="1"><v>9999999</v></c>', "9999999"),
        ("<c><v>1e400</v></c>", "1e400"),
    ],
)
def test_a_value_is_read_as_it_stands_in_the_cell(cell: str, text: str) -> None:
    assert first_cell(cell) == text


def test_shared_strings_are_found_by_their_number() -> None:
    strings = "<si><t>no</t></si><si><r><t>Zo</t></r><r><t>ë</t></r><rPh><t>aside</t></rPh></si>"
    assert first_cell('<c t="s"><v>1</v></c>', strings) == "Zoë"


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr date1904="1"/><sheets>'
        '<sheet name="a" r:id="rId1"/></sheets></workbook>'
    )
    raw = workbook('<row><c s="1"><v>43894</v></c></row>', workbook=book)
    assert read_file(raw).rows[0].cells == ("2024-03-05",)


def test_gaps_keep_rows_and_columns_in_their_places() -> None:
    cells = (
        '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row><c r="A4"><v>3</v></c></row>'
    )
    table = read_file(workbook(cells + '<row r="9"/>'))
    assert table.rows == (Row(3, ("", "1", "2")), Row(4, ("3",)))


def test_a_hidden_sheet_is_passed_over_and_the_others_are_named() -> None:
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Lists" state="hidden" r:id="a"/><sheet name="People" r:id="b"/>'
        '<sheet name="Old" r:id="c"/></sheets></workbook>'
    )
    links = "".join(f'<Relationship Id="{i}" Target="/xl/worksheets/{i}.xml"/>' for i in "abc")
    table = read_file(
        packed(
            {
                "xl/workbook.xml": book,
                "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
                **{f"xl/worksheets/{i}.xml": sheet(rows_of_text([[i]])) for i in "abc"},
            }
        )
    )
    assert (table.rows, table.unread) == ((Row(1, ("b",)),), ("Old",))


def test_a_formula_without_its_result_is_refused_with_its_row() -> None:
    assert said(workbook('<row r="7"><c><f>1+1</f></c></row>')) == (
        "Row 7 has a formula without its result. "
        "Open the workbook in a spreadsheet and save it again."
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04" + b"x" * 100,
        packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        workbook(worksheets__sheet1="<worksheet><sheetData>"),
        workbook(worksheets__sheet1="no xml"),
        workbook('<row><c t="s"><v>3</v></c></row>'),
        workbook('<row><c t="s"><v>-1</v></c></row>'),
        workbook("<row><c><v>many</v></c></row>"),
        workbook("<row><c><v>1</v></c></row>")[:-30],
        workbook(workbook=f'<workbook xmlns="{MAIN}"><sheets/></workbook>'),
    ],
)
def test_a_broken_workbook_is_refused_in_plain_words(raw: bytes) -> None:
    assert said(raw) == (
        "This workbook cannot be read. Open it, save it again as .xlsx, or save it as CSV."
    )


def test_limits_are_those_of_every_table() -> None:
    assert len(read_file(workbook("<row><c><v>1</v></c></row>" * 5001)).rows) == 5001
    assert said(workbook("<row><c><v>1</v></c></row>" * 5002)).startswith("The table has more")
    assert said(workbook('<row><c r="XFD1"><v>1</v></c></row>')).startswith("Row 1 has more than")
    long = f'<c t="inlineStr"><is><t>{"n" * 2001}</t></is></c>'
    assert said(workbook(f"<row>{long}</row>")).startswith("Row 1 has a cell with more than 2000")
    unseen = '<c t="inlineStr"><is><t>a_x0000_b</t></is></c>'
    assert said(workbook(f"<row>{unseen}</row>")).startswith("Row 1 has a character")


@given(st.data())
def test_a_workbook_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(workbook(rows_of_text([["Name", "Number"], ["Zoë", "1"]])))
    for _change in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(4, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ValidationError):
        assert read_file(bytes(raw)).rows
