"""What mentoring keeps about people."""

from mentoring.privacy import office, own, pairings, plumbing

TABLES = (*own.TABLES, *pairings.TABLES, *office.TABLES, *plumbing.TABLES)
