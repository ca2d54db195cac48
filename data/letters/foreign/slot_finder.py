"""Finds the placeholders of a letter in its text, whatever runs they are split into."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from data.letters.facts.placeholders import marked
from data.letters.foreign import proposals
from data.letters.foreign.foreign_letter import (
    Block,
    ForeignLetter,
    Part,
    Placeholder,
    RawLetter,
    Slot,
    Text,
)
from data.letters.foreign.word_runs import joined
from data.records.field_records import FieldRecord
from data.values.text import one_line

AROUND = 60
"""So many characters before and behind say what a placeholder is about."""
LONGEST = 200
"""So many characters of a placeholder say what it is called."""
MOST = 400
"""So many different placeholders are told apart; the rest stays as it is written."""
_BLANK = re.compile(r"\[[\s_.…●•*]{1,30}\]|[$€£]\s?X{1,3}(?:[,.]X{2,3})+|_{3,}|…{2,}|\.{6,}")
_QUOTED = re.compile(r"«[^\s«»]{2,60}»")
_FILLED = re.compile(r"[_.…]+")
_EDGES = re.compile(r"^(?:[\[{<«%@#$\s\"]|MERGEFIELD\b)+|[\]}>»%@#\s\"]+$")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Ý])")


def find(raw: RawLetter, fields: Iterable[FieldRecord] = ()) -> ForeignLetter:
    """The letter with a slot for each placeholder, and what each of them is proposed to be."""
    finder = _Finder(tuple(fields))
    blocks = tuple(finder.block(block) for block in raw.blocks)
    return ForeignLetter(blocks, tuple(finder.found.values()), raw.left_out)


def words_of(spelled: str) -> str:
    """What a placeholder is called: "Candidate First Name" of `{{candidateFirstName|upper}}`."""
    inner = _EDGES.sub("", spelled[:LONGEST]).partition("|")[0]
    words = one_line(re.sub(r"[\W_]+", " ", _CAMEL.sub(" ", inner)))
    return words.capitalize() if words.isupper() else words[:1].upper() + words[1:]


class _Finder:
    def __init__(self, fields: tuple[FieldRecord, ...]) -> None:
        self._fields = fields
        self.found: dict[tuple[str, str], Placeholder] = {}
        self._spelled: set[str] = set()

    def block(self, block: Block) -> Block:
        """The block with slots in its texts."""
        made: list[Part] = []
        inline: list[Text | Slot] = []
        for part in block.parts:
            if isinstance(part, Block):
                made += self._texts(inline)
                made.append(self.block(part))
                inline = []
            else:
                inline.append(part)
        return replace(block, parts=(*made, *self._texts(inline)))

    def _texts(self, parts: list[Text | Slot]) -> list[Text | Slot]:
        """Neighbouring texts and slots, those that stand in the text found."""
        whole = "".join(_spelled(part) for part in parts)
        spans, at = [], 0
        for part in parts:
            end = at + len(_spelled(part))
            if isinstance(part, Slot):
                spans.append((at, end, part))
            at = end
        taken = bytearray(len(whole))
        for start, end, _ in spans:
            taken[start:end] = b"\1" * (end - start)
        for start, end in self._in_text(whole):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                spans.append((start, end, Slot(whole[start:end], words_of(whole[start:end]))))
        return joined(self._cut(parts, whole, sorted(spans, key=lambda one: one[0])))

    def _in_text(self, text: str) -> Iterator[tuple[int, int]]:
        for match in marked(text):
            yield match.span()
        for match in _BLANK.finditer(text):
            before = text[max(0, match.start() - AROUND) : match.start()]
            behind = text[match.end() : match.end() + AROUND]
            if not _FILLED.fullmatch(match[0]) or proposals.of_blank(before, behind):
                yield match.span()
        for match in _QUOTED.finditer(text):
            if proposals.propose(match[0], words_of(match[0]), "", "", self._fields):
                yield match.span()

    def _cut(
        self, parts: list[Text | Slot], whole: str, spans: list[tuple[int, int, Slot]]
    ) -> Iterator[Text | Slot]:
        """The texts without what became slots, and the slots in their places."""
        at = taken = 0
        waiting = list(reversed(spans))
        for part in parts:
            end = at + len(_spelled(part))
            place = max(at, taken)
            while waiting and waiting[-1][0] < end:
                first, taken, slot = waiting.pop()
                if isinstance(part, Text) and place < first:
                    yield part._replace(text=whole[place:first])
                yield self._numbered(slot, part.marks, whole, first, taken)
                place = taken
            if isinstance(part, Text) and place < end:
                yield part._replace(text=whole[place:end])
            at = end

    def _numbered(
        self, slot: Slot, marks: tuple[str, ...], whole: str, start: int, end: int
    ) -> Slot | Text:
        """The slot with the number of its placeholder: of its spelling and what it may mean."""
        before, behind = whole[max(0, start - AROUND) : start], whole[end : end + AROUND]
        if len(self.found) >= MOST and slot.spelled not in self._spelled:
            return Text(slot.spelled, marks)
        words = words_of(slot.words)
        proposal = proposals.propose(slot.spelled, words, before, behind, self._fields)
        key = (slot.spelled, proposal)
        known = self.found.get(key)
        if known is None:
            self._spelled.add(slot.spelled)
            around = one_line(f"{before[-30:]}{slot.spelled}{behind[:30]}")
            known = Placeholder(len(self.found), slot.spelled, words, around, 0, proposal)
        self.found[key] = known._replace(times=known.times + 1)
        return slot._replace(marks=marks or slot.marks, number=known.number)


def _spelled(part: Text | Slot) -> str:
    return part.text if isinstance(part, Text) else part.spelled
