"""What people type about themselves."""

from accounts.forms.details import DetailsForm

__all__ = ["DetailsForm"]
