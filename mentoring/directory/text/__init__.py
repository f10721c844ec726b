"""What mentors say of themselves, as words to look for."""
