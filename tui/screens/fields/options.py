"""The options of a select field as lines to edit: which are kept, renamed, added, switched off."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from data.records.field_records import OptionDraft, OptionRecord
from data.values.text import folded, one_line

ALIKE = 0.5
"""From this likeness (0 to 1) on, a line that is new is an old option that was renamed."""


def as_text(options: Sequence[OptionRecord]) -> str:
    """The options in use, one a line."""
    return "\n".join(option.name for option in options if option.active)


def read(text: str, before: Sequence[OptionRecord]) -> tuple[OptionDraft, ...]:
    """The lines as options, in their order; those that have no line are switched off.

    A line with the name of an option is that option; of the others the one most like an option
    without a line is its new name.
    """
    names = [name for name in map(one_line, text.splitlines()) if name]
    known = {option.name: option for option in before}
    matches = {name: known.pop(name) for name in dict.fromkeys(names) if name in known}
    matches |= _renamed([name for name in names if name not in matches], list(known.values()))
    drafts, taken = [], set()
    for name in names:
        option = matches.get(name)
        fresh = option is None or option.id in taken
        drafts.append(OptionDraft(name, None if option is None or fresh else option.id))
        taken |= set() if option is None else {option.id}
    if not drafts:
        return ()
    off = [OptionDraft(one.name, one.id, False) for one in before if one.id not in taken]
    return (*drafts, *off)


def _renamed(names: list[str], options: list[OptionRecord]) -> dict[str, OptionRecord]:
    """New names for options in use, each for the one it is most like."""
    pairs = [
        (SequenceMatcher(None, folded(name), folded(option.name)).ratio(), at, name, option)
        for at, name in enumerate(names)
        for option in options
        if option.active
    ]
    found: dict[str, OptionRecord] = {}
    for likeness, _, name, option in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if likeness >= ALIKE and name not in found and option not in found.values():
            found[name] = option
    return found


def changes(drafts: Sequence[OptionDraft], before: Sequence[OptionRecord]) -> str:
    """What saving does with the options, in a sentence; empty when nothing changes."""
    known = {option.id: option for option in before}
    parts = []
    for draft in drafts:
        old = known.get(draft.id) if draft.id is not None else None
        if old is None:
            parts.append(f"adds {draft.name}")
        elif old.active and not draft.active:
            parts.append(f"switches {draft.name} off")
        elif draft.active and not old.active:
            parts.append(f"switches {draft.name} on")
        elif old.name != draft.name:
            parts.append(f"renames {old.name} to {draft.name}")
    order = [option.id for option in before if option.active]
    after = [draft.id for draft in drafts if draft.active and draft.id in order]
    if after != [number for number in order if number in after]:
        parts.append("changes the order")
    return f"Saving {', '.join(parts)}." if parts else ""
