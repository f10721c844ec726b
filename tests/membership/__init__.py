"""Signing in by the membership system, against a real provider in a process of its own."""
