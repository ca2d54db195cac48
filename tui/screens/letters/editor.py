"""A letter edited by hand: its HTML at the left, how it reads at the right, saved as a version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.errors import DataError, Invalid
from data.letters import rendering
from data.letters.letter_records import Missing
from data.offers import hand_edited_letter, offers
from data.offers.offer_letters import Preview
from data.records.template_records import BY_HAND
from data.records.typed_records import About, Typed, TypedPlace
from tui import external_editor, report, screens
from tui.commands import key_of
from tui.screens.base.confirm import Confirm, Leave
from tui.screens.base.keeps_typed import KeepsTyped
from tui.screens.letters.preview import show_preview
from tui.text import content, glyphs
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.letter_view import LetterView
from tui.widgets.template_area import TemplateArea

BESIDE = 100
"""From so many columns on the letter stands beside what is written."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What the editor gives: the letter by hand, or None to follow the template again."""

    html: str | None
    correction: bool = False


class TermsOfLetter(NamedTuple):
    """What a letter is compared with: sentences about what differs, and the letter without it."""

    compare: Callable[[str], tuple[str, ...]]
    take_over: Callable[[str], str]


class LetterEditScreen(KeepsTyped[Edited | None]):
    """Edits a letter's HTML; dismissed with what `store` took, or None when it was left.

    `store` may raise a DataError: it is said, and everything typed stays. `can_follow` is whether
    there is a template to go back to; `with_candidate` whether saving asks for a correction.
    """

    commands_name = "letter_edit"
    CSS_PATH = ["../../styles/form.tcss", "../../styles/letter_edit.tcss"]
    AUTO_FOCUS = "TemplateArea"

    def __init__(
        self,
        title: str,
        html: str,
        store: Callable[[Edited], None],
        *,
        can_follow: bool = False,
        correctable: bool = False,
        saves: str = "",
        terms: TermsOfLetter | None = None,
        offer_id: int | None = None,
    ) -> None:
        """`saves` says in the lower border what saving makes; `terms` compares what is written.

        What is typed about the offer of `offer_id` is kept aside; a form keeps its own letter.
        """
        super().__init__()
        self._title = title
        self._start = html
        self._store = store
        self._can_follow = can_follow
        self._correctable = correctable
        self._saves = saves
        self._terms = terms
        self._offer_id = offer_id
        self._contradictions: tuple[str, ...] = ()
        self._correction = False
        self._read = ""
        self.area = TemplateArea(html, on_change=self._changed)
        self.letter = LetterView(id="edit-letter", classes="pane", empty="The letter is empty.")

    def compose(self) -> ComposeResult:
        """What is wrong, what is written, how it reads, the keys."""
        yield FormNotice()
        with Horizontal(id="edit-main"):
            with Vertical(id="edit-source", classes="pane") as pane:
                pane.border_title = content(self._title)
                yield self.area
                yield Static("", id="edit-lost", markup=False)
            yield self.letter
        yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Show how it reads."""
        self.area.move_cursor((0, 0))
        self._show()

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed."""
        return self.area.value != self._start

    @property
    def typed_html(self) -> str:
        """What was typed; empty when nothing was."""
        return self.area.value if self.is_changed else ""

    # ------------------------------------------------------------ kept aside

    def typed_for(self) -> TypedPlace | None:
        """The letter of an offer."""
        if self._offer_id is None:
            return None
        return TypedPlace("LetterEditScreen", self._title, About(offer_id=self._offer_id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> LetterEditScreen:
        """The editor of the letter as it is today."""
        return screens.letter_actions.editor(app, offers.get(place.about.offer_id or 0))

    def typed(self) -> tuple[Typed, ...]:
        """The letter."""
        typed = Typed("html", "Letter", self._start, self.area.value)
        return (typed,) if self.is_changed else ()

    def put_typed(self, entries: tuple[Typed, ...]) -> tuple[str, ...]:
        """Put it into the editor; undo brings back the letter as it is today."""
        for one in entries:
            self.area.put(str(one.value))
        return ("the letter",) if any(one.start != self._start for one in entries) else ()

    def say_typed(self, sentence: str) -> None:
        """Say it above the editor."""
        self.query_one(FormNotice).mention(sentence)

    # ------------------------------------------------------------ how it reads

    def _changed(self) -> None:
        if self.is_mounted and self.area.value != self._read:
            self._show()

    def _show(self) -> None:
        """The letter as it would be saved, and what it loses then; in the key's own cycle."""
        self._read = text = self.area.value
        html = rendering.clean(text)
        unset = rendering.marked_unset(html)
        self._contradictions = self._terms.compare(text) if self._terms else ()
        self._say_lost(hand_edited_letter.taken_out(text))
        self._say_state()
        missing = tuple(Missing(label, False, "") for label in unset)
        preview = Preview(html, missing, source=BY_HAND)
        show_preview(self.letter, preview, title="How it will read", keep=True)

    def _say_lost(self, lost: tuple[str, ...]) -> None:
        notice = self.query_one("#edit-lost", Static)
        lines = [f"{glyphs().declined} {one}" for one in self._contradictions]
        if lines:
            lines.append(f"  {key_of('letter_edit', 'take_over')} takes over what the terms say")
        if lost:
            why = "Left out, because no letter may have it"
            lines.append(f"{glyphs().declined} {why}: {', '.join(lost)}")
        notice.set_class(bool(lines), "-said")
        notice.update(content("\n".join(lines)))
        self.refresh_bindings()

    def _say_state(self) -> None:
        pane = self.query_one("#edit-source")
        kept = " · a correction, kept as sent" if self._correction else ""
        state = f"changed · {self._saves}{kept}" if self.is_changed else "by hand · HTML"
        pane.border_subtitle = content(state.removesuffix(" · "))

    # ------------------------------------------------------------ saving, leaving

    def action_save(self) -> None:
        """Save what is written; what is wrong is said and nothing is lost."""
        if not self.is_changed:
            self.dismiss(None)
            return
        self._finish(Edited(self.area.value, self._correction))

    def _finish(self, edited: Edited) -> None:
        notice = self.query_one(FormNotice)
        notice.say("")
        try:
            self._store(edited)
        except Invalid as error:
            notice.say(error.text)
        except DataError as error:
            report.log.info("%s: %s", error.title, error.text)
            notice.say(f"{error.title}: {error.text}")
        else:
            self.dismiss(edited)

    def action_follow(self) -> None:
        """Give up the letter by hand, after asking."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._finish(Edited(None, self._correction))

        parts = ["The letter says again what the template says.", "Earlier versions keep theirs."]
        self.app.push_screen(Confirm("Follow the template again", parts, yes="Follow it"), answered)

    def action_correction(self) -> None:
        """Keep the offer sent, or not."""
        self._correction = not self._correction
        self._say_state()

    def action_take_over(self) -> None:
        """Put what the terms say in the place of everything that contradicts them."""
        if self._terms is not None:
            self.area.put(self._terms.take_over(self.area.value))
            self.area.focus()

    @property
    def can_take_over(self) -> bool:
        """Whether the letter contradicts the terms."""
        return bool(self._contradictions)

    @property
    def can_follow(self) -> bool:
        """Whether there is a template to follow."""
        return self._can_follow

    @property
    def can_correct(self) -> bool:
        """Whether the letter is with the candidate, and may be corrected."""
        return self._correctable

    def action_back(self) -> None:
        """Leave the letter, then the editor; ask when something was changed."""
        if self.has_class("-letter-only"):
            self.action_letter()
        elif self.has_unsaved:
            self.ask_to_leave()
        else:
            self.dismiss(None)

    @property
    def has_unsaved(self) -> bool:
        """Whether the letter was changed."""
        return self.is_changed

    def ask_to_leave(self) -> None:
        """Save it, discard it, or stay."""
        parts = ["What you wrote is not saved yet."]
        self.app.push_screen(Leave(f"Leave without saving? {self._title}", parts), self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            self.dismiss(None)

    # ------------------------------------------------------------ looking, own editor

    def action_letter(self) -> None:
        """Show or hide how it reads; where there is no room it takes the place of the source."""
        if self.app.size.width >= BESIDE:
            self.toggle_class("-no-letter")
        else:
            self.toggle_class("-letter-only")
            (self.letter if self.has_class("-letter-only") else self.area).focus()

    def action_editor(self) -> None:
        """Edit it in the program that EDITOR names; what it saves comes back here."""
        self.area.put(external_editor.edit(self.app, self.area.value, "letter.html"))
        self.area.focus()
