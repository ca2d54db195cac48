"""A template's letter while it is written: made in the key's own cycle while that is quick.

A letter that takes longer is made beside the keys, when they pause; the newest words win. A letter
that never ends is stopped by the limits of the language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import perf_counter
from typing import NamedTuple

from textual.message import Message
from textual.timer import Timer

from data.letters.layout import letter_lines
from data.letters.letter_records import LetterInputs, Mistake, Rendered
from data.templates import mistakes as template_flaws
from data.values.styled_text import Line
from tui.widgets.letter_view import LetterView
from tui.widgets.lines_view import MakeLines

QUICK = 0.025
"""Seconds that making a letter may take to be made with every key."""
PAUSE = 0.15
"""Seconds of rest after which a slower one is made."""


class PreviewRequest(NamedTuple):
    """What is to be tried: the words, on what, with which clauses.

    The letter is laid out for `width` cells, or not yet (0).
    """

    source: str
    subject: str
    inputs: LetterInputs
    clauses: Mapping[str, str]
    width: int = 0


class PreviewResult(NamedTuple):
    """What came of it: the letter, laid out, and everything that is wrong with the words."""

    asked: PreviewRequest
    rendered: Rendered
    subject: str
    lines: tuple[Line, ...]
    mistakes: tuple[Mistake, ...]
    seconds: float


def try_out(asked: PreviewRequest) -> PreviewResult:
    """Make the letter and look for mistakes; needs nothing but what is asked."""
    began = perf_counter()
    looked = template_flaws.check_template(asked.source, asked.subject, asked.inputs, asked.clauses)
    lines = letter_lines.lay_out(looked.rendered.html, asked.width) if asked.width else ()
    return PreviewResult(
        asked,
        looked.rendered,
        looked.subject,
        tuple(lines),
        looked.mistakes,
        perf_counter() - began,
    )


class LivePreview:
    """Keeps a pane in step with what is typed; `on_trial` hears of every letter that was made.

    The screen hands the message `Done` on to `finished`.
    """

    class Done(Message):
        """A letter was made beside the keys."""

        def __init__(self, preview: LivePreview, trial: PreviewResult) -> None:
            super().__init__()
            self.preview = preview
            self.trial = trial

    def __init__(self, view: LetterView, on_trial: Callable[[PreviewResult], None]) -> None:
        self._view = view
        self._on_trial = on_trial
        self._title = "Letter"
        self._width = 0
        self.seconds = 0.0
        self._timer: Timer | None = None
        self._waiting: PreviewRequest | None = None
        self._last: PreviewResult | None = None
        self._busy = False

    def ask(self, asked: PreviewRequest, title: str) -> None:
        """Show the letter of these words, now or in a moment, under this title."""
        self._title = title
        asked = asked._replace(width=self._width)
        if self.seconds <= QUICK and not self._busy:
            self._show(try_out(asked))
            return
        self._waiting = asked
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._view.set_timer(PAUSE, self.start)

    def finished(self, trial: PreviewResult) -> None:
        """A letter was made beside the keys; there may be newer words by now."""
        self._busy = False
        self._show(trial)
        if self._waiting is not None:
            self.start()

    def start(self) -> None:
        """Make the letter of the newest words beside the keys."""
        if self._busy or self._waiting is None:
            return
        asked, self._waiting = self._waiting, None
        self._busy = True
        self._view.run_worker(
            partial(self._beside, asked), thread=True, group="letter", exit_on_error=False
        )

    def _beside(self, asked: PreviewRequest) -> None:
        self._view.post_message(self.Done(self, try_out(asked)))

    def _show(self, trial: PreviewResult) -> None:
        """Show the letter; while there is a mistake, the last one that could be made stays."""
        self.seconds = trial.seconds
        shown, title = trial, self._title
        if trial.rendered.error is None:
            self._last = trial
        elif self._last is not None:
            shown, title = self._last, f"{title} · before the mistake"
        show(self._view, shown, title, keep=True, make=partial(self._lines, shown))
        self._on_trial(trial)

    def _lines(self, trial: PreviewResult, width: int) -> Sequence[Line]:
        """The letter for the width of the pane, laid out already unless the pane was resized."""
        self._width = width
        return lines_of(trial, width)


def show(
    view: LetterView,
    trial: PreviewResult,
    title: str,
    *,
    keep: bool = False,
    make: MakeLines | None = None,
) -> None:
    """Show a letter that was tried, with what is unset on top, or the error in its place."""
    error = trial.rendered.error
    if error is not None:
        view.set_empty(error.sentence)
    view.show_letter(
        make or partial(lines_of, trial),
        unset=unset_words(trial.rendered),
        title=title,
        subtitle=trial.subject,
        keep=keep,
    )


def lines_of(trial: PreviewResult, width: int) -> Sequence[Line]:
    """The letter's lines for a width."""
    if width == trial.asked.width:
        return trial.lines
    return letter_lines.lay_out(trial.rendered.html, width)


def unset_words(rendered: Rendered) -> tuple[str, ...]:
    """What is not set, for the top of the letter."""
    return tuple(f"{one.name} (unknown)" if one.unknown else one.name for one in rendered.missing)
