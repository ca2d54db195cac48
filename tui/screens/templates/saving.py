"""Questions before a template is saved: what will change, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import Binding

from data.letter_checks.template_uses import Difference, TemplateChange
from data.letters.comparison import letter_comparison
from data.records.template_records import TemplateRecord
from data.values.styled_text import Line, Span
from tui.commands.command import Command
from tui.screens.base import detail_lines
from tui.screens.base.confirm import Question, answer
from tui.widgets.auto_height_lines import StaticLines

MOST_LINES = 8
"""Lines shown of one letter."""


SCROLLS = {"down,j": 1, "up,k": -1, "pagedown,space": 10, "pageup": -10}
"""Keys that scroll what would change, and by how many lines."""


class KeepDraft(Question[bool]):
    """The template has a mistake: go on mending it, or keep it as a draft."""

    BINDINGS = [
        Binding("k", "keep", "Keep", show=False),
        Binding("escape,enter", "back", "Back", show=False),
    ]

    def __init__(self, template: TemplateRecord, flaw: str) -> None:
        draft = "It can be kept as a draft: a revision that no letter is made from."
        goes_on = f"Letters go on with revision {template.revision} until it is mended."
        super().__init__(f"{template.name} has a mistake", [flaw, "", draft, goes_on], danger=True)

    def answers(self) -> Sequence[Command]:
        """Mend it, or keep it as it is."""
        return (answer("keep", "Keep as a draft", "k"), answer("back", "Back", "escape"))

    def action_keep(self) -> None:
        """Keep it."""
        self.dismiss(True)


class SaveAnyway(Question[bool]):
    """Unsent letters will say something else: which, and what."""

    BINDINGS = [
        Binding("y,ctrl+s", "yes", "Save", show=False, priority=True),
        Binding("escape,enter", "back", "Back", show=False),
        *(Binding(key, f"scroll({by})", show=False) for key, by in SCROLLS.items()),
    ]

    def __init__(self, template: TemplateRecord, change: TemplateChange, title: str = "") -> None:
        self._change = change
        offers = "1 unsent offer" if change.unsent == 1 else f"{change.unsent:,} unsent offers"
        changing, looked = len(change.differences), change.looked
        wording = f"Compared: the newest {looked} of them; {changing} will read differently."
        if looked == change.unsent:
            wording = f"{changing} of them will read differently."
        lines = [f"{offers} follow this template. {wording} Sent letters stay as they are."]
        super().__init__(title or f"Save {template.name}?", lines)

    def compose_more(self) -> ComposeResult:
        """What changes, letter by letter."""
        lines = StaticLines(classes="question-lines")
        lines.show(lambda width: tuple(self.change_lines(width)))
        yield lines

    def change_lines(self, width: int) -> Iterator[Line]:
        """What changes in each letter that is not sent yet."""
        for difference in self._change.differences:
            yield (Span(f"{difference.candidate} · {difference.job}", "strong"),)
            yield from changed_lines(difference, width)
            yield ()

    def action_scroll(self, lines: int) -> None:
        """Show more of what changes."""
        self.query_one(".question-body").scroll_relative(y=lines, animate=False)

    def answers(self) -> Sequence[Command]:
        """Save, or go on writing."""
        return (answer("yes", "Save", "y"), answer("back", "Back", "escape"))

    def action_yes(self) -> None:
        """Save."""
        self.dismiss(True)


def changed_lines(difference: Difference, width: int) -> list[Line]:
    """The lines of a letter in which something changes, the first MOST_LINES of them."""
    laid = letter_comparison.compare(difference.before, difference.after).lines(max(20, width))
    changed = [
        line
        for line in laid
        if any(letter_comparison.change_of(span.style) is not None for span in line)
    ]
    more = len(changed) - MOST_LINES
    lines = detail_lines.wrapped(f"… {more} more lines", width, "muted") if more > 0 else []
    return [*changed[:MOST_LINES], *lines]
