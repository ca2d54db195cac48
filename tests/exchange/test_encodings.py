"""Tables in other encodings than UTF-8: what is guessed, is said, and can be changed."""

from pathlib import Path
from typing import Any

import pytest

from data import exchange
from data.exchange import ImportOptions, Report
from data.exchange.files.how_read import HowRead
from data.exchange.files.record_file import Source
from data.exchange.preview import look

HEADER = "Candidate;Job;Salary;Currency\n"
ROWS = {
    "cp1252": (
        "François Lefèvre;Chef – “œuvre”;50 000 €;EUR\n", "Þórður Sørensen;Ærø;1;DKK\n",
        "JÜRGEN MÜLLER;KÖCHIN;1;EUR\n", "Seán O’Brien;Café–Bar;£50;GBP\n", "Häagen™;M²;1;GBP\n",
    ),
    "mac_roman": ("Jürgen Müller;Köchin;50000;EUR\n", "René Lefèvre;Cuisinier;48000;EUR\n"),
    "cp1250": ("Łukasz Wiśniewski;Kucharz;90000;PLN\n", "Ewa Dąbrowska;Inżynier;120000;PLN\n"),
    "cp1251": ("Анна Иванова;Повар;90000;RUB\n",),
    "koi8_r": ("Анна Иванова;Повар;90000;RUB\n",),
    "cp1253": ("Γιώργος Παπάς;Μάγειρας;20000;EUR\n", "Ελένη Νικολάου;Μηχανικός;1;EUR\n"),
    "cp1254": ("Ayşe Yılmaz;Aşçı;300000;TRY\n", "Oğuz Çelik;Mühendis;400000;TRY\n"),
    "cp932": ("田中 太郎;料理人;5000000;JPY\n",),
    "euc_jp": ("田中 太郎;料理人;5000000;JPY\n",),
    "gb18030": ("王小明;厨师;200000;CNY\n",),
    "big5": ("王小明;廚師;200000;TWD\n",),
    "cp949": ("김철수;요리사;40000000;KRW\n",),
}  # fmt: skip


def written(folder: Path, text: str, encoding: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(path: Path, encoding: str = "") -> list[Any]:
    with Source(path, how=HowRead(encoding=encoding)) as source:
        return [item.value["Candidate"] for item in source]


@pytest.mark.parametrize("encoding", ROWS)
def test_names_are_read_in_the_encoding_that_makes_words_of_them(
    tmp_path: Path, encoding: str
) -> None:
    for many in (1, 40):
        path = written(tmp_path, HEADER + "".join(ROWS[encoding]) * many, encoding)
        names = [row.partition(";")[0] for row in ROWS[encoding]]
        assert rows_of(path) == names * many


def test_each_western_row_alone_is_western(tmp_path: Path) -> None:
    for row in ROWS["cp1252"]:
        assert rows_of(written(tmp_path, HEADER + row, "cp1252")) == [row.partition(";")[0]]


def test_a_header_in_another_encoding_makes_a_table_whatever_it_is_called(tmp_path: Path) -> None:
    path = written(tmp_path, "Кандидат;Оклад\nАнна Иванова;90000\n", "cp1251", "offers.txt")
    with Source(path) as source:
        assert source.header == ("Кандидат", "Оклад")


def read(path: Path, encoding: str = "") -> Report:
    options = ImportOptions(dry_run=True, how=HowRead(encoding=encoding))
    return exchange.read_files([path], options=options)


def test_the_guess_is_named_in_the_plan_and_can_be_changed(desk: Path, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ROWS["cp1251"][0], "cp1251")
    (plan,) = look([path])
    assert plan.how == "encoding Windows-1251 (Cyrillic), guessed"
    shown = {name: line for name, _, line in plan.encodings}
    assert shown["cp1251"].startswith("Анна Иванова") and "cp1253" in shown
    assert "utf-16" not in shown
    (counts,) = read(path).files
    assert counts.how == plan.how
    for name in ("koi8_r", "KOI8-R", "windows-1253", "Mac Roman"):
        (counts,) = read(path, name).files
        assert counts.how.startswith("encoding ") and not counts.how.endswith("guessed")
    assert rows_of(path, "koi8_r") == ["юММЮ хБЮМНБЮ"]


@pytest.mark.parametrize("name", ["none", "hex", "idna", "utf-7\0"])
def test_an_encoding_that_there_is_not_is_answered_with_those_that_are(
    desk: Path, tmp_path: Path, name: str
) -> None:
    (line,) = read(written(tmp_path, HEADER + ROWS["cp1251"][0], "cp1251"), name).lines
    assert "is in no encoding called" in line.reason and "cp1251" in line.reason


def test_utf8_is_what_it_is(desk: Path, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ROWS["cp1251"][0], "utf-8")
    (plan,) = look([path])
    assert (plan.how, plan.encodings) == ("", ())
    (line,) = read(path, "ascii").lines
    assert "is not text in ASCII (byte 31): save it as UTF-8, or state what it is" in line.reason


@pytest.mark.parametrize("order", ["LE", "BE"])
def test_an_order_of_bytes_that_nothing_tells_is_asked_for(
    desk: Path, tmp_path: Path, order: str
) -> None:
    path = written(tmp_path, "Name,Job,Salary\nЯна,Повар,9\n", f"utf-16-{order}")
    (line,) = read(path, "utf-16").lines
    assert f"--encoding UTF-16-{order}" in line.reason
    assert read(path, f"UTF-16-{order}").new == 1
