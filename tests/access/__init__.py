"""Every address by every role by GET and POST."""
