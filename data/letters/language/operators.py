"""The operators, comparisons and tests of the language of letters: bounded, for people's values.

Numbers, amounts of one currency, and texts; whatever could take long or much memory is refused.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jinja2 import Undefined

from data.letters.language.name_reference import NameGroup
from data.letters.language.render_limits import BITS, RANGE, ForbiddenError, current
from data.letters.language.unset import joined
from data.values import money
from data.values.money import Money

Number = int | float | Decimal
DIGITS = 40
"""The most digits of a decimal number, before and behind the point together."""


def bounded_range(*bounds: int) -> range:
    """`range`, at most RANGE numbers long."""
    numbers = range(*bounds)
    if numbers[RANGE:]:
        raise ForbiddenError(f"a range has at most {RANGE} numbers")
    return numbers


def operate(operator: str, left: Any, right: Any, act: Callable[[Any, Any], Any]) -> Any:
    """An operator on numbers or amounts, or `+` on two texts; bounded."""
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return left if isinstance(left, Undefined) else right
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        return joined([left, right])
    if isinstance(left, Money) or isinstance(right, Money):
        return _money(operator, left, right)
    if not isinstance(left, Number) or not isinstance(right, Number):
        raise ForbiddenError(f"'{operator}' needs two numbers")
    if isinstance(left, int) and isinstance(right, int):
        if left.bit_length() + right.bit_length() > BITS:
            raise ForbiddenError("the number is too long")
        return act(left, right)
    if isinstance(left, float) and isinstance(right, float):
        return act(left, right)
    return act(exact(left), exact(right))


def exact(value: Any) -> Decimal:
    """A number as a decimal one of a bearable length; raises ForbiddenError for anything else."""
    if isinstance(value, Money):
        return value.decimal().normalize()
    if not isinstance(value, Number):
        raise ForbiddenError("a number is needed here")
    if isinstance(value, int) and value.bit_length() > BITS:
        raise ForbiddenError("the number is too long")
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > DIGITS:
        raise ForbiddenError("the number is too long")
    return number


def rounded(value: Decimal, currency: str) -> Money:
    """An exact amount to the minor unit, half a unit upwards; raises ForbiddenError when absurd."""
    minor = int(value.scaleb(money.decimals(currency)).to_integral_value(ROUND_HALF_UP))
    if abs(minor) >= money.LIMIT:
        raise ForbiddenError("the amount is too large")
    return Money(minor, currency)


def _money(operator: str, left: Any, right: Any) -> Any:
    """Amounts add to and are taken from each other; numbers multiply and divide them."""
    if isinstance(left, Money) and isinstance(right, Money):
        same_currency(left, right)
        if operator in ("+", "-"):
            sign = 1 if operator == "+" else -1
            return rounded(left.decimal() + sign * right.decimal(), left.currency)
        if operator == "/":
            return left.decimal() / right.decimal()
    elif operator in ("*", "/") and isinstance(left, Money):
        number = exact(right)
        whole = left.decimal()
        return rounded(whole * number if operator == "*" else whole / number, left.currency)
    elif operator == "*":
        return _money(operator, right, left)
    elif left == 0 and not isinstance(left, bool) and operator in ("+", "-"):
        return right if operator == "+" else Money(-right.minor, right.currency)
    elif right == 0 and operator in ("+", "-"):
        return left
    raise ForbiddenError(f"'{operator}' cannot be used with these amounts")


def same_currency(left: Money, right: Money) -> None:
    """Refuse two amounts that nobody can compare or add without a rate; raises ForbiddenError."""
    if left.currency != right.currency:
        raise ForbiddenError(f"one amount is {left.currency}, the other {right.currency}")


# ---------------------------------------------------------------- loops and comparisons


class Counted:
    """What a loop walks through; every turn counts."""

    __slots__ = ("_values",)

    def __init__(self, values: Any) -> None:
        if not isinstance(values, list | tuple | range | NameGroup | Undefined):
            raise ForbiddenError("a loop needs a list")
        current.get().tick()
        self._values = list(values)

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        letter = current.get()
        for value in self._values:
            letter.step()
            yield value


class _Comparable:
    """An amount in a comparison: with one of its currency, or with a number of major units."""

    __slots__ = ("_value",)

    def __init__(self, value: Money) -> None:
        self._value = value

    def __eq__(self, other: Any) -> bool:
        if isinstance(other, _Comparable):
            return self._value == other._value
        return isinstance(other, Number) and self._value.decimal() == exact(other)

    def __hash__(self) -> int:
        return hash(self._value)

    def _minus(self, other: Any) -> Decimal | None:
        """How much more it is; None beside what is unset, which is neither more nor less."""
        if isinstance(other, Undefined):
            return None
        if isinstance(other, _Comparable):
            same_currency(self._value, other._value)
            return Decimal(self._value.minor - other._value.minor)
        return self._value.decimal() - exact(other)

    def __lt__(self, other: Any) -> bool:
        more = self._minus(other)
        return more is not None and more < 0

    def __le__(self, other: Any) -> bool:
        more = self._minus(other)
        return more is not None and more <= 0

    def __gt__(self, other: Any) -> bool:
        more = self._minus(other)
        return more is not None and more > 0

    def __ge__(self, other: Any) -> bool:
        more = self._minus(other)
        return more is not None and more >= 0


def compared(value: Any) -> Any:
    """A value as it is compared: plain values and flat lists; each comparison looks at the time."""
    current.get().tick()
    if isinstance(value, list | tuple):
        if any(isinstance(part, list | tuple) for part in value):
            raise ForbiddenError("a list in a list cannot be compared")
        return [compared(part) if isinstance(part, Money) else part for part in value]
    return _Comparable(value) if isinstance(value, Money) else value


# ---------------------------------------------------------------- tests


def _is_odd(value: Any) -> bool:
    if not isinstance(value, int):  # `'%999999999d' is odd` would make a text of that length
        raise ForbiddenError("'is odd' and 'is even' need a whole number")
    return value % 2 == 1


TESTS: dict[str, Callable[[Any], bool]] = {
    "defined": lambda value: not isinstance(value, Undefined),
    "undefined": lambda value: isinstance(value, Undefined),
    "none": lambda value: value is None,
    "number": lambda value: isinstance(value, Number),
    "string": lambda value: isinstance(value, str),
    "amount": lambda value: isinstance(value, Money),
    "date": lambda value: isinstance(value, date),
    "odd": lambda value: not isinstance(value, Undefined) and _is_odd(value),
    "even": lambda value: not isinstance(value, Undefined) and not _is_odd(value),
}
"""What can be asked with `is`."""
