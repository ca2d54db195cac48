"""Proposes what of ours a placeholder of another program stands for, by its words and its place.

The words are those that companies, Word and other systems use, in English, German, French and
Spanish. A proposal is an expression of our templates; a person decides.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from data.letters.foreign.proposal_rules import EXTRA, RULES
from data.letters.language.letter_context import field_name
from data.letters.language.name_reference import LANGUAGE
from data.records.field_records import FieldRecord
from data.values.money import is_currency
from data.values.text import spoken

GREETING = re.compile(
    r"\b(?:dear|hi|hello|hallo|liebe[rs]?|bonjour|ch[eè]re?|hola|querid[oa]|estimad[oa])\s+\W*$",
    re.I,
)
_COMPILED = tuple((re.compile(f" (?:{pattern}) ", re.A), name) for pattern, name in RULES)
_FILLERS = re.compile(
    r" (?:insert|enter|please|add|type|here|the|s|lever|text|date picker|custom|field|value|tbd"
    r"|placeholder|click or tap to|choose|a|an|select) (?=.)"
)
_BEHIND = re.compile(" (?:here|label|field) $")
_IS_EXTRA = re.compile(rf" (?:{EXTRA}) ")
_VAGUE = re.compile(r" (?:date|datum|fecha|jour|tag|dd mm yyyy|mm dd yyyy|tt mm jjjj|amount|betrag|"
                    r"montant|figure|sum|value|blank|xx+(?: xx+)*|x+|tbd|tbc|tba|number|today) "
                    r"|\s*")  # fmt: skip
_SIGN_BEFORE = re.compile(
    r"(?:^|\s)(?:sign(?:ed|ature)?|date|name|unterschrift|datum|ort)\s*:?\s*$|^\W*by\W*$",
    re.IGNORECASE,
)
_AT_START = re.compile(
    r"start|begin|commenc|join|first day|eintritt|beginn|début|inicio", re.IGNORECASE
)
_AT_END = re.compile(
    r"accept|expir|until|no later|respond|return|by\s*$|bis\s*(?:zum)?\s*$|avant", re.I
)
_AT_PAY = re.compile(
    r"salary|\bpay\b|wage|compensation|gehalt|vergütung|salaire|salario|\bearn", re.I
)
_AT_JOB = re.compile(
    r"(?:position|role|job|title|employ\w* as|post)(?: of| as|:)?(?: an?| the)?\s*\W*$", re.I
)
_SIGN = re.compile(r"(?:[$€£¥]|(?<![A-Z])([A-Z]{3})|curr\w*\W*)\s?\W?$")
_CODE = re.compile(r"\s?(?:[€£]|([A-Z]{3})\b|\W{1,3}\s?(?:\w+[ _.])?curr)")


def propose(
    spelled: str, words: str, before: str, behind: str, fields: Iterable[FieldRecord] = ()
) -> str:
    """The expression that a placeholder is proposed to be; empty where nothing is known.

    `before` and `behind` are the words around it.
    """
    name = re.sub(r"[^\w.\[\]\"]", "", spelled)
    if name in LANGUAGE:
        return fitted(name, before, behind)
    called = _called(words)
    found = _of_field(called, fields) or _by_rule(called)
    if found == "candidate.name" and GREETING.search(before):
        found = "candidate.first_name"
    if _VAGUE.fullmatch(called) and not spelled.startswith(("{%", "{#")):
        found = _of_place(called, before, behind) or found
    return fitted(found, before, behind)


def of_blank(before: str, behind: str) -> str:
    """What a line to fill in stands for, by the words around it; empty for one to sign on."""
    if _SIGN_BEFORE.search(before) and not behind.strip(" ,.;"):
        return ""
    return _of_place(" ", before, behind) if len(before.strip()) > 3 else ""


def _called(words: str) -> str:
    """The words as people search them, without "insert", "enter here" and the like."""
    text = spoken(words)
    for _ in range(4):
        text = _FILLERS.sub(" ", text)
    return _BEHIND.sub(" ", text)


@lru_cache(maxsize=1024)
def _by_rule(called: str) -> str:
    is_extra = _IS_EXTRA.search(called) is not None
    for pattern, name in _COMPILED:
        if pattern.fullmatch(called) and not (is_extra and name.startswith("offer.")):
            return name
    return ""


def _of_field(called: str, fields: Iterable[FieldRecord]) -> str:
    """The custom field of that name or key; else the one whose name has all of its words."""
    bare = called.strip()
    known = [(spoken(one.name), spoken(one.key), one) for one in fields]
    exact = (one for name, key, one in known if bare and called in (name, key))
    part = (
        one for name, _, one in known
        if len(name.strip()) > 3 and (f" {name.strip()} " in called) and _IS_EXTRA.search(called)
    )  # fmt: skip
    found = next(exact, None) or next(part, None)
    return field_name("offer.fields", found.key) if found else ""


def _of_place(called: str, before: str, behind: str) -> str:
    """What the words around say, where its own say nothing."""
    near = re.split(r"[.;:!?]\s|\n", before)[-1]
    is_day = re.search(r" (?:date|datum|fecha|jour|tag|dd|tt|today) ", called) is not None
    if GREETING.search(before):
        return "candidate.first_name"
    if _AT_PAY.search(near) and not is_day:
        return "offer.salary"
    for pattern, name in ((_AT_START, "offer.start_date"), (_AT_END, "offer.expiry_date")):
        if pattern.search(near):
            return name
    if is_day:
        return "today"
    return "job.title" if _AT_JOB.search(near) else ""


def fitted(name: str, before: str, behind: str) -> str:
    """Pay whose currency the letter writes itself is only the amount."""
    if not name.startswith("offer.salary") or "in_words" in name:
        return name
    for match in (_SIGN.search(before), _CODE.match(behind)):
        if match and (match[1] is None or is_currency(match[1])):
            return f"{name} | amount"
    return name
