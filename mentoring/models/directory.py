"""What the directory keeps beside the rows that it is made from: news of them, and copies."""

from django.db import models


class DirectoryChange(models.Model):
    """News: rows that the directory shows of a mentor have changed.

    Written by triggers in the transaction of the change itself (directory/sets/hearing.py),
    so that no code can forget it; read by every process before it answers.
    """

    profile_id = models.BigIntegerField(
        null=True, help_text="Nothing: a vocabulary; 0: everything."
    )
    stamp = models.BigIntegerField(help_text="PostgreSQL's number of the transaction, else 0.")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["stamp"], name="directory_change_by_stamp")]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.at}"


class DirectorySnapshot(models.Model):
    """The sets of the directory as they stood at a horizon, for a process that starts.

    One row. What changed at the horizon or later is read from the news.
    """

    day = models.DateField()
    horizon = models.BigIntegerField()
    questions = models.BigIntegerField(help_text="A digest of what was asked of the rows.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_directory_snapshot", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class DirectorySet(models.Model):
    """One set of the snapshot: the keys of the profiles that have a value of a dimension."""

    dimension = models.CharField(max_length=20)
    value = models.BigIntegerField()
    keys = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "value"], name="one_directory_set_per_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.value}"


class DirectoryWord(models.Model):
    """A word that mentors say, under one of the keys by which a misspelling finds it."""

    key = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["word"], name="directory_word_itself")]
        constraints = [
            models.UniqueConstraint(fields=["key", "word"], name="one_directory_word_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.word}"
