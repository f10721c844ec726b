"""Uploaded and pasted tables: what is read, and what is refused in a sentence."""
