"""What every page of the demo knows more than a page in production."""

from django.http import HttpRequest


def demo(_request: HttpRequest) -> dict[str, bool]:
    """Context processor: `demo` is true where the post of the demo can be read."""
    return {"demo": True}
