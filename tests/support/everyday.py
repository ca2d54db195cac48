"""Which cases of a test are tried every day."""

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet


def everyday(cases: Iterable[object], most: int = 1) -> list[ParameterSet]:
    """The cases of a parametrized test: the first are tried every day, the others are `long`.

    As for pytest itself, a tuple holds a value for each name.
    """
    return [
        _case(case) if number < most else _long(_case(case)) for number, case in enumerate(cases)
    ]


def _case(case: object) -> ParameterSet:
    if isinstance(case, ParameterSet):
        return case
    return pytest.param(*(case if isinstance(case, tuple) else (case,)))


def _long(case: ParameterSet) -> ParameterSet:
    return case._replace(marks=[*case.marks, pytest.mark.long])
