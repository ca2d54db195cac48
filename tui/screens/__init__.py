"""Every screen by its name, imported when it is first asked for: `screens.OfferScreen(7)`.

What a key opens costs nothing before that key. The table says where a screen is; the imports below
say the same to the type checker, and a test holds the two together.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.base import copying as copying
    from tui.screens.base import palette as palette
    from tui.screens.base import theme_picker as theme_picker
    from tui.screens.base.confirm import Confirm as Confirm
    from tui.screens.base.confirm import RestoreQuestion as RestoreQuestion
    from tui.screens.base.help import HelpScreen as HelpScreen
    from tui.screens.base.left_work import LeftWork as LeftWork
    from tui.screens.base.picker import Picker as Picker
    from tui.screens.base.picker import pick_for as pick_for
    from tui.screens.base.save_file import SaveText as SaveText
    from tui.screens.board.screen import BoardScreen as BoardScreen
    from tui.screens.board.snooze import SnoozeDialog as SnoozeDialog
    from tui.screens.exchange import conflicts as conflicts
    from tui.screens.exchange import export as export
    from tui.screens.exchange.choose_files import ImportScreen as ImportScreen
    from tui.screens.exchange.import_options import OptionsDialog as OptionsDialog
    from tui.screens.exchange.import_options import choose_columns as choose_columns
    from tui.screens.exchange.import_options import choose_encoding as choose_encoding
    from tui.screens.exchange.import_options import choose_sheet as choose_sheet
    from tui.screens.exchange.import_report import ReportScreen as ReportScreen
    from tui.screens.exchange.import_run import ImportDialog as ImportDialog
    from tui.screens.fields.form import FieldFormScreen as FieldFormScreen
    from tui.screens.fields.screen import FieldsScreen as FieldsScreen
    from tui.screens.history.export import SaveHistory as SaveHistory
    from tui.screens.history.screen import HistoryScreen as HistoryScreen
    from tui.screens.jobs.form import JobFormScreen as JobFormScreen
    from tui.screens.jobs.opening_form import OpeningFormScreen as OpeningFormScreen
    from tui.screens.jobs.screen import JobsScreen as JobsScreen
    from tui.screens.letters import letter_actions as letter_actions
    from tui.screens.letters.check_all import CheckLetters as CheckLetters
    from tui.screens.letters.comparison import show_drift as show_drift
    from tui.screens.letters.deliver import DeliverDialog as DeliverDialog
    from tui.screens.letters.deliver_many import DeliverManyDialog as DeliverManyDialog
    from tui.screens.letters.editor import LetterEditScreen as LetterEditScreen
    from tui.screens.letters.preview import html_of as html_of
    from tui.screens.letters.preview import show_letter as show_letter
    from tui.screens.letters.preview import show_sent as show_sent
    from tui.screens.offer import approvals as approvals
    from tui.screens.offer import attachments as attachments
    from tui.screens.offer import compare as compare
    from tui.screens.offer import offer_actions as offer_actions
    from tui.screens.offer.approvals import AnswerDialog as AnswerDialog
    from tui.screens.offer.approvals import AskDialog as AskDialog
    from tui.screens.offer.attachments import AttachDialog as AttachDialog
    from tui.screens.offer.attachments import SaveAttachment as SaveAttachment
    from tui.screens.offer.form import OfferFormScreen as OfferFormScreen
    from tui.screens.offer.negotiation import NegotiationDialog as NegotiationDialog
    from tui.screens.offer.notes import NoteDialog as NoteDialog
    from tui.screens.offer.screen import OfferScreen as OfferScreen
    from tui.screens.offer.status import StatusDialog as StatusDialog
    from tui.screens.offers import bulk_dialog as bulk_dialog
    from tui.screens.offers.columns import ColumnsDialog as ColumnsDialog
    from tui.screens.offers.filter_help import FilterHelpScreen as FilterHelpScreen
    from tui.screens.offers.views import ListState as ListState
    from tui.screens.offers.views import ViewsDialog as ViewsDialog
    from tui.screens.people.form import CandidateFormScreen as CandidateFormScreen
    from tui.screens.people.screen import CandidatesScreen as CandidatesScreen
    from tui.screens.settings.safekeeping import SafekeepingDialog as SafekeepingDialog
    from tui.screens.settings.screen import SettingsScreen as SettingsScreen
    from tui.screens.settings.who_are_you import WhoAreYou as WhoAreYou
    from tui.screens.templates.bring_in import BringIn as BringIn
    from tui.screens.templates.editor import TemplateEditor as TemplateEditor
    from tui.screens.templates.forms import LimitsForm as LimitsForm
    from tui.screens.templates.forms import NewTemplate as NewTemplate
    from tui.screens.templates.forms import Rename as Rename
    from tui.screens.templates.placeholders import PlaceholdersScreen as PlaceholdersScreen
    from tui.screens.templates.revisions import CompareRevisions as CompareRevisions
    from tui.screens.templates.screen import TemplatesScreen as TemplatesScreen

WHERE = {
    "base": ("copying", "palette", "theme_picker"),
    "base.confirm": ("Confirm", "RestoreQuestion"),
    "base.help": ("HelpScreen",),
    "base.left_work": ("LeftWork",),
    "base.picker": ("Picker", "pick_for"),
    "base.save_file": ("SaveText",),
    "board.screen": ("BoardScreen",),
    "board.snooze": ("SnoozeDialog",),
    "exchange": ("conflicts", "export"),
    "exchange.choose_files": ("ImportScreen",),
    "exchange.import_options": (
        "OptionsDialog",
        "choose_columns",
        "choose_encoding",
        "choose_sheet",
    ),
    "exchange.import_report": ("ReportScreen",),
    "exchange.import_run": ("ImportDialog",),
    "fields.form": ("FieldFormScreen",),
    "fields.screen": ("FieldsScreen",),
    "history.export": ("SaveHistory",),
    "history.screen": ("HistoryScreen",),
    "jobs.form": ("JobFormScreen",),
    "jobs.opening_form": ("OpeningFormScreen",),
    "jobs.screen": ("JobsScreen",),
    "letters": ("letter_actions",),
    "letters.check_all": ("CheckLetters",),
    "letters.comparison": ("show_drift",),
    "letters.deliver": ("DeliverDialog",),
    "letters.deliver_many": ("DeliverManyDialog",),
    "letters.editor": ("LetterEditScreen",),
    "letters.preview": ("html_of", "show_letter", "show_sent"),
    "offer": ("approvals", "attachments", "compare", "offer_actions"),
    "offer.approvals": ("AnswerDialog", "AskDialog"),
    "offer.attachments": ("AttachDialog", "SaveAttachment"),
    "offer.form": ("OfferFormScreen",),
    "offer.negotiation": ("NegotiationDialog",),
    "offer.notes": ("NoteDialog",),
    "offer.screen": ("OfferScreen",),
    "offer.status": ("StatusDialog",),
    "offers": ("bulk_dialog",),
    "offers.columns": ("ColumnsDialog",),
    "offers.filter_help": ("FilterHelpScreen",),
    "offers.views": ("ListState", "ViewsDialog"),
    "people.form": ("CandidateFormScreen",),
    "people.screen": ("CandidatesScreen",),
    "settings.safekeeping": ("SafekeepingDialog",),
    "settings.screen": ("SettingsScreen",),
    "settings.who_are_you": ("WhoAreYou",),
    "templates.bring_in": ("BringIn",),
    "templates.editor": ("TemplateEditor",),
    "templates.forms": ("LimitsForm", "NewTemplate", "Rename"),
    "templates.placeholders": ("PlaceholdersScreen",),
    "templates.revisions": ("CompareRevisions",),
    "templates.screen": ("TemplatesScreen",),
}
"""The names of every module of screens; a name may be a module itself."""
_MODULE_OF = {name: module for module, names in WHERE.items() for name in names}

PLACES = {
    "board": "BoardScreen",
    "jobs": "JobsScreen",
    "candidates": "CandidatesScreen",
    "fields": "FieldsScreen",
    "templates": "TemplatesScreen",
}
"""The places besides the offers, which keep their cursor while the app runs."""
ON_TOP = {"settings": "SettingsScreen", "import": "ImportScreen", "history": "HistoryScreen"}
"""Places that are opened anew each time, over the screen that is shown."""


def is_known(name: str) -> bool:
    """Whether there is a screen of that name."""
    return name in _MODULE_OF


def __getattr__(name: str) -> object:
    """A screen, or a module of actions, on its first use."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = f"{__name__}.{_MODULE_OF[name]}"
    found = getattr(import_module(module), name, None) or import_module(f"{module}.{name}")
    globals()[name] = found
    return found
