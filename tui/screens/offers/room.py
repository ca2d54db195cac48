"""What gives way at home when it gets narrow: one rule, for every width.

The list keeps candidate, pay, status and expiry in any case. First the letter goes: where it would
be narrower than LETTER, its key shows it over the list. Then the jobs go; their key shows them.
What is left over gives the list its Job column, the jobs their titles, letter and list more room.
"""

from __future__ import annotations

from typing import NamedTuple

NARROWEST = 60
"""Below this there is no home at all, only a word about it."""
LIST = 60
"""The list with candidate, pay, status and expiry, in its border."""
JOB_COLUMN = 16
"""What the list needs besides for the titles of jobs."""
JOBS, JOBS_WIDEST = 23, 36
"""The pane of jobs with titles cut short, and with the longest of them whole."""
LETTER, LETTER_WIDEST = 36, 92
"""The letter at its narrowest, and as wide as paper."""


class Room(NamedTuple):
    """The cells of each pane; a pane with none is not shown."""

    jobs: int
    offers: int
    letter: int


def share(width: int, titles: int, *, jobs: bool = True, letter: bool = True) -> Room:
    """Share `width` among the panes that are wanted; `titles` is what the jobs need to be whole."""
    at_left = JOBS if jobs and width >= JOBS + LIST else 0
    at_right = LETTER if letter and width >= at_left + LIST + LETTER else 0
    free = max(0, width - at_left - LIST - at_right - JOB_COLUMN)
    if at_left:
        wider = min(free, max(0, min(titles, JOBS_WIDEST) - JOBS))
        at_left, free = at_left + wider, free - wider
    if at_right:
        at_right += min(free // 2, LETTER_WIDEST - LETTER)
    return Room(at_left, width - at_left - at_right, at_right)
