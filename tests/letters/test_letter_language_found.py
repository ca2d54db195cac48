"""Which language a letter that is brought in is in: named where it is clear, else none."""

import json
from pathlib import Path

import pytest

from data.letters.foreign import letter_language, read_letter, template_writer
from tui.cli.command_line import main

CLEAR = {
    "pt": "Prezada [Nome], temos o prazer de lhe oferecer a posição de analista, com início em 28 "
    "de janeiro. A sua remuneração anual será de 50.000 euros. O contrato não tem termo.",
    "it": "Gentile [Nome], siamo lieti di offrirle la posizione di analista con inizio il 28 "
    "gennaio. La sua retribuzione annua lorda sarà di 50.000 euro, e il contratto non ha termine.",
    "nl": "Beste [Naam], wij bieden je graag de functie van analist aan, met ingang van 28 "
    "januari. Het salaris is 50.000 euro per jaar en de proeftijd is een maand.",
    "es": "Estimada [Nombre]: nos complace ofrecerle el puesto de analista con inicio el 28 de "
    "enero. Su salario anual será de 50.000 euros y el contrato es indefinido.",
    "fr": "Madame, nous avons le plaisir de vous proposer le poste d'analyste à partir du 28 "
    "janvier. Votre salaire annuel est de 50 000 euros et le contrat est à durée indéterminée.",
    "de": "Sehr geehrte Frau [Nachname], wir freuen uns, Ihnen die Stelle als Analystin zum 28. "
    "Januar anzubieten. Ihr Gehalt beträgt 50.000 Euro im Jahr und der Vertrag ist unbefristet.",
}
OTHERS = (
    "Dear [Name], we are pleased to offer you the position of analyst, to begin on 28 January.",
    "Benvolguda [Nom], ens complau oferir-li el lloc d'analista a partir del 28 de gener. El seu "
    "salari anual serà de 50.000 euros i el contracte és indefinit.",
    "Estimada [Nome], temos o pracer de lle ofrecer o posto de analista, con inicio o 28 de "
    "xaneiro. A súa remuneración anual será de 50.000 euros e o contrato non ten termo.",
    "Kære [Navn], vi er glade for at kunne tilbyde dig stillingen som analytiker, der begynder den "
    "28. januar. Din løn er 50.000 euro om året, og den er fast.",
    "Kära [Namn], vi är glada att kunna erbjuda dig tjänsten som analytiker från den 28 januari.",
    "Stimată [Nume], avem plăcerea de a vă oferi postul de analist, cu începere din 28 ianuarie. "
    "Salariul este de 50.000 de euro pe an.",
    "Geagte [Naam], ons bied graag vir jou die pos van ontleder aan, met ingang van 28 Januarie. "
    "Jou salaris is 50 000 euro per jaar en die proeftyd is een maand.",
    "Szanowna Pani, mamy przyjemność zaproponować Pani stanowisko analityka od 28 stycznia.",
    "Der Titel: la la la",
    "15 000",
)


@pytest.mark.parametrize("language", CLEAR)
def test_a_letter_takes_the_language_that_it_is_clearly_in(language: str) -> None:
    letter = read_letter.read(CLEAR[language].encode())
    assert letter_language.language_of(letter) == language
    assert template_writer.source(letter, {}).startswith(f"{{# locale: {language} #}}\n")


@pytest.mark.parametrize("text", OTHERS)
def test_where_it_is_not_clear_a_letter_takes_none(text: str) -> None:
    letter = read_letter.read(text.encode())
    assert letter_language.language_of(letter) == ""
    assert "locale" not in template_writer.source(letter, {})


def test_the_command_names_the_language(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "carta.txt"
    path.write_text(CLEAR["pt"], "utf-8")
    words = ["--db", str(desk), "template", str(path), "--dry-run"]
    assert main(words) == 0
    assert "Amounts and dates as in Portuguese (locale pt)." in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["locale"] == "pt"
    assert main(words[:-1]) == 0
    assert "Amounts and dates as in Portuguese (locale pt)." in capsys.readouterr().out
    path.write_text(OTHERS[0], "utf-8")
    assert main(words) == 0
    assert "locale" not in capsys.readouterr().out
