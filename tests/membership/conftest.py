"""Two processes: a membership system that speaks OpenID Connect, and the product that trusts it."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from config.env import BASE
from tests.factories import PASSWORD
from tests.races.server import database, spare_port

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SECRET = "between the two of them alone"
SECONDS_TO_START = 30
ON_THEIR_SIDE = """
import django; django.setup()
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client
from django.contrib.auth.models import User
"""
ON_OUR_SIDE = """
import json, django; django.setup()
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialToken
from accounts.models import Member
"""


class Site:
    """A Django project that answers on a port of this machine."""

    def __init__(self, host: str, settings: str, prelude: str, **names: str) -> None:
        self.port, self.prelude = spare_port(), prelude
        self.url = f"http://{host}:{self.port}"
        self.env = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, **names}

    def run(self, script: str) -> str:
        """Say something to it in Python, beside the server; what it prints."""
        return self._done("-c", self.prelude + script)

    def manage(self, *words: str) -> str:
        return self._done("-m", "django", *words)

    def _done(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=BASE, env=self.env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not done.returncode, done.stderr
        return done.stdout

    @contextmanager
    def answering(self) -> Iterator["Site"]:
        words = ["-m", "django", "runserver", "--noreload", f"127.0.0.1:{self.port}"]
        with subprocess.Popen(
            [sys.executable, *words], env=self.env, cwd=BASE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            try:
                wait_for(self.port)
                yield self
            finally:
                process.terminate()


def wait_for(port: int) -> None:
    for _ in range(SECONDS_TO_START * 10):
        with closing(socket()) as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("It did not start.")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The membership system."""
    folder: Path = tmp_path_factory.mktemp("provider")
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    site = Site(
        "127.0.0.1", "tests.membership.provider", ON_THEIR_SIDE, PROVIDER_FOLDER=str(folder)
    )
    site.manage("migrate", "--verbosity", "0")
    with site.answering():
        yield site


@pytest.fixture(scope="module")
def ours(theirs: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product, in whose environment the membership system is named."""
    folder: Path = tmp_path_factory.mktemp("product")
    with database(folder) as url:
        names = {
            "DATA_FOLDER": str(folder),
            "DATABASE_URL": url,
            "MEMBERSHIP_URL": theirs.url,
            "MEMBERSHIP_CLIENT": "alongside",
            "MEMBERSHIP_SECRET": SECRET,
        }
        site = Site("localhost", "config.settings.dev", ON_OUR_SIDE, **names)
        site.manage("prepare", "--verbosity", "0")
        back = f"{site.url}/accounts/oidc/membership/login/callback/"
        theirs.run(f"""
client = Client(id="alongside", name="Alongside", scopes="openid\\nprofile\\nemail",
                redirect_uris="{back}", skip_consent=True)
client.set_secret("{SECRET}")
client.save()
""")
        with site.answering():
            yield site


class Person:
    """Somebody whom the membership system knows, at a browser."""

    def __init__(self, theirs: Site, ours: Site, email: str, *, checked: bool = True) -> None:
        self.theirs, self.ours, self.browser = theirs, ours, requests.Session()
        self.called = email.partition("@")[0].lower()
        theirs.run(f"""
user = User.objects.create_user("{self.called}", "{email}", "{PASSWORD}",
                                first_name="Zoë", last_name="O’Brien")
EmailAddress.objects.create(user=user, email="{email}", verified={checked}, primary=True)
""")

    def come(self) -> requests.Response:
        """Press the button, sign in over there, and be led back."""
        self.browser = requests.Session()
        page = self.browser.get(f"{self.ours.url}/accounts/login/")
        there = self._post(page, f"{self.ours.url}/accounts/oidc/membership/login/?process=login")
        assert there.url.startswith(self.theirs.url), there.text
        return self._post(there, there.url, login=self.called, password=PASSWORD)

    def _post(self, page: requests.Response, url: str, **typed: str) -> requests.Response:
        found = TOKEN.search(page.text)
        assert found, page.text
        headers = {"Referer": page.url}
        data = {**typed, "csrfmiddlewaretoken": found.group(1)}
        return self.browser.post(url, data=data, headers=headers)

    @property
    def is_signed_in(self) -> bool:
        answer = self.browser.get(f"{self.ours.url}/me/", allow_redirects=False)
        return answer.status_code == 200

    def told(self, script: str) -> Any:
        """What our side prints, in JSON."""
        return json.loads(self.ours.run(f"print(json.dumps({script}))").splitlines()[-1])
