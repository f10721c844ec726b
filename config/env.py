"""The environment, read once and typed. Nothing else looks at os.environ."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environs import Env as Reader

BASE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Env:
    secret_key: str
    data_folder: Path
    database: dict[str, Any]
    cache_url: str
    allowed_hosts: list[str]
    base_url: str
    email: dict[str, Any]
    default_from_email: str
    trusted_proxy_count: int

    @classmethod
    def read(cls) -> "Env":
        reader = Reader()
        data_folder = Path(reader.str("DATA_FOLDER", str(BASE / "var")))
        return cls(
            secret_key=reader.str("SECRET_KEY", ""),
            data_folder=data_folder,
            database=reader.dj_db_url("DATABASE_URL", f"sqlite:///{data_folder}/alongside.sqlite3"),
            cache_url=reader.str("CACHE_URL", ""),
            allowed_hosts=reader.list("ALLOWED_HOSTS", []),
            base_url=reader.str("BASE_URL", "http://localhost:8000"),
            email=reader.dj_email_url("EMAIL_URL", "console:"),
            default_from_email=reader.str("DEFAULT_FROM_EMAIL", "Alongside <mentoring@example.org>"),
            trusted_proxy_count=reader.int("TRUSTED_PROXY_COUNT", 0),
        )


env = Env.read()
