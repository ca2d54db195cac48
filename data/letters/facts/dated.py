"""The date of a letter by hand: it is the day the letter is sent, like that of any other letter."""

import re
from functools import partial

from data.letters import rendering
from data.letters.facts.mentions import dates
from data.letters.letter_records import LetterInputs

_DATE = re.compile(r'(<p\b[^<>]*class="[^"]*\bdate\b[^"]*"[^<>]*>)([^<>]*)(</p>)')


def dated(html: str, inputs: LetterInputs) -> str:
    """The letter with the day of the inputs in its date line; other days in it stay."""
    return _DATE.sub(partial(_today, inputs), html, count=1)


def _today(inputs: LetterInputs, match: re.Match[str]) -> str:
    found = list(dates(match[2]))
    if len(found) != 1 or inputs.today in found[0].days:
        return match[0]
    day = rendering.one_line("{{ today }}", inputs).text
    return f"{match[1]}{match[2].replace(found[0].text, day)}{match[3]}"
