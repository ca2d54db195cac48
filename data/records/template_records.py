"""Letter templates, their revisions and scope."""

from dataclasses import dataclass
from datetime import datetime

BY_HAND = "by hand, no longer follows the template"
"""What stands for the template of a letter that somebody wrote."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a template is for: a job, a department, or a custom field's value.

    Exactly one of them is given; `field` is the key of a custom field of offers.
    """

    job_id: int | None = None
    department: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class TemplateRecord:
    """A letter template (or a clause) with the revision that letters are made from.

    `subject` is the subject line of an email with the letter, in the language of templates.
    `draft` is the number of a newer revision that has a problem and waits to be mended, or 0.
    `own_since`: it comes with the program and has words of our own, last held against this
    revision of the program's; `update` is a newer one of the program's. Both 0 for none.
    """

    id: int
    name: str
    kind: str
    shipped: str | None
    revision: int
    source: str
    retired: bool
    subject: str = ""
    key: str = ""
    limits: tuple[Limit, ...] = ()
    draft: int = 0
    own_since: int = 0
    update: int = 0

    @property
    def is_overridden(self) -> bool:
        """Whether it comes with the program and says something else here."""
        return bool(self.shipped and self.own_since)

    @property
    def include(self) -> str:
        """How templates name a clause: `{% include "clauses/remote_work" %}`."""
        return f"clauses/{self.key}" if self.key else self.shipped or ""


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """One immutable state of a template; `problem` says why letters are not made from it.

    `of_program`: an update of the program made it, nobody here.
    """

    number: int
    source: str
    subject: str
    problem: str
    created_at: datetime
    created_by: str
    of_program: bool = False


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template as typed."""

    name: str = ""
    kind: str = "offer"
    source: str = ""
    subject: str = ""
