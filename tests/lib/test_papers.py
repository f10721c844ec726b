"""PDF that anybody can read: tagged, with a title and a language; names stay what they are."""

from io import BytesIO
from typing import Any

import pytest
import typst
from django.utils import translation
from pypdf import PdfReader

from lib.papers import paper

MARKUP = "#let x = 1 $y$ *b* _i_ @ref <label> \\ // `raw` ~ ŵŷ Ñ"


def facts(name: str = "Amina Rahman") -> dict[str, Any]:
    return {
        "title": "Mentoring record",
        "lead": f"{name} was here.",
        "groups": [{"heading": "The two", "rows": [["Mentee", name]]}],
        "code_label": "Code",
        "code": "7KQ4-0M2X-9DRT",
        "notes": ["A note."],
        "foot": "At the foot",
    }


def read(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def text_of(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def tags_of(made: bytes) -> list[str]:
    """The roles of the parts, in the order in which they are read out."""

    def walk(node: Any) -> list[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            return [role for part in node for role in walk(part)]
        if not isinstance(node, dict):
            return []
        own = [str(node["/S"])] if "/S" in node else []
        return own + walk(node.get("/K"))

    return walk(read(made).trailer["/Root"]["/StructTreeRoot"])


def test_a_paper_is_tagged_and_has_a_title_and_a_language() -> None:
    root = read(made := paper("coded", facts())).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(made).metadata.title == "Mentoring record"
    assert b"pdfuaid:part" in read(made).xmp_metadata.stream.get_data()
    assert [tag for tag in tags_of(made) if tag in ("/Title", "/H1", "/L", "/LI", "/LBody")] == [
        *("/Title", "/H1", "/L", "/LI", "/LBody", "/H1")
    ]


def test_nothing_in_a_name_is_markup() -> None:
    assert MARKUP in text_of(paper("coded", facts(MARKUP)))


@pytest.mark.parametrize("name", ["Siân Llŷr", "Παπαδοπούλου", "Достоевская", "שרה", "سارة"])
def test_names_of_many_scripts_keep_to_the_standard(name: str) -> None:
    assert "boxes here" not in text_of(paper("coded", facts(name)))


def test_letters_that_no_font_has_are_owned_up_to_and_kept_as_text() -> None:
    made = paper("coded", facts("\U00012000"))
    assert "could not be set on the machine" in text_of(made)
    assert read(made).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_template_that_is_wrong_is_an_error() -> None:
    with pytest.raises(typst.TypstError, match="notes"):
        paper("coded", {name: fact for name, fact in facts().items() if name != "notes"})


def test_a_paper_is_in_the_readers_language() -> None:
    with translation.override("cy"):
        made = paper("coded", facts())
    assert read(made).trailer["/Root"]["/Lang"] == "cy-GB"
