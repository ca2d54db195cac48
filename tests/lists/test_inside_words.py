"""Search finds any part of any word, in any script; held against a plain look at the texts."""

import re
import unicodedata
from pathlib import Path

import pytest
from support import making

from data.filters.filter import Filter, parse
from data.filters.nodes import Not, Word
from data.lists import offer_list
from data.people import erasing
from data.storage import connection, search_words
from data.storage.database import transaction

PEOPLE = [
    "田中太郎", "田村 次郎", "山田ガギ子", "ｶﾞｷﾞ太", "김철수", "박 철", "สมชาย ใจดี",
    "សុខ ចាន់", "Zoë Müller", "Hans-Jürgen Großmann", "Łukasz Søndergård", "Νίκος Παπαδόπουλος",
    "Ёлкин Фёдор", "محمد الأحمد", "שָׁלוֹם לוי", "हिन्दी शर्मा", "Ｔａｒｏ Ｙ", "O'Neill-Smith",
    "Ⅷ ½ ²", "李", "東京2office", "e\u0301lan", "𠮷野家", "မောင် အောင်", "ลาว ພາສາ",
    "İpek Işık", "a_b c.d@e-f.example",
]  # fmt: skip
TITLES = [
    "東京オフィス",
    "Senior Backend Engineer",
    "Leitung Großbüro",
    "営業3部・開発",
    "R&D / Ops (m/w/d)",
]


def found(wanted: Filter) -> list[int]:
    return sorted(offer_list.ids(None, wanted))


def plain(text: str) -> str:
    """Letters as they are told apart, with one blank for everything between words."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = (one for one in bare if not unicodedata.combining(one) or one in "\u3099\u309a")
    same = "".join(kept).translate(str.maketrans({"ı": "i", "ł": "l", "ø": "o"}))
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", same)))


@pytest.fixture
def texts(desk: Path) -> dict[int, str]:
    """What the offers of the desk say, by their numbers."""
    application = making.an_offer().application_id
    rows = [(name, TITLES[at % len(TITLES)]) for at, name in enumerate(PEOPLE)]
    with transaction() as current:
        current.executemany(
            "INSERT INTO offers (application_id, candidate_name, job_title, version, created_at,"
            f" updated_at) VALUES ({application}, ?, ?, 1, '2026', '2026')",
            rows,
        )
        current.execute("UPDATE offers SET candidate_name = '', job_title = '' WHERE id = 1")
    return {1: ""} | {
        at + 2: f"{plain(name)} 𐀀 {plain(title)}" for at, (name, title) in enumerate(rows)
    }


def parts(step: int) -> list[str]:
    """Some parts of all words."""
    found = {
        word[start:end]
        for text in (*PEOPLE, *TITLES)
        for word in text.split()
        for start in range(len(word))
        for end in (start + 1, start + 2, start + 3, start + 4, len(word))
    }
    return sorted(found)[::step]


@pytest.mark.parametrize(
    ("most", "step"),
    [(3, 9), *(pytest.param(most, 1, marks=pytest.mark.long) for most in (0, 2, 100))],
)
def test_every_part_of_every_word_finds_what_has_it(
    texts: dict[int, str], monkeypatch: pytest.MonkeyPatch, most: int, step: int
) -> None:
    """However many words are named one by one, and where none is."""
    monkeypatch.setattr(search_words, "MOST", most)
    for part in parts(step):
        wanted = plain(part)
        having = [number for number, text in texts.items() if wanted and wanted in text]
        assert found(Filter(Word(part))) == having, part
        assert found(Filter(Not(Word(part)))) == sorted({*texts} - {*having}), part


MEANT = [
    ("太郎", ["田中太郎"]),
    ("田", ["田中太郎", "田村 次郎", "山田ガギ子"]),
    ("中太", ["田中太郎"]),
    ("ガギ", ["ｶﾞｷﾞ太", "山田ガギ子"]),
    ("カキ", []),  # their marks make other letters
    ("철수", ["김철수"]),
    ("ssman", ["Hans-Jürgen Großmann"]),
    ("gen-gross", ["Hans-Jürgen Großmann"]),
    ("ukas sond", ["Łukasz Søndergård"]),
    ("taro", ["Ｔａｒｏ Ｙ"]),
    ("احم", ["محمد الأحمد"]),
    ("שלו", ["שָׁלוֹם לוי"]),
    ("candidate:中太", ["田中太郎"]),
    ("candidate:オフ", []),
    ('"太郎"', ["田中太郎"]),
    ('"müll"', []),  # in quotes words are whole
    ('"hans jürgen"', ["Hans-Jürgen Großmann"]),
    ('candidate:"müller"', ["Zoë Müller"]),
    ('"京2office"', ["東京2office"]),
]


def test_what_people_type_finds_whom_they_mean(texts: dict[int, str]) -> None:
    for text, names in MEANT:
        rows = offer_list.offers_by_id(found(parse(text)))
        assert sorted(row.candidate_name for row in rows) == sorted(names), text


def test_texts_of_fields_are_found_inside_words_too(desk: Path) -> None:
    making.a_field("Office")
    offer = making.an_offer(fields=(making.entry("office", "東京オフィス, Großraumbüro"),))
    for text in ("オフィス", "raumb", "field.office:京オ", "field.office:büro", "RAUMBURO"):
        assert found(parse(text)) == [offer.id], text
    for text in ('field.office:"büro"', "field.office:オス", "field.office:xyz"):
        assert found(parse(text)) == [], text


def test_many_words_with_the_same_letters_hide_nothing(desk: Path) -> None:
    """More than are named one by one: the offers are asked, and none is left out."""
    application = making.an_offer().application_id
    rows = [(application, f"Ada M{number}ann") for number in range(search_words.MOST + 50)]
    with transaction() as current:
        current.executemany(
            "INSERT INTO offers (application_id, candidate_name, job_title, version, created_at,"
            " updated_at) VALUES (?, ?, 'Seller', 1, '2026', '2026')",
            rows,
        )
    assert search_words.containing(connection.reader(), "ann") is None
    for text in ("ann", "nn sel", "ann seller", 'ann job:"Seller"'):
        assert len(found(parse(text))) == len(rows), text


def test_an_erased_person_leaves_no_part_of_a_word(desk: Path) -> None:
    offer = making.an_offer(
        candidate_id=making.a_candidate("Wuppertalia", "郎太").id, job_id=making.a_job().id
    )
    assert offer.candidate is not None
    erasing.erase(offer.candidate.id)
    assert found(parse("ppert")) == found(parse("郎太")) == []
    for table in ("search_words", "offer_words_content", "offer_words_data", "parts_of_words_data"):
        for row in making.rows(desk, f"SELECT * FROM {table}"):
            stored = b"".join(one if isinstance(one, bytes) else str(one).encode() for one in row)
            assert b"ppe" not in stored.lower(), table
            assert "郎太".encode() not in stored, table
