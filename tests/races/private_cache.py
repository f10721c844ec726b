"""The control of counting: the product with a cache in each process, for gunicorn.

Every process counts wrong passwords for itself, and knows of no code that another has seen.
"""

from django.conf import settings

settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

from config.wsgi import application  # noqa: E402

__all__ = ["application"]
