"""What people hold in their hands: an authenticator app, and a device that makes passkeys."""

import json
import time
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.models import Member
from tests.factories import PASSWORD

TWO_STEPS = "/accounts/2fa/"
APP = f"{TWO_STEPS}totp/activate/"
NO_APP = f"{TWO_STEPS}totp/deactivate/"
CODES = f"{TWO_STEPS}recovery-codes/"
NEW_CODES = f"{CODES}generate/"
SECOND = f"{TWO_STEPS}authenticate/"
PASSKEYS = f"{TWO_STEPS}webauthn/"
ADD_PASSKEY = f"{PASSKEYS}add/"
PASSKEY_IN = f"{PASSKEYS}login/"
PASSKEY_SIGN_UP = "/accounts/signup/passkey/"
MAKE_PASSKEY = f"{PASSKEYS}signup/"
Flag = AuthenticatorData.FLAG
NONE = Flag(0)


def code_of(secret: str, left: int = 2) -> str:
    """What the app shows now, and for so many seconds yet: later, it is not right any more."""
    until_next = 30 - time.time() % 30
    if until_next < left:
        time.sleep(until_next)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def confirm(client: Client, page: str, password: str = PASSWORD) -> Any:
    """Open a page that asks for the password once more, give it, and arrive."""
    asked = client.get(page)
    answer = client.post(asked["Location"], {"password": password, "next": page})
    assert answer["Location"] == page
    return client.get(page)


def set_up_app(client: Client) -> str:
    """By somebody who is signed in; the secret that their app holds now."""
    secret: str = confirm(client, APP).context["form"].secret
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer["Location"] == CODES, answer.context["form"].errors
    return secret


def passkey_of(member: Member) -> Authenticator:
    """A passkey that a member has added before."""
    asked = {"user": {"id": str(member.pk)}, "rp": {"id": "testserver"}, "challenge": "c2Vl"}
    made = {"name": "My phone", "credential": Device().create({"publicKey": asked})}
    return Authenticator.objects.create(user=member, type="webauthn", data=made)


def session_elsewhere(member: Member) -> UserSession:
    """Another browser in which a member is signed in."""
    facts = {"session_key": "elsewhere", "ip": "192.0.2.7", "user_agent": "Firefox/145.0"}
    return UserSession.objects.create(user=member, **facts)


@dataclass
class Device:
    """Makes a passkey and signs with it; `verifies` says whether it asks for a finger or a PIN."""

    origin: str = "http://testserver"
    verifies: bool = True
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    name: bytes = field(default_factory=lambda: token_bytes(16))
    owner: str = ""

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to navigator.credentials.create."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(b"\0" * 16, self.name, public)
        about = self._about(asked["rp"]["id"], Flag.AT, bytes(held))
        made = AttestationObject.create("none", about, {})
        said = self._said("webauthn.create", asked["challenge"])
        response = {"attestationObject": websafe_encode(bytes(made)), "clientDataJSON": said.b64}
        return {**self._named(), "response": response}

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to navigator.credentials.get."""
        asked = options["publicKey"]
        about = self._about(asked["rpId"])
        said = self._said("webauthn.get", asked["challenge"])
        signed = self.key.sign(bytes(about) + said.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "authenticatorData": websafe_encode(bytes(about)),
            "clientDataJSON": said.b64,
            "signature": websafe_encode(signed),
            "userHandle": self.owner,
        }
        return {**self._named(), "response": response}

    def _named(self) -> dict[str, Any]:
        name = websafe_encode(self.name)
        results = {"credProps": {"rk": True}}
        return {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": results}

    def _about(self, host: str, more: Flag = NONE, held: bytes = b"") -> AuthenticatorData:
        digest = hashes.Hash(hashes.SHA256())
        digest.update(host.encode())
        flags = Flag.UP | more | (Flag.UV if self.verifies else NONE)
        return AuthenticatorData.create(digest.finalize(), flags, 0, held)

    def _said(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(challenge), self.origin)


def add_passkey(client: Client, device: Device, **typed: str) -> Any:
    """By somebody who gave their password a moment ago."""
    options = client.get(ADD_PASSKEY).context["js_data"]["creation_options"]
    credential = json.dumps(device.create(json.loads(json.dumps(options))))
    data = {"name": "My phone", "passwordless": "on", "credential": credential, **typed}
    return client.post(ADD_PASSKEY, data)


def with_second_step(request: HttpRequest, member: Member) -> HttpRequest:
    """The request of somebody who has come in by both steps."""
    request.user, request.session = member, SessionStore()
    record_authentication(request, member, "mfa")
    return request
