"""What currencies are called in letters: promised, whichever release of Babel is installed."""

import pytest

from data.letters.language import number_words
from data.values.money import Money, decimals

NAMES = """
AED UAE dirham, UAE dirhams
ARS Argentine peso, Argentine pesos
AUD Australian dollar, Australian dollars
BGN Bulgarian lev, Bulgarian leva
BRL Brazilian real, Brazilian reais
CAD Canadian dollar, Canadian dollars
CHF Swiss franc, Swiss francs
CLP Chilean peso, Chilean pesos
CNY Chinese yuan, Chinese yuan
COP Colombian peso, Colombian pesos
CZK Czech koruna, Czech korunas
DKK Danish krone, Danish kroner
EGP Egyptian pound, Egyptian pounds
EUR euro, euros
GBP pound sterling, pounds sterling
HKD Hong Kong dollar, Hong Kong dollars
HUF Hungarian forint, Hungarian forints
IDR Indonesian rupiah, Indonesian rupiah
ILS Israeli new shekel, Israeli new shekels
INR Indian rupee, Indian rupees
ISK Icelandic króna, Icelandic krónur
JPY Japanese yen, Japanese yen
KES Kenyan shilling, Kenyan shillings
KRW South Korean won, South Korean won
KWD Kuwaiti dinar, Kuwaiti dinars
MXN Mexican peso, Mexican pesos
MYR Malaysian ringgit, Malaysian ringgits
NGN Nigerian naira, Nigerian naira
NOK Norwegian krone, Norwegian kroner
NZD New Zealand dollar, New Zealand dollars
PHP Philippine peso, Philippine pesos
PLN Polish zloty, Polish zlotys
QAR Qatari riyal, Qatari riyals
RON Romanian leu, Romanian lei
RSD Serbian dinar, Serbian dinars
SAR Saudi riyal, Saudi riyals
SEK Swedish krona, Swedish kronor
SGD Singapore dollar, Singapore dollars
THB Thai baht, Thai baht
TRY Turkish lira, Turkish lira
TWD New Taiwan dollar, New Taiwan dollars
UAH Ukrainian hryvnia, Ukrainian hryvnias
USD US dollar, US dollars
VND Vietnamese dong, Vietnamese dong
ZAR South African rand, South African rand
XOF West African CFA franc, West African CFA francs
PEN Peruvian sol, Peruvian soles
"""


def of(count: int, code: str) -> str:
    return number_words.amount(Money(count * 10 ** decimals(code), code))


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_a_currency_is_called_what_it_was_called_before(line: str) -> None:
    code, names = line.split(" ", 1)
    one, several = names.split(", ")
    assert of(1, code) == f"one {one}"
    assert of(2, code) == f"two {several}"
    assert of(0, code) == f"zero {several}"


def test_a_code_without_a_name_stands_for_itself() -> None:
    assert of(2, "XXX") == "two XXX"
    assert of(2, "ZZZ") == "two ZZZ"
