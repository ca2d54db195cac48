"""Takes a letter of another program in as a template: what its placeholders become, then storing.

A placeholder becomes a name of ours, TEXT (it stays as it is written), LINE (a line to sign or to
fill in by hand), or a custom field of offers, which is made when there is none of that name.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from data.errors import Invalid, Problem
from data.fields import custom_fields
from data.letter_checks import preview_offers
from data.letters import rendering
from data.letters.foreign import proposals, read_letter, slot_finder, template_writer
from data.letters.foreign.foreign_letter import LINE, TEXT, ForeignLetter, Placeholder
from data.letters.foreign.word_package import LONGEST, ForeignLetterError
from data.letters.language.letter_context import field_name
from data.letters.letter_records import LetterInputs
from data.people import users
from data.records.field_records import FieldDraft
from data.records.template_records import TemplateDraft, TemplateRecord
from data.records.user_records import Actor
from data.storage.database import transaction
from data.templates import templates
from data.values.text import one_line, slug

NEW = "a new custom field"
FIELD = "field:"
"""What a custom field begins with: "field:Car allowance"."""


def read_file(path: Path) -> ForeignLetter:
    """The letter in a file: .docx, HTML or text; raises ForeignLetterError."""
    return read_bytes(data_of(path))


def data_of(path: Path) -> bytes:
    """What is in a file, as far as it is looked at; raises ForeignLetterError."""
    try:
        with path.expanduser().open("rb") as file:
            return file.read(LONGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ForeignLetterError(f"{one_line(str(path))} cannot be read: {why}.") from error


def read_bytes(data: bytes) -> ForeignLetter:
    """The letter in the bytes of a file, or in what was pasted; raises ForeignLetterError."""
    return read_letter.read(data, custom_fields.all_fields("offer", active_only=True))


def name_for(path: Path, kind: str = "offer") -> str:
    """What a template that was made of this file may be called: no other has the name."""
    words = one_line(path.stem.replace("_", " "))[: templates.NAME_LENGTH - 8]
    base = words if any(sign.isalnum() for sign in words) else "Letter"
    taken = {one.name.casefold() for one in templates.all_templates(kind, retired=True)}
    number, name = 2, base
    while name.casefold() in taken:
        name, number = f"{base} ({number})", number + 1
    return name


def proposed(letter: ForeignLetter) -> dict[int, str]:
    """What each placeholder is proposed to become; those nobody knows stay as they are."""
    return {one.number: one.proposal or TEXT for one in letter.placeholders}


def sample(value: str, spelled: str, inputs: LetterInputs | None = None) -> str:
    """What a placeholder would say in a letter for the made-up offer, or for these inputs."""
    if value in (TEXT, ""):
        return spelled
    if value == LINE:
        return template_writer.RULE
    if value.startswith(FIELD):
        found = _known(value.removeprefix(FIELD))
        if not found:
            return NEW
        value = found
    made = rendering.one_line(f"{{{{ {value} }}}}", inputs or preview_offers.made_up())
    return made.error.sentence if made.error else made.text


def meant(word: str) -> str:
    """What somebody who types this wants: a value that `store` takes; raises Invalid."""
    wanted = word.strip().removeprefix("{{").removesuffix("}}").strip()
    if wanted in (TEXT, LINE) or (wanted.startswith(FIELD) and slot_finder.words_of(wanted[6:])):
        return wanted
    mistakes = rendering.check(f"{{{{ {wanted} }}}}", fields=_keys(), job_fields=None)
    if mistakes or not wanted:
        why = mistakes[0].text if mistakes else "nothing is said."
        raise Invalid((Problem("map", "", f"{one_line(word)}: {why}"),))
    return wanted


def source(letter: ForeignLetter, chosen: Mapping[int, str]) -> str:
    """The template's source; a field that is not there yet stands in it with its future key."""
    return template_writer.source(
        letter, {number: _expression(value) for number, value in chosen.items()}
    )


def trial(letter: ForeignLetter, chosen: Mapping[int, str]) -> str:
    """The source to try out before anything is stored: fields that are not there yet are words."""
    new = {f"{FIELD}{name}" for name in _new_fields(chosen.values())}
    tried = {number: f'"{NEW}"' if one in new else one for number, one in chosen.items()}
    return source(letter, tried)


def store(
    letter: ForeignLetter,
    draft: TemplateDraft,
    chosen: Mapping[int, str],
    actor: Actor | None = None,
) -> TemplateRecord:
    """Make the template, and the custom fields that it needs; raises Invalid.

    `chosen` is by the number of each placeholder; the source of the draft is not looked at.
    """
    actor = actor or users.current()
    with transaction():
        for name in _new_fields(chosen.values()):
            custom_fields.create(FieldDraft(name=name, belongs_to="offer"), actor)
        words = source(letter, chosen)
        return templates.create(TemplateDraft(draft.name, draft.kind, words, draft.subject), actor)


def fitted(placeholder: Placeholder, name: str) -> str:
    """A name of ours as it fits there: pay whose currency the letter says is only the amount."""
    before, _, behind = placeholder.around.partition(placeholder.spelled)
    return proposals.fitted(name, before, behind)


def open_placeholders(letter: ForeignLetter, chosen: Mapping[int, str]) -> tuple[Placeholder, ...]:
    """Those that stay as they are written: a letter that has one is not sent."""
    return tuple(one for one in letter.placeholders if chosen.get(one.number, TEXT) == TEXT)


def _new_fields(values: Iterable[str]) -> tuple[str, ...]:
    named = (one.removeprefix(FIELD).strip() for one in values if one.startswith(FIELD))
    return tuple(dict.fromkeys(name for name in named if not _known(name)))


def _expression(value: str) -> str:
    if not value.startswith(FIELD):
        return value
    name = value.removeprefix(FIELD).strip()
    return _known(name) or field_name("offer.fields", slug(name))


def _known(name: str) -> str:
    """The custom field of offers with this name or key, as templates name it; empty if none."""
    wanted = name.strip().casefold()
    for one in custom_fields.all_fields("offer", active_only=True):
        if wanted in (one.name.casefold(), one.key.casefold()):
            return field_name("offer.fields", one.key)
    return ""


def _keys() -> frozenset[str]:
    return frozenset(one.key for one in custom_fields.all_fields("offer", active_only=True))
