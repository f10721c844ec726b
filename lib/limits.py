"""How often somebody has tried in vain, counted in the cache for a while."""

from django.core.cache import cache


def tries(what: str, who: object) -> int:
    """How many were counted lately."""
    counted: int = cache.get(key_of(what, who), 0)
    return counted


def count_try(what: str, who: object, seconds: int) -> None:
    """One more; all of them are forgotten some `seconds` after the first."""
    key = key_of(what, who)
    cache.add(key, 0, seconds)
    try:
        cache.incr(key)
    except ValueError:  # it ran out between the two
        cache.set(key, 1, seconds)


def key_of(what: str, who: object) -> str:
    return f"tries:{what}:{who}"
