"""Signing in by the membership system (OpenID Connect): nothing of it until one is named."""

from typing import Any
from urllib.parse import urlsplit

from config.env import Env

PROVIDER = "membership"


def apps(env: Env) -> list[str]:
    """What allauth needs for it, with its tables and addresses."""
    if not env.membership_url:
        return []
    return ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]


def where_forms_lead(env: Env) -> list[str]:
    """The button leads there after our own answer, which browsers count as the form's doing."""
    parts = urlsplit(env.membership_url)
    return [f"{parts.scheme}://{parts.netloc}"] if env.membership_url else []


def providers(env: Env) -> dict[str, Any]:
    app = {
        "provider_id": PROVIDER,
        "name": "Membership system",
        "client_id": env.membership_client,
        "secret": env.membership_secret,
        "settings": {"server_url": env.membership_url, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}} if env.membership_url else {}
