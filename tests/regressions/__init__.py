"""Faults that others had, each as a test of ours: docs/security/regressions.md has the list."""
