"""The environment, read once and typed. Nothing else looks at os.environ."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import EnvValidationError
from environs import FileAwareEnv as Reader

from lib.sealing import is_key
from lib.webhooks import is_secret

BASE = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 50
FEWEST_LETTERS_OF_A_SECRET = 10
WORDS_OF_AN_EXAMPLE = ("insecure", "example", "change-me", "changeme", "not-a-secret")


@dataclass(frozen=True)
class Env:
    """What this installation was told; docs/operations.md has the table.

    Development needs none of it. NAME_FILE may name a file that holds NAME, so that
    a secret need not stand in the environment.
    """

    debug: bool
    secret_key: str
    second_step_keys: list[str]
    allowed_hosts: list[str]
    base_url: str
    trusted_proxy_count: int | None
    data_folder: Path
    database: dict[str, Any] | None
    replica: dict[str, Any] | None
    email: dict[str, Any] | None
    default_from_email: str
    telling_url: str
    telling_secret: str
    telling_list: bool
    bounce_address: str
    erasure_ledger: Path | None
    code_by_letter: bool
    membership_url: str
    membership_client: str
    membership_secret: str

    @classmethod
    def read(cls) -> "Env":
        """Read it; ImproperlyConfigured has a sentence for each value of a wrong kind."""
        reader = Reader(eager=False, strip_whitespace=True)
        values = _values(reader)
        try:
            reader.seal()
        except EnvValidationError as fault:
            raise ImproperlyConfigured(_wrong_kinds(fault)) from None
        return cls(**values)

    @property
    def answered_folder(self) -> Path:
        """Where the processes of this machine's web server count what they answered."""
        return self.data_folder / "answered"

    def insist(self) -> None:
        """Raise ImproperlyConfigured with every reason why this is not fit for production."""
        if reasons := [sentence for sentence, is_so in self._faults() if is_so]:
            raise ImproperlyConfigured("\n".join(["This is not fit for production.", *reasons]))

    def _faults(self) -> Iterator[tuple[str, bool]]:
        yield "DEBUG is on: production never runs with it. Take it out.", self.debug
        yield from _secret_faults(self.secret_key)
        yield from _key_faults(self.second_step_keys)
        yield from _host_faults(self.allowed_hosts)
        yield from _address_faults(self.base_url)
        yield (
            "TRUSTED_PROXY_COUNT is missing: say how many proxies stand in front, 0 if none.",
            self.trusted_proxy_count is None,
        )
        yield "TRUSTED_PROXY_COUNT is below 0.", (self.trusted_proxy_count or 0) < 0
        yield (
            "DATABASE_URL is missing: name the database, as in postgres://user@host/name.",
            self.database is None,
        )
        yield (
            "REPLICA_URL is not a standby of PostgreSQL beside a DATABASE_URL of PostgreSQL.",
            self.replica is not None and not _are_postgresql(self.database, self.replica),
        )
        yield (
            "EMAIL_URL is missing: name the mail server, as in submission://user@host.",
            self.email is None,
        )
        yield (
            "DEFAULT_FROM_EMAIL is missing: name the address that letters come from.",
            not self.default_from_email,
        )
        yield from _telling_faults(self.telling_url, self.telling_secret)
        given = self.membership_url, self.membership_client, self.membership_secret
        yield from _membership_faults(*given)


