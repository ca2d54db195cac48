"""The sandboxed Jinja2 environment of letters: nothing is reachable but the language.

Built once, when the first letter is rendered; `data.letters` imports it then. Three fences: the
syntax tree is checked (letter_check), every attribute, item and call goes through this environment,
and everything that repeats or grows is counted (letter_limits).
"""

import functools
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from types import MethodType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    Template,
    TemplateNotFound,
    Undefined,
    pass_context,
)
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from data.letter_check import TESTS, Checker
from data.letter_filters import bounded_range, filters, named, operate, written
from data.letter_limits import SOURCE, TAGS, ForbiddenError, current
from data.letter_records import LetterError
from data.letter_unset import Unset
from data.letter_words import Names
from data.plain import one_line, plain

FAILURES = (
    *(TemplateError, ForbiddenError, ArithmeticError, ValueError, TypeError, LookupError),
    *(AttributeError, NameError, AssertionError, SyntaxError, RecursionError, MemoryError),
)
"""Everything that a template can bring about, in compiling and in rendering."""

_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle"})


def _concat(pieces: Iterable[str]) -> str:
    """The texts of a block or a macro put together, counted before they take memory."""
    letter = current.get()
    counted = []
    for piece in pieces:
        # What a `{% call %}` of nothing or a `{% filter %}` makes may be no text yet.
        text = piece if isinstance(piece, str) else written(piece)
        letter.wrote(len(text))
        counted.append(text)
    return "".join(counted)


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Hands out values of the language, macros and `loop`; refuses everything else."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})
    concat = staticmethod(_concat)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`, for the groups of the language and `loop`."""
        if isinstance(obj, Names) and attribute in obj.values:
            return named(obj, attribute)
        if attribute.startswith("_"):
            raise ForbiddenError(f"'{attribute}' cannot be used in a letter")
        if isinstance(obj, Names):
            return named(obj, attribute)
        if isinstance(obj, Undefined):
            return obj
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        raise ForbiddenError(f"'.{attribute}' cannot be used here")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]`: names of a group, positions in a list or a text."""
        if isinstance(argument, str):
            return self.getattr(obj, str(argument))
        if isinstance(obj, Undefined):
            return obj
        if isinstance(obj, str | list | tuple | range) and isinstance(argument, int | slice):
            return obj[argument]
        raise ForbiddenError("'[…]' cannot be used here")

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """`obj(…)`: macros, blocks, `range` and `loop.cycle`, each call counted."""
        current.get().step()
        if isinstance(obj, Undefined):
            return obj
        if not _is_callable(obj):
            raise ForbiddenError("only macros can be called in a letter")
        return context.call(obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operator between two values, bounded."""
        return operate(operator, left, right, self.binop_table[operator])

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """A sign before a number."""
        return operate(operator, 0, arg, self.binop_table[operator])


def _is_callable(obj: Any) -> bool:
    if isinstance(obj, MethodType):
        return isinstance(obj.__self__, LoopContext)
    return isinstance(obj, Macro | BlockReference) or obj is bounded_range


@pass_context
def _finalize(_: Context, value: Any) -> str:
    """What is written for a value. It takes the context so that nothing is folded beforehand."""
    return written(value)


class _Loader(BaseLoader):
    """The shipped templates by their plain names; there are no paths."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The shipped template, checked like every other."""
        if name not in self._sources:
            raise TemplateNotFound(name, f"there is no shipped template '{name}'")
        return _compile(environment, self._sources[name], name)


def _compile(environment: Environment, source: str, name: str | None) -> Template:
    tree = Checker().visit(environment.parse(source))
    code = environment.compile(tree, name, name or "<letter>")
    return Template.from_code(environment, code, environment.make_globals(None))


class Letters:
    """The environment over some shipped templates, and the compiled templates last used."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        environment = LetterEnvironment(
            autoescape=True,
            optimized=False,
            undefined=Unset,
            finalize=_finalize,
            loader=_Loader(sources),
            auto_reload=False,
        )
        environment.filters = filters()
        environment.tests = {name: environment.tests[name] for name in TESTS}
        environment.globals = {"range": bounded_range}
        self._environment = environment
        self.compiled: Callable[[str], Template] = functools.lru_cache(maxsize=32)(self._compiled)

    def _compiled(self, source: str) -> Template:
        return _compile(self._environment, plain(source), None)


def check_size(source: str) -> None:
    """Refuse a template that would take long to compile; raises ForbiddenError."""
    if len(source) > SOURCE:
        raise ForbiddenError(f"the template is too long: more than {SOURCE // 1024} kB")
    if source.count("{{") + source.count("{%") > TAGS:
        raise ForbiddenError(f"the template has more than {TAGS:,} tags")


def run(template: Template, variables: dict[str, Any]) -> str:
    """The template's text with these values; raises one of FAILURES."""
    return _concat(template.root_render_func(template.new_context(variables)))


def explain(failure: BaseException) -> LetterError:
    """The failure as one sentence with its line."""
    line, shipped = _place(failure)
    text = _sentence(failure)
    if shipped:
        text = f"{shipped}, {text}"
    return LetterError(f"line {line}: {text}" if line else text, line)


def _sentence(failure: BaseException) -> str:
    if isinstance(failure, RecursionError):
        return "it is nested too deeply, or calls itself without end"
    if isinstance(failure, MemoryError):
        return "it is nested too deeply, or too large"
    if isinstance(failure, SyntaxError):
        return one_line(f"it cannot be compiled: {failure.msg}")[:300]
    message = failure.message if isinstance(failure, TemplateError) else str(failure)
    return one_line(message or type(failure).__name__)[:300]


def _place(failure: BaseException) -> tuple[int | None, str]:
    """The line in the letter's own template, and the shipped template it went wrong in."""
    if isinstance(failure, TemplateSyntaxError):
        shipped = f"in '{failure.name}' line {failure.lineno}" if failure.name else ""
        return None if shipped else failure.lineno, shipped
    line, shipped = None, ""
    trace = failure.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            here = template.get_corresponding_lineno(trace.tb_lineno)
            if template.name is None:
                line = here
            else:
                shipped = f"in '{template.name}' line {here}"
        trace = trace.tb_next
    return line, shipped
