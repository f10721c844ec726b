"""What happens when something breaks: docs/testing.md has the table."""
