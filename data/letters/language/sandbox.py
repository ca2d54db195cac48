"""The sandboxed Jinja2 environment of letters: nothing is reachable but the language.

Built once, when the first letter is rendered; `data.letters.rendering` imports it then. Four
fences: parsing is counted (template_parser), the syntax tree is checked (syntax_check), every
attribute, item and call goes through this environment, and everything that repeats or grows is
counted (render_limits).
"""

from collections.abc import Iterable
from types import MethodType
from typing import Any

from jinja2 import Undefined, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.lexer import TokenStream
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from data.letters.language import template_parser
from data.letters.language.letter_filters import filters
from data.letters.language.letter_values import named, written
from data.letters.language.name_reference import NameGroup
from data.letters.language.operators import TESTS, bounded_range, operate
from data.letters.language.render_limits import ForbiddenError, current
from data.letters.language.unset import Unset

_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle"})


def joined_counted(pieces: Iterable[str]) -> str:
    """The texts of a block or a macro put together, counted before they take memory."""
    letter = current.get()
    counted = []
    for piece in pieces:
        # What a `{% call %}` of nothing or a `{% filter %}` makes may be no text yet.
        text = piece if isinstance(piece, str) else written(piece)
        letter.wrote(len(text))
        counted.append(text)
    letter.tick()
    return "".join(counted)


class _Generator(CodeGenerator):
    """Writes the code of a template, and stops in time."""

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        """Write one node."""
        current.get().tick()
        return super().visit(node, *args, **kwargs)


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Hands out values of the language, macros and `loop`; refuses everything else."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})
    code_generator_class = _Generator
    concat = staticmethod(joined_counted)

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        return template_parser.tokens(self, source, name)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute`, for the groups of the language and `loop`.

        What a value does not have is an unknown name like any other, and collected.
        """
        if isinstance(obj, NameGroup) and attribute in obj.values:
            return named(obj, attribute)
        if attribute.startswith("_"):
            raise ForbiddenError(f"'{attribute}' cannot be used in a letter")
        if isinstance(obj, NameGroup):
            return named(obj, attribute)
        if isinstance(obj, Undefined):
            return obj
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        name = current.get().name_of(obj)
        if name:
            return Unset(name=f"{name}.{attribute}")
        raise ForbiddenError(f"'.{attribute}' cannot be used here")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`obj[argument]`: names of a group, positions in a list or a text."""
        if isinstance(argument, str):
            return self.getattr(obj, str(argument))
        if isinstance(obj, Undefined):
            return obj
        if isinstance(obj, str | list | tuple | range) and isinstance(argument, int):
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


def environment() -> LetterEnvironment:
    """A new environment with the language in it, and nothing else."""
    made = LetterEnvironment(
        autoescape=True,
        optimized=False,
        undefined=Unset,
        finalize=_finalize,
        auto_reload=False,
        cache_size=0,
    )
    made.filters = filters()
    made.tests = dict(TESTS)
    made.globals = {"range": bounded_range}
    return made


def _is_callable(obj: Any) -> bool:
    if isinstance(obj, MethodType):
        return isinstance(obj.__self__, LoopContext)
    return isinstance(obj, Macro | BlockReference) or obj is bounded_range


@pass_context
def _finalize(_: Context, value: Any) -> str:
    """What is written for a value. It takes the context so that nothing is folded beforehand."""
    return written(value)
