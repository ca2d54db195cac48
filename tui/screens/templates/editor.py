"""Where templates are written: the source, what is wrong with it, and the letter that it makes."""

from __future__ import annotations

from typing import Any, Self

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical

from data.errors import DataError, Stale
from data.letter_checks import template_uses
from data.letters import rendering
from data.letters.paragraphs import from_html
from data.records.template_records import TemplateRecord
from data.records.typed_records import About, Typed, TypedPlace
from data.templates import templates
from data.values.text import one_line
from tui import external_editor, report
from tui.screens.base.confirm import Leave
from tui.screens.base.keeps_typed import KeepsTyped
from tui.screens.base.picker import STYLE, Picked
from tui.screens.base.screens import DeskScreen
from tui.screens.templates import name_picker, preview_offer
from tui.screens.templates.preview import LivePreview, PreviewRequest, PreviewResult
from tui.screens.templates.preview_offer import PreviewOffer
from tui.screens.templates.saving import KeepDraft, SaveAnyway
from tui.text import content
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.find_bar import FindBar
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.letter_view import LetterView
from tui.widgets.mistakes import Mistakes
from tui.widgets.template_area import TemplateArea

BESIDE = 100
"""From so many columns on the letter stands beside the source."""


class TemplateEditor(DeskScreen, KeepsTyped[None]):
    """The words of one template. Every save is a revision; the letter follows what is typed."""

    commands_name = "template_editor"
    CSS_PATH = [STYLE, "../../styles/templates.tcss"]
    AUTO_FOCUS = "TemplateArea"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (BESIDE, "-beside")]

    def __init__(self, template_id: int, tried_id: int | None = None) -> None:
        super().__init__()
        self._template = templates.get(template_id)
        newest = templates.to_write(template_id)
        self._since = templates.revisions(template_id)[-1].number
        self._saved = (newest.source, newest.subject)
        self._tried: PreviewOffer = preview_offer.offer(tried_id)
        self._clauses = templates.clauses()
        self._trial: PreviewResult | None = None
        self._leaving = False
        self._found = ""
        self.area = TemplateArea(newest.source, on_change=self.changed, id="source")
        self.area.names = self._names
        self._known_names: tuple[str, ...] = ()
        default = templates.subject_of(newest.source, self._template.kind)
        self._subject = Field(
            "subject", "Subject", Entry(newest.subject, placeholder=default), id="subject"
        )
        self._subject.on_change = lambda field: self.changed()
        self.letter = LetterView(empty="No letter.", id="letter", classes="pane")
        self._mistakes = Mistakes(id="mistakes")
        self._find = FindBar(self._seek)
        self._pane = Vertical(id="writing", classes="pane")
        self.preview = LivePreview(self.letter, self._show_mistakes)

    def compose(self) -> ComposeResult:
        """Messages, the source with its mistakes below, the letter at its side, the keys."""
        yield FormNotice()
        with Horizontal(id="editor"):
            with self._pane:
                if self._template.kind != "clause":
                    yield self._subject
                yield self.area
                yield self._find
                yield self._mistakes
            yield self.letter
        yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """The letter as it is."""
        self.changed()

    def reload(self) -> None:
        """Clauses may have changed while another screen was shown."""
        self._clauses = templates.clauses()
        self.changed()

    # ------------------------------------------------------------ following what is typed

    @property
    def words(self) -> tuple[str, str]:
        """The source and the subject as they are now."""
        return self.area.value, one_line(self._subject.text)

    @property
    def is_changed(self) -> bool:
        """Whether anything is not as it was saved last."""
        return self.words != self._saved

    def typed_for(self) -> TypedPlace:
        """The template."""
        name = f"{templates.KINDS[self._template.kind]} · {self._template.name}"
        return TypedPlace("TemplateEditor", name, About(template_id=self._template.id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The editor over the words as they are today."""
        return cls(place.about.template_id or 0)

    def typed(self) -> tuple[Typed, ...]:
        """The source and the subject, where they are not as saved."""
        (source, subject), (saved, saved_subject) = self.words, self._saved
        words = Typed("source", "Words", saved, source)
        line = Typed("subject", "Subject", saved_subject, subject)
        return tuple(one for one in (words, line) if one.value != one.start)

    def put_typed(self, entries: tuple[Typed, ...]) -> tuple[str, ...]:
        """Put them back; undo brings back the words as they are today."""
        saved = dict(zip(("source", "subject"), self._saved, strict=True))
        for one in entries:
            if one.key == "source":
                self.area.put(str(one.value))
            else:
                self._subject.set_value(str(one.value))
        self.changed()
        return tuple(one.label for one in entries if saved[one.key] != one.start)

    def say_typed(self, sentence: str) -> None:
        """Say it above the words."""
        self.query_one(FormNotice).mention(sentence)

    def changed(self) -> None:
        """The words are others: the letter and what is said about them follow."""
        source, subject = self.words
        subject = subject or templates.subject_of(source, self._template.kind)
        clauses = self._clauses
        if self._template.kind == "clause":
            clauses = clauses | {self._template.include: source}
        asked = PreviewRequest(source, subject, self._tried.inputs, clauses)
        self.preview.ask(asked, f"Letter · {self._tried.words}")
        self._say_where()

    def on_live_preview_done(self, event: LivePreview.Done) -> None:
        """A letter was made beside the keys."""
        event.preview.finished(event.trial)

    def on_text_area_selection_changed(self) -> None:
        """The cursor is somewhere else."""
        self._say_where()

    def _show_mistakes(self, trial: PreviewResult) -> None:
        """A letter was made: say what is wrong with the words, and where."""
        self._trial = trial
        self._mistakes.show(trial.mistakes)
        self._subject.set_note(f"= {trial.subject}" if trial.subject else "")
        first = next((one for one in trial.mistakes if one.line), None)
        self.area.mark_wrong((first.line - 1, max(0, first.column - 1)) if first else None)

    def _say_where(self) -> None:
        """What the borders say: which template, where the cursor is, whether it is saved."""
        template = self._template
        row, column = self.area.cursor_location
        written = template.draft or template.revision
        state = "changed" if self.is_changed else f"revision {written}"
        kind = templates.KINDS[template.kind]
        self._pane.border_title = content(f"{kind} · {template.name}")
        parts = [f"line {row + 1}, column {column + 1}", self._found, _origin(template), state]
        self._pane.border_subtitle = content(" · ".join(part for part in parts if part))

    # ------------------------------------------------------------ the letter

    def action_letter(self) -> None:
        """Show or hide the letter; it takes the place of the source where there is no room."""
        if self.app.size.width >= BESIDE:
            self.toggle_class("-no-letter")
            return
        self.toggle_class("-letter-only")
        (self.letter if self.has_class("-letter-only") else self.area).focus()

    def action_try_on(self) -> None:
        """Choose the offer that the template is tried on."""
        self.app.push_screen(preview_offer.picker(self._tried.id), self._picked_offer)

    def _picked_offer(self, picked: Picked | None) -> None:
        self._tried = preview_offer.offer(preview_offer.taken(picked, self._tried.id))
        self._known_names = ()
        self.changed()

    # ------------------------------------------------------------ names, mistakes, finding

    def _names(self) -> tuple[str, ...]:
        """The names that are completed while one types; read when the first is begun."""
        if not self._known_names:
            known = rendering.language(self._tried.inputs)
            self._known_names = tuple(one.name for one in known)
        return self._known_names

    def action_names(self) -> None:
        """Choose a name, a filter or a clause, and put it where the cursor is."""
        offered = name_picker.everything(self._tried.inputs, templates.offered_clauses())

        def put(picked: Picked | None) -> None:
            chosen = name_picker.taken(picked, offered)
            if chosen is not None:
                inside, before = self.area.in_jinja(), self.area.before_cursor
                self.area.insert_text(name_picker.written(chosen, inside, before))
            self.area.focus()

        self.app.push_screen(name_picker.picker(offered), put)

    def action_in_paragraphs(self) -> None:
        """Write it without HTML; undo brings the HTML back. What paragraphs cannot say is named."""
        self.area.put(from_html.paragraphs(self.area.value))
        self.area.focus()
        report.say(self.app, "In plain paragraphs; ^z brings the HTML back")

    @property
    def is_html(self) -> bool:
        """Whether it is not written in paragraphs."""
        return not rendering.header(self.area.value).is_plain

    def action_to_mistake(self) -> None:
        """Go to the first mistake."""
        mistakes = self._trial.mistakes if self._trial else ()
        self._go_to(next((one.line, one.column) for one in mistakes if one.line))

    def on_mistakes_chosen(self, event: Mistakes.Chosen) -> None:
        """Go to the mistake that was clicked."""
        self._go_to((event.mistake.line, event.mistake.column))

    def _go_to(self, place: tuple[int, int]) -> None:
        line, column = place
        target = self.area.clamp_visitable((line - 1, max(0, column - 1)))
        self.area.move_cursor(target, center=True)
        self.area.focus()

    def action_find(self) -> None:
        """Find text in the source."""
        selected = self.area.selected_text
        self._find.open("" if "\n" in selected else selected)

    def action_next_match(self) -> None:
        """The next place of what is sought."""
        self.area.to_match()

    def action_match_before(self) -> None:
        """The place before of what is sought."""
        self.area.to_match(back=True)

    def _seek(self) -> None:
        number = self.area.seek(self._find.value)
        self._found = f"{number:,} found" if self._find.value else ""
        self.area.to_match(stay=True)
        self._say_where()

    def on_find_bar_next(self, event: FindBar.Next) -> None:
        """Enter and the arrows go from place to place."""
        self.area.to_match(back=event.back)

    def on_find_bar_closed(self) -> None:
        """The keys go back to the source."""
        self._found = ""
        self.area.seek("")
        self.area.focus()
        self._say_where()

    def on_input_submitted(self) -> None:
        """Enter in the subject goes to the source."""
        self.area.focus()

    # ------------------------------------------------------------ the person's own editor

    def action_external(self) -> None:
        """Write in the editor that EDITOR names; undo brings back what was there before."""
        name = f"{self._template.key or 'template'}.html"
        self.area.put(external_editor.edit(self.app, self.area.value, name))
        self.area.focus()

    # ------------------------------------------------------------ saving

    def action_save(self) -> None:
        """Save the words as a revision; what would change in unsent letters is said before."""
        if not self.is_changed:
            report.say(self.app, "Nothing was changed, so there is nothing to save.")
            self._left_after_saving()
            return
        source, subject = self.words
        flaw = rendering.flaw(source, self._clauses) or rendering.flaw(subject, self._clauses)
        if flaw is not None:
            question = KeepDraft(self._template, flaw.sentence)
            self.app.push_screen(question, self._asked_to_keep)
            return
        change = template_uses.would_change(self._template.id, source)
        if not change.differences:
            self._store()
            return
        self.app.push_screen(SaveAnyway(self._template, change), self._asked_to_save)

    def _asked_to_keep(self, answer: bool | None) -> None:
        if answer:
            self._store(draft=True)
            return
        self._leaving = False
        if self._trial is not None and any(one.line for one in self._trial.mistakes):
            self.action_to_mistake()

    def _asked_to_save(self, answer: bool | None) -> None:
        if answer:
            self._store()
        else:
            self._leaving = False

    def _store(self, *, draft: bool = False) -> None:
        notice = self.query_one(FormNotice)
        source, subject = self.words
        try:
            saved = templates.revise(
                self._template.id, source, subject, since=self._since, draft=draft
            )
        except DataError as error:
            self._leaving = False
            notice.say(f"{error.title}: {error.text}")
            if isinstance(error, Stale):
                self._since = templates.revisions(self._template.id)[-1].number
            return
        notice.say("")
        self._template = saved
        self._since = templates.revisions(saved.id)[-1].number
        self._saved = (source, subject)
        self._say_where()
        report.say(self.app, self._saved_text(saved))
        self._left_after_saving()

    def _saved_text(self, saved: TemplateRecord) -> str:
        if saved.draft:
            return f"Kept as a draft, revision {saved.draft}; letters go on with {saved.revision}"
        return f"Saved {saved.name}, revision {saved.revision}"

    def _left_after_saving(self) -> None:
        if self._leaving:
            super().action_back()

    # ------------------------------------------------------------ leaving

    def action_back(self) -> None:
        """Leave the editor; ask when something is not saved."""
        if self.has_class("-letter-only"):
            self.action_letter()
            return
        if self.has_unsaved:
            self.ask_to_leave()
        else:
            super().action_back()

    @property
    def has_unsaved(self) -> bool:
        """Whether the template was changed."""
        return self.is_changed

    def ask_to_leave(self) -> None:
        """Save it, discard it, or stay."""
        lines = ["What you wrote is not saved yet."]
        question = Leave(f"Leave without saving? {self._template.name}", lines)
        self.app.push_screen(question, self._left)

    def _left(self, answer: str | None) -> None:
        self._leaving = answer == "save"
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            super().action_back()

    @property
    def has_mistakes(self) -> bool:
        """Whether there is a mistake to go to."""
        return self._trial is not None and any(one.line for one in self._trial.mistakes)

    @property
    def has_matches(self) -> bool:
        """Whether text was found."""
        return bool(self._found)


def _origin(template: TemplateRecord) -> str:
    """Whose words they are, where the template comes with the program."""
    if template.is_overridden:
        return "changed here"
    return "the program's" if template.shipped else ""
