"""Letters, and who writes them: `mentoring.notices` sends what is written here."""

from mentoring.letters.letter import Letter, Visitor, Writer, actor_of, letter_about

__all__ = ["Letter", "Visitor", "Writer", "actor_of", "letter_about"]
