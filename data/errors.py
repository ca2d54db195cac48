"""One family of errors for people: a title, a sentence, and problems by field."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong or missing: the field's key, its label, and what would be right.

    Without a label the words are a whole sentence.
    """

    field: str
    label: str
    words: str

    @property
    def text(self) -> str:
        """The whole sentence: "Salary: an amount such as 92,500."."""
        return f"{self.label}: {self.words}" if self.label else self.words

    def beside(self, label: str) -> str:
        """The words where this label stands already."""
        return self.words if label == self.label else self.text


class DataError(Exception):
    """Something a person can act on: `title` in a few words, `text` in a sentence."""

    title = "That did not work"

    def __init__(self, text: str, *, title: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        if title is not None:
            self.title = title


class Invalid(DataError):
    """What was entered breaks a rule; `problems` names every field at once."""

    title = "Please look at these"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.text for problem in problems))
        self.problems = problems


class NotAllowed(DataError):
    """The rules forbid it now; the text says why and what to do instead."""

    title = "Not possible now"


class Stale(DataError):
    """Somebody else changed the record since it was read."""

    title = "Changed in the meantime"


class NotFound(DataError):
    """No such record."""

    title = "Not found"


class Storage(DataError):
    """The database file cannot be opened, read or written; it was left as it was."""

    title = "The database"


MISTAKES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    NameError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What only a mistake in the program raises, or a file that says what no desk can store."""


class Stopped(DataError):
    """Raised by whoever hears how far a work is, to end it."""

    title = "Stopped"

    def __init__(self, text: str = "It was stopped.") -> None:
        super().__init__(text)