def _values(reader: Reader) -> dict[str, Any]:
    return {
        "debug": reader.bool("DEBUG", False),
        "secret_key": reader.str("SECRET_KEY", ""),
        "second_step_keys": reader.list("SECOND_STEP_KEYS", []),
        "allowed_hosts": reader.list("ALLOWED_HOSTS", []),
        "base_url": reader.str("BASE_URL", "").rstrip("/"),
        "trusted_proxy_count": reader.int("TRUSTED_PROXY_COUNT", None),
        "data_folder": reader.path("DATA_FOLDER", BASE / "var"),
        "database": reader.dj_db_url("DATABASE_URL") if reader.str("DATABASE_URL", "") else None,
        "replica": reader.dj_db_url("REPLICA_URL") if reader.str("REPLICA_URL", "") else None,
        "email": reader.dj_email_url("EMAIL_URL") if reader.str("EMAIL_URL", "") else None,
        "default_from_email": reader.str("DEFAULT_FROM_EMAIL", ""),
        "telling_url": reader.str("TELLING_URL", ""),
        "telling_secret": reader.str("TELLING_SECRET", ""),
        "telling_list": reader.bool("TELLING_LIST", False),
        "membership_url": reader.str("MEMBERSHIP_URL", "").rstrip("/"),
        "membership_client": reader.str("MEMBERSHIP_CLIENT", ""),
        "membership_secret": reader.str("MEMBERSHIP_SECRET", ""),
        "code_by_letter": reader.bool("CODE_BY_LETTER", False),
        "bounce_address": reader.str("BOUNCE_ADDRESS", ""),
        "erasure_ledger": reader.path("ERASURE_LEDGER", None),
    }


def _are_postgresql(*named: dict[str, Any] | None) -> bool:
    return all(each is not None and each["ENGINE"].endswith("postgresql") for each in named)


def _wrong_kinds(fault: EnvValidationError) -> str:
    """A sentence for each name; never the value, which may be a secret."""
    named: Any = fault.error_messages
    return "\n".join(f"{name} cannot be read: {' '.join(says)}" for name, says in named.items())


def _secret_faults(secret: str) -> Iterator[tuple[str, bool]]:
    if not secret:
        yield "SECRET_KEY is missing: give it 50 random characters or more.", True
        return
    yield f"SECRET_KEY has fewer than {SHORTEST_SECRET} characters.", len(secret) < SHORTEST_SECRET
    yield (
        "SECRET_KEY is an example or a pattern: make a random one.",
        len(set(secret)) < FEWEST_LETTERS_OF_A_SECRET
        or any(word in secret.lower() for word in WORDS_OF_AN_EXAMPLE),
    )


def _key_faults(keys: list[str]) -> Iterator[tuple[str, bool]]:
    if not any(keys):
        yield "SECOND_STEP_KEYS is missing: give it a key that Fernet.generate_key() made.", True
        return
    yield (
        "SECOND_STEP_KEYS has something that is no key of Fernet.generate_key().",
        not all(is_key(key) for key in keys),
    )


def _membership_faults(url: str, *rest: str) -> Iterator[tuple[str, bool]]:
    given = [url, *rest]
    yield (
        "Of MEMBERSHIP_URL, MEMBERSHIP_CLIENT and MEMBERSHIP_SECRET give all three or none.",
        any(given) and not all(given),
    )
    yield (
        "MEMBERSHIP_URL does not begin with https://.",
        bool(url) and not url.startswith("https://"),
    )


def _host_faults(hosts: list[str]) -> Iterator[tuple[str, bool]]:
    yield "ALLOWED_HOSTS is missing: name the hosts that are served.", not any(hosts)
    yield 'ALLOWED_HOSTS has "*": name the hosts, or a forged one is believed.', "*" in hosts


def _address_faults(address: str) -> Iterator[tuple[str, bool]]:
    parts = urlsplit(address)
    if not address:
        yield "BASE_URL is missing: give the address that links in letters begin with.", True
        return
    yield "BASE_URL does not begin with https://.", parts.scheme != "https"
    yield (
        "BASE_URL is more than https://host.",
        not parts.hostname or any((parts.path, parts.query, parts.fragment, parts.username)),
    )


def _telling_faults(address: str, secret: str) -> Iterator[tuple[str, bool]]:
    parts = urlsplit(address)
    if not address:
        yield "TELLING_SECRET is there without TELLING_URL: give both or neither.", bool(secret)
        return
    yield (
        "TELLING_URL is not https://host/path, without a name or a password in it.",
        parts.scheme != "https" or not parts.hostname or bool(parts.username or parts.fragment),
    )
    yield (
        "TELLING_SECRET is not whsec_ and 24 to 64 random bytes in base64.",
        not is_secret(secret),
    )


env = Env.read()
