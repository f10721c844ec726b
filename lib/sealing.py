"""Secrets that lie sealed in the database: the keys are elsewhere, and can be renewed."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, MultiFernet


def is_key(text: str) -> bool:
    """Whether it is 32 bytes in the spelling of Fernet.generate_key()."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def seal(text: str, keys: Sequence[str]) -> str:
    """Sealed with the first of the keys."""
    return _all(keys).encrypt(text.encode()).decode()


def unseal(sealed: str, keys: Sequence[str]) -> str:
    """Opened with whichever key it was sealed with; InvalidToken when none of them fits."""
    return _all(keys).decrypt(sealed.encode()).decode()


def _all(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
