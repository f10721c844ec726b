"""Every component of the look once, for those who build pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.roles import Permission, requires
from lib.gallery import examples
from staff.reports.drawings import bars, matrix


@requires(Permission.SEE_OFFICE)
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    return render(request, "staff/components.html", {**examples(), **drawings()})


def drawings() -> dict[str, object]:
    """Made-up counts."""
    rows: list[tuple[str, list[int | None]]]
    rows = [("Certification", [18, 41, None]), ("Chartership", [77, 164, 29])]
    words = "Certification: 18, 41, kept back. Chartership: 77, 164, 29."
    lengths = [("2025", "12%", [12]), ("2026", "16%", [16])]
    return {
        "matrix": matrix("Who mentors whom", words, ["ACLIP", "MCLIP", "FCLIP"], rows, {(0, 1)}),
        "bars": bars("The share by year", "From 12% to 16%.", lengths, 100),
    }
