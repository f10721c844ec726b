"""The pages of an import: upload or paste, columns, a look at every row, all or nothing, undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Member
from lib.sheets import MARK
from mentoring.models import Import
from tests.factories import ImportFactory
from tests.lib.tables.workbooks import MAIN, RELATIONS, packed, rows_of_text, sheet, workbook

pytestmark = pytest.mark.django_db
NEW = "/staff/imports/new/"
LIST = "Name,E-mail,No\nAmina Rahman,amina@example.org,CI001\nBen Cole,no address,\n"


def file_of(raw: bytes, name: str = "members.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def uploaded(office, text: str = LIST, kind: str = "members") -> Import:
    answer = office.post(NEW, {"kind": kind, "text": text})
    assert answer.status_code == 302
    return Import.objects.latest("pk")


def read(office, text: str = LIST) -> Import:
    found = uploaded(office, text)
    chosen = {"name": 0, "email": 1, "membership_number": 2}
    answer = office.post(reverse("staff:import_columns", args=[found.pk]), chosen)
    assert answer["Location"] == found.get_absolute_url()
    found.refresh_from_db()
    return found


def page(office, found: Import, query: str = "") -> str:
    return office.get(found.get_absolute_url() + query).content.decode()


@pytest.mark.parametrize(
    "raw",
    [
        LIST.encode(),
        MARK.encode() + LIST.replace(",", ";").encode("utf-8"),
        LIST.replace("Amina", "Zoë").encode("cp1252"),
        workbook(rows_of_text([line.split(",") for line in LIST.splitlines()])),
    ],
)
def test_a_file_of_any_kind_comes_to_its_columns(office, raw):
    answer = office.post(NEW, {"kind": "members", "file": file_of(raw)})
    found = Import.objects.get()
    assert answer["Location"] == reverse("staff:import_columns", args=[found.pk])
    assert found.heading == ["Name", "E-mail", "No"]
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste the rows."),
        ({"file": file_of(LIST.encode()), "text": LIST}, "Choose a file or paste the rows, and "
         "not both."),
        ({"file": file_of(b"")}, "There is nothing in this table."),
        ({"file": file_of(LIST.encode("utf-16"))}, "This file is in UTF-16."),
        ({"file": file_of(b"%PDF-1.7")}, "This file cannot be read."),
        ({"file": file_of(b"PK\x03\x04")}, "This workbook cannot be read."),
        ({"file": file_of(b"a,b\n" * 600_000)}, "The file is larger than 2000 kB."),
        ({"file": file_of(b"a,b\n" * 5_002)}, "The table has more than 5001 rows."),
        ({"text": "Name,E-mail"}, "The table needs a heading, and at least one row below it."),
        ({"text": "Name\x00,E-mail\na,b"}, "Row 1 has a character that cannot be seen."),
        ({"text": 'Name,"E-mail\na,b'}, "a quotation mark is left open"),
        ({"kind": "pets", "text": LIST}, "Select a valid choice."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_what_was_typed_is_kept(office, sent, said):
    answer = office.post(NEW, {"kind": "members", **sent})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert sent.get("text", "").replace("\x00", "�")[:4] in text
    assert not Import.objects.exists()


def test_a_paste_that_is_too_large_is_400(office):
    assert office.post(NEW, {"kind": "members", "text": "x" * 10_000_000}).status_code == 400


def test_columns_are_guessed_with_what_their_first_row_says(office):
    found = uploaded(office)
    form = office.get(reverse("staff:import_columns", args=[found.pk])).context["form"]
    assert form.initial == {"name": 0, "email": 1, "membership_number": 2}
    assert form.fields["email"].choices[2] == (1, "E-mail: amina@example.org")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"name": 0}, "Choose the column. Every row needs it."),
        ({"name": 0, "email": 0}, "This column is chosen above."),
        ({"name": 0, "email": 9}, "Select a valid choice."),
    ],
)
def test_a_wrong_choice_of_columns_is_422(office, chosen, said):
    found = uploaded(office)
    answer = office.post(reverse("staff:import_columns", args=[found.pk]), chosen)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_list_of_awards_names_members_in_one_way_at_least(office):
    found = uploaded(office, "Who,Award,Date\na,MCLIP,2014-03-05\n", "awards")
    chosen = {"route": 1, "awarded_on": 2}
    answer = office.post(reverse("staff:import_columns", args=[found.pk]), chosen)
    assert answer.status_code == 422
    assert "of the membership number, or both" in answer.content.decode()


def test_every_row_says_what_it_comes_to(office):
    found = read(office)
    text = page(office, found)
    assert "An account for Amina Rahman, without a password." in text
    assert "“no address” is not an e-mail address." in text
    assert "Amina Rahman" not in page(office, found, "?show=problem")
    assert "no address" not in page(office, found, "?show=new&page=99")
    assert Member.objects.filter(email="amina@example.org").count() == 0


def test_nothing_is_applied_while_a_problem_stands_and_then_all_the_rest(office):
    found = read(office)
    apply = reverse("staff:import_apply", args=[found.pk])
    answer = office.post(apply)
    assert answer.status_code == 409
    assert "1 row has a problem, so nothing was applied." in answer.content.decode()
    assert office.post(apply, {"without": "1"})["Location"] == found.get_absolute_url()


def test_the_whole_way_to_an_undo(office, run_tasks):
    found = read(office)
    office.post(reverse("staff:import_apply", args=[found.pk]), {"without": "1"})
    text = page(office, found)
    assert 'hx-trigger="every 2s"' in text
    assert "0 of 2 rows" in text
    assert "See how far it is" in text
    run_tasks()
    text = page(office, found)
    assert "Left out" in text
    assert "✓ Applied" in text
    undo = reverse("staff:import_undo", args=[found.pk])
    assert "1 row is taken back." in office.get(undo).content.decode()
    assert office.post(undo, follow=True).redirect_chain == [(found.get_absolute_url(), 302)]
    assert not Member.objects.filter(email="amina@example.org").exists()
    assert office.get(undo)["Location"] == found.get_absolute_url()


def test_what_can_no_longer_be_undone_is_said_first(office, run_tasks):
    found = read(office)
    office.post(reverse("staff:import_apply", args=[found.pk]), {"without": "1"})
    run_tasks()
    Member.objects.filter(email="amina@example.org").update(last_login="2026-11-26T12:00Z")
    undo = reverse("staff:import_undo", args=[found.pk])
    said = "Row 2: The account is in use, or something is on record."
    assert said in office.get(undo).content.decode()
    answer = office.post(undo)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert Member.objects.filter(email="amina@example.org").exists()


def test_the_report_is_a_file_without_formulas(office):
    found = read(office, 'Name,E-mail,No\n"=HYPERLINK(""x"")",a@example.org,\n')
    answer = office.get(reverse("staff:import_report", args=[found.pk]))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    assert "'=HYPERLINK" in text
    assert "begins as a formula does" in text


def test_a_discarded_list_is_gone(office):
    found = read(office)
    assert office.post(reverse("staff:import_discard", args=[found.pk]))["Location"] == (
        "/staff/imports/"
    )
    assert office.get(found.get_absolute_url()).status_code == 404


def test_sheets_that_are_not_read_are_named(office):
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="People" r:id="a"/>'
        '<sheet name="Old" r:id="b"/></sheets></workbook>'
    )
    links = "".join(f'<Relationship Id="{i}" Target="/xl/worksheets/{i}.xml"/>' for i in "ab")
    rows = sheet(rows_of_text([["Name", "E-mail"], ["Zoë", "z@example.org"]]))
    raw = packed(
        {
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
            "xl/worksheets/a.xml": rows,
            "xl/worksheets/b.xml": rows,
        }
    )
    answer = office.post(NEW, {"kind": "members", "file": file_of(raw, "a.xlsx")}, follow=True)
    assert "Only the first sheet is read. These are left out: Old." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_imports_takes_as_many_statements_for_one_as_for_three(
    office, dev, count, django_assert_num_queries
):
    for _each in range(count):
        ImportFactory(uploaded_by=dev)
    with django_assert_num_queries(5):
        office.get("/staff/imports/")


@pytest.mark.parametrize("count", [1, 300])
def test_an_import_takes_as_many_statements_for_one_row_as_for_many(
    office, count, django_assert_num_queries
):
    rows = "".join(f"Person {n},p{n}@example.org,\n" for n in range(count))
    found = read(office, f"Name,E-mail,No\n{rows}")
    with django_assert_num_queries(4):
        answer = office.get(found.get_absolute_url())
    assert answer.content.decode().count('<th scope="row"') == min(count, 50)


def test_once_it_is_emptied_only_the_counts_are_shown(office, dev):
    found = ImportFactory(
        uploaded_by=dev, rows=[], status="read", counts={"new": 2}, emptied_at="2026-11-26T12:00Z"
    )
    assert "no longer kept" in page(office, found)
    assert office.get(reverse("staff:import_columns", args=[found.pk])).status_code == 302
