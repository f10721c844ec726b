"""A copy is whole, hashed and private; and nothing else is ever restored."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection

from lib import backups, metrics
from lib.backups import BackupError, back_up, forget_before, restore
from tests.factories import MemberFactory

AT = datetime(2026, 11, 26, 12, 30, 5, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    MemberFactory(name="Amina Yusuf")
    return back_up(tmp_path, AT)


def test_a_copy_is_named_after_its_moment(copy: Path) -> None:
    assert copy.name == f"alongside-20261126T123005Z{backups.ENDINGS[connection.vendor]}"


def test_a_copy_and_its_hash_are_all_that_is_left(copy: Path) -> None:
    assert sorted(copy.parent.iterdir()) == [copy, copy.with_name(f"{copy.name}.sha256")]
    written = copy.with_name(f"{copy.name}.sha256").read_text()
    assert written == f"{sha256(copy.read_bytes()).hexdigest()}  {copy.name}\n"


def test_a_copy_is_its_owners_alone(copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_is_never_written_over(copy: Path) -> None:
    with pytest.raises(BackupError, match="is there already"):
        back_up(copy.parent, AT)


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "_sha256", lambda _file: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(OSError, match="full"):
        back_up(tmp_path, AT)

    assert list(tmp_path.iterdir()) == []


def flip(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)


def lose_hash(copy: Path) -> None:
    copy.with_name(f"{copy.name}.sha256").unlink()


def lose(copy: Path) -> None:
    copy.unlink()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (flip, "is not what was written"),
        (lose_hash, "so nobody can say whether the copy is whole"),
        (lose, "There is no file"),
    ],
)
def test_a_copy_that_is_not_as_written_is_refused(
    copy: Path, harm: Callable[[Path], None], says: str
) -> None:
    harm(copy)

    with pytest.raises(BackupError, match=says):
        restore(copy)


def test_a_copy_of_the_other_engine_is_refused(copy: Path) -> None:
    other = {".sqlite3": ".pgdump", ".pgdump": ".sqlite3"}[copy.suffix]
    theirs = copy.with_suffix(other)
    theirs.write_bytes(copy.read_bytes())
    theirs.with_name(f"{theirs.name}.sha256").write_text(sha256(copy.read_bytes()).hexdigest())

    with pytest.raises(BackupError, match="is not a copy of a"):
        restore(theirs)


def test_a_database_in_use_is_not_written_over(copy: Path) -> None:
    with pytest.raises(CommandError, match="The database has tables"):
        call_command("restore", copy)


def test_old_copies_go_and_nothing_else(tmp_path: Path) -> None:
    ending = backups.ENDINGS[connection.vendor]
    names = [f"alongside-2026112{day}T123005Z{ending}" for day in (4, 5, 6)]
    for name in (*names, "alongside-notes.txt", "2020.sqlite3"):
        (tmp_path / name).touch()
        (tmp_path / f"{name}.sha256").touch()

    gone = forget_before(tmp_path, AT.replace(day=25))

    assert [old.name for old in gone] == names[:1]
    assert (tmp_path / "alongside-notes.txt").exists()
    assert len(list(tmp_path.iterdir())) == 8


def test_backup_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("backup", tmp_path, keep_days=7)

    [copy] = tmp_path.glob("alongside-*Z.*[!6]")
    assert capsys.readouterr().out == f"{copy} ({copy.stat().st_size:,} bytes)\n"


def test_an_operator_sees_when_the_last_copy_was_made(tmp_path: Path) -> None:
    def since() -> float:
        shown = {figure.name: figure.samples for figure in metrics.Collector().collect()}
        return float(shown["alongside_copy_made_seconds"][0].value)

    cache.clear()
    assert since() == float("inf")
    call_command("backup", tmp_path)
    assert since() < 60
