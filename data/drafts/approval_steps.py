"""The steps of an approval as typed: a step a line, "Ana Ruiz, Ben Ode" or "1 of Ana, Ben"."""

import re
from collections.abc import Iterable

from data.records.approval_records import ApproverRecord, StepRecord
from data.values.text import folded, one_line

MOST_STEPS, MOST_ASKED, NAME_LENGTH = 20, 50, 200
_OF = re.compile(r"([0-9]{1,3})\s+of\s+(.+)", re.IGNORECASE)


class StepsError(ValueError):
    """Steps that cannot be read; the message says which and why."""


def read(text: str) -> tuple[StepRecord, ...]:
    """The steps of these lines; raises StepsError."""
    lines = [line for line in map(one_line, text.splitlines()) if line]
    if not lines:
        raise StepsError("name who is asked, such as Ana Ruiz, Ben Ode.")
    if len(lines) > MOST_STEPS:
        raise StepsError(f"at most {MOST_STEPS} steps.")
    spelled: dict[str, str] = {}
    return tuple(_step(line, number, spelled) for number, line in enumerate(lines, 1))


def text_of(steps: Iterable[StepRecord]) -> str:
    """Steps as `read` takes them."""
    return "\n".join(words(step) for step in steps)


def words(step: StepRecord) -> str:
    """A step on one line: "1 of Ana Ruiz, Ben Ode"; all who are asked, if no number is said."""
    names = ", ".join(one.name for one in step.approvers)
    return names if step.needed == len(step.approvers) else f"{step.needed} of {names}"


def _step(line: str, number: int, spelled: dict[str, str]) -> StepRecord:
    found = _OF.fullmatch(line)
    names = _names(found[2] if found else line, spelled)
    if not names or len(names) > MOST_ASKED:
        raise StepsError(f"step {number} asks nobody, or more than {MOST_ASKED}.")
    if any(len(name) > NAME_LENGTH for name in names):
        raise StepsError(f"a name in step {number} is longer than {NAME_LENGTH} characters.")
    needed = int(found[1]) if found else len(names)
    if not 1 <= needed <= len(names):
        raise StepsError(f"step {number} needs {needed} of {len(names)}: that cannot be.")
    return StepRecord(needed, tuple(ApproverRecord(name) for name in names))


def _names(text: str, spelled: dict[str, str]) -> list[str]:
    """Each name once, in the order in which they are asked, as it was spelled first in any step."""
    names = filter(None, map(str.strip, text.split(",")))
    return list(dict.fromkeys(spelled.setdefault(folded(name), name) for name in names))
