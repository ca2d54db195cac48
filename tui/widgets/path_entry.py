"""A field for a path: Tab completes the names of folders and files, and goes on when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.binding import Binding
from textual.screen import Screen

from tui import folders
from tui.widgets.entry import Entry


class PathEntry(Entry):
    """A path; `on_names` hears what the names could be when Tab cannot decide."""

    IS_REPLACED = False  # one goes on where the path ends
    BINDINGS = [Binding("tab", "complete", "Complete", show=False, priority=True)]
    on_names: Callable[[tuple[str, ...]], None] | None = None

    def action_complete(self) -> None:
        """Make the path longer; what is empty or complete lets Tab go on to the next field."""
        if not self.value.strip():
            self.screen.focus_next()
            return
        found = folders.completed(self.value)
        if found.text != self.value:
            self.value = found.text
            self.cursor_position = len(found.text)
            self._tell(() if len(found.names) < 2 else found.names)
        elif len(found.names) > 1 and not self.value.endswith("/"):
            self._tell(found.names)
            if self.value.rpartition("/")[2] in found.names:
                self.screen.focus_next()
        else:
            self._tell(())
            self.screen.focus_next()

    def _tell(self, names: tuple[str, ...]) -> None:
        if self.on_names is not None:
            self.on_names(names)


def complete_or_next(screen: Screen[Any]) -> None:
    """Go to the next field of a screen that has Tab for itself; a path is completed first."""
    if isinstance(screen.focused, PathEntry):
        screen.focused.action_complete()
    else:
        screen.focus_next()
