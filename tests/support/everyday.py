"""Which cases of a test are tried every day."""

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet


def everyday(cases: Iterable[object], most: int = 1) -> list[ParameterSet]:
    """The cases of a parametrized test: the first are tried every day, the others are `long`.

    As for pytest itself, a tuple holds a value for each name.
    """
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            marks=[pytest.mark.long] * (number >= most),
        )
        for number, case in enumerate(cases)
    ]
