"""Values that a letter uses and that are not set: marked in place, and recorded."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import Template, Undefined
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.utils import missing
from markupsafe import Markup, escape

from data.letters.language.render_limits import current
from data.values.text import one_line


class Unset(Undefined):
    """A name without a value: false in a condition, and a mark where it is written.

    A name that the language does not have is recorded as soon as it is used; one that is only
    unset when it is written. Without a name (`'x' if no`) it is simply empty.
    """

    __slots__ = ("_is_unknown", "_label")

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        self._label = name or ""
        self._is_unknown = True
        if hint is None and name is not None:
            current.get().note(one_line(name), "", line)

    @classmethod
    def known(cls, name: str, label: str) -> "Unset":
        """A name of the language that has no value in this letter."""
        unset = cls("not set", name=name)
        unset._label = label
        unset._is_unknown = False
        return unset

    def mark(self) -> Markup:
        """What stands in the letter in its place; the name is remembered."""
        if not self._undefined_name:
            return Markup()
        letter = current.get()
        name = one_line(self._undefined_name)
        letter.note(name, "" if self._is_unknown else one_line(self._label) or name, line)
        # Without quotation marks, so that it breaks no attribute it may stand in.
        return Markup("<mark class=unset>[{}]</mark>").format(self._label)

    __html__ = mark

    def __str__(self) -> str:
        return str(self.mark())

    def _itself(self, *_: Any, **__: Any) -> Any:
        return self

    def _no(self, *_: Any, **__: Any) -> Any:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = _itself
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _itself
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _itself
    __pos__ = __neg__ = _itself
    __lt__ = __le__ = __gt__ = __ge__ = _no

    def __eq__(self, other: Any) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def joined(parts: Sequence[str]) -> str:
    """Texts put together; the whole is safe HTML as soon as one of them is."""
    current.get().wrote(sum(map(len, parts)))
    if any(hasattr(part, "__html__") for part in parts):
        return Markup("").join(escape(part) for part in parts)
    return "".join(parts)


def line() -> int | None:
    """The line of the letter's own template that is being rendered.

    Inside an included clause or the layout it is the line that asks for it.
    """
    frame = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name is None:
            return template.get_corresponding_lineno(frame.f_lineno)
        above = frame.f_back
        if above is None:
            break
        frame = above
    return None
