"""Papers: PDF set by typst from a template of templates/papers/, tagged, for anybody to read.

What people typed reaches the template as data and never as markup, so that a `#` in a
name is a sign like every other.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FOLDER = settings.BASE_DIR / "templates" / "papers"
FOR_EVERYBODY = ["ua-1"]


@cache
def fonts() -> typst.Fonts:
    """What letters can be set from: typst's own, and for other scripts those of the machine.

    Looked for once in each process, and not before somebody wants a paper.
    """
    return typst.Fonts()


def paper(template: str, facts: Mapping[str, Any]) -> bytes:
    """The PDF that templates/papers/<template>.typ makes of `facts`.

    It keeps to PDF/UA-1. Where no font has a letter that somebody's name needs, nobody
    could print it: then the template is told so (`unlettered`), says it on the paper, and
    the PDF has all but the promise of the standard.
    """
    try:
        return _set(template, facts, FOR_EVERYBODY)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _set(template, {**facts, "unlettered": unlettered()}, [])


def unlettered() -> str:
    return _(
        "Some letters could not be set on the machine that made this paper, and are boxes here. "
        "They are right on the page, which you can print, and when they are copied from here."
    )


def _set(template: str, facts: Mapping[str, Any], standards: list[Any]) -> bytes:
    language, _dash, region = (get_language() or settings.LANGUAGE_CODE).partition("-")
    words = {"language": language, "region": region or "gb", "unlettered": "", **facts}
    made = typst.compile(
        FOLDER / f"{template}.typ",
        root=FOLDER,
        font_paths=fonts(),
        sys_inputs={"facts": json.dumps(words)},
        pdf_standards=standards,
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no single PDF.")
    return made


def paper_answer(made: bytes, name: str) -> HttpResponse:
    """The PDF as a file to keep."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
