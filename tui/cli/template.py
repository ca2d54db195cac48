"""`offerdesk template`: a letter that the company has already, as a template."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.values.text import one_line
from tui.cli.arguments import Usage
from tui.cli.open_desk import open_desk, print_lines

if TYPE_CHECKING:
    from data.letters.foreign.foreign_letter import ForeignLetter
    from data.records.template_records import TemplateRecord

STANDARD_INPUT = "-"


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Read the letter, say what its placeholders become and what is lost, make the template.

    Raises ForeignLetterError (it cannot be read), Invalid (the name, a choice) and Usage.
    """
    from data.letters.foreign import read_letter

    path = Path(args.file)
    data = _data(args.file)
    first = read_letter.read(data)
    if not args.path.exists():  # what is refused makes no desk
        _refuse_unknown(first, args.mapped)
    with open_desk(args.path, create=not args.dry_run, on_behalf_of=args.on_behalf_of):
        from data.letter_checks import foreign_templates
        from data.records.template_records import TemplateDraft

        letter = foreign_templates.read_bytes(data)
        chosen = _chosen(letter, args.mapped)
        made = None
        if not args.dry_run:
            name = args.name or foreign_templates.name_for(path, args.kind)
            made = foreign_templates.store(letter, TemplateDraft(name, args.kind), chosen)
        if args.json:
            print_lines([json.dumps(_document(letter, chosen, made), ensure_ascii=False)])
        else:
            print_lines(_lines(letter, chosen, made))
    return 0


def _data(file: str) -> bytes:
    """What is in the file or comes in from standard input; raises ForeignLetterError."""
    from data.letter_checks import foreign_templates

    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    return foreign_templates.data_of(Path(file))


def _refuse_unknown(letter: ForeignLetter, mapped: list[str]) -> None:
    """Raise Usage when something is said of a placeholder that is not in the letter."""
    for word in mapped:
        spelled, sign, _ = word.rpartition("=")
        if not sign or all(one.spelled != spelled for one in letter.placeholders):
            known = ", ".join(dict.fromkeys(one.spelled for one in letter.placeholders)) or "none"
            raise Usage(f"{one_line(word)}: no such placeholder. There are: {one_line(known)}.")


def _chosen(letter: ForeignLetter, mapped: list[str]) -> dict[int, str]:
    """What is proposed, with what was said on the command line in its place."""
    from data.letter_checks import foreign_templates

    _refuse_unknown(letter, mapped)
    chosen = foreign_templates.proposed(letter)
    for word in mapped:
        spelled, _, value = word.rpartition("=")
        numbers = [one.number for one in letter.placeholders if one.spelled == spelled]
        chosen |= dict.fromkeys(numbers, foreign_templates.meant(value))
    return chosen


def _lines(
    letter: ForeignLetter, chosen: dict[int, str], made: TemplateRecord | None
) -> Iterator[str]:
    from data.letter_checks import foreign_templates
    from data.letters.foreign import letter_language

    for one in letter.placeholders:
        value = chosen[one.number]
        shown = one_line(foreign_templates.sample(value, one.spelled))
        times = f" ({one.times} times)" if one.times > 1 else ""
        yield f"{one_line(one.spelled)}{times} → {value}: {shown}"
    language = letter_language.sentence(letter)
    if language:
        yield language
    for words in letter.left_out:
        yield f"Not taken over: {one_line(words)}"
    still = foreign_templates.open_placeholders(letter, chosen)
    if still:
        named = ", ".join(dict.fromkeys(one_line(one.spelled) for one in still))
        yield f'Kept as written, so no letter is sent: {named}. Say --map "PLACEHOLDER=NAME".'
    if made is None:
        yield "Nothing was stored."
    else:
        yield f"Template {made.id}, {one_line(made.name)}, is made."


def _document(
    letter: ForeignLetter, chosen: dict[int, str], made: TemplateRecord | None
) -> dict[str, Any]:
    from data.letter_checks import foreign_templates
    from data.letters.foreign import letter_language

    return {
        "template": made.id if made else None,
        "name": made.name if made else None,
        "locale": letter_language.language_of(letter) or None,
        "placeholders": [
            {
                "placeholder": one.spelled,
                "times": one.times,
                "around": one.around,
                "becomes": chosen[one.number],
                "sample": foreign_templates.sample(chosen[one.number], one.spelled),
            }
            for one in letter.placeholders
        ],
        "not_taken_over": list(letter.left_out),
    }
