"""What every page of the demo knows more than a page in production."""

from typing import Any

from allauth.mfa import app_settings
from django.http import HttpRequest


def demo(_request: HttpRequest) -> dict[str, Any]:
    """Context processor: `demo` is true where the post of the demo can be read; `demo_code` is
    what always passes for an app's code, where something does.
    """
    return {"demo": True, "demo_code": app_settings.TOTP_INSECURE_BYPASS_CODE}
