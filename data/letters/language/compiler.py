"""Checks and compiles templates, and reports everything that is wrong with one in one pass.

Compiled templates are kept by their text: while somebody types, the layout and the clauses stay.
"""

import functools
import threading
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import Any, NamedTuple

from jinja2 import BaseLoader, Environment, Template, TemplateNotFound, nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError

from data.letters.language import template_parser, used_names
from data.letters.language.render_limits import SOURCE, TAGS, ForbiddenError, current, nearest_of
from data.letters.language.sandbox import LetterEnvironment, environment, joined_counted
from data.letters.language.syntax_check import Checker
from data.letters.language.template_header import as_html, header
from data.letters.language.words import spelled
from data.letters.letter_records import LetterError, Mistake
from data.values.text import one_line, plain

FAILURES = (
    *(TemplateError, ForbiddenError, ArithmeticError, ValueError, TypeError, LookupError),
    *(AttributeError, NameError, AssertionError, SyntaxError, RuntimeError, MemoryError),
)
"""Everything that a template can bring about, in compiling and in rendering."""

KEPT = 32
"""So many compiled templates that were rendered for themselves are kept."""
KEPT_TEXT = 1024 * 1024
"""The longest that their texts may be together, in characters; compiled they take more."""
KEPT_PARTS = 100
"""So many compiled layouts and clauses are kept."""
PLAIN_SOURCE = 48 * 1024
"""The longest template in plain paragraphs: bold and italic take time for every sign."""
BROKEN_TAGS = 6
"""After a mistake inside `{{ … }}` reading goes on without it, so many times."""


class _Loader(BaseLoader):
    """The clauses of the letter being rendered, by their plain names; there are no paths."""

    def __init__(self, compiler: "LetterCompiler") -> None:
        self._compiler = compiler

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The clause or template, checked like every other."""
        letter = current.get()
        letter.step()
        if not isinstance(name, str):
            raise ForbiddenError("a clause is named by a text")
        source = letter.clauses.get(name)
        if source is None:
            raise TemplateNotFound(name, no_clause(name, letter.clauses))
        if not name.startswith("clauses/"):
            source = spelled(source, letter.spoken.tag)
        return self._compiler.part(source, name)


class LetterCompiler:
    """The environment of letters, and the compiled templates last used."""

    def __init__(self) -> None:
        self._environment: LetterEnvironment = environment()
        self._environment.loader = _Loader(self)
        self._kept: dict[str, Template] = {}
        self._lock = threading.Lock()
        self.part = functools.lru_cache(maxsize=KEPT_PARTS)(self._compiled)

    def own(self, source: str) -> Template:
        """A template compiled for itself; raises one of FAILURES."""
        found = self._kept.get(source)
        return self._keep(source, self._compiled(source, None)) if found is None else found

    def _keep(self, source: str, template: Template) -> Template:
        with self._lock:
            self._kept[source] = template
            while len(self._kept) > KEPT or sum(map(len, self._kept)) > KEPT_TEXT:
                self._kept.pop(next(iter(self._kept)))
        return template

    def _compiled(self, source: str, name: str | None) -> Template:
        check_size(source)
        checker = self._checker()
        tree = checker.visit(template_parser.read(self._environment, as_html(plain(source)), name))
        if checker.mistakes:
            line, text = checker.mistakes[0]
            raise TemplateSyntaxError(text, line, name)
        return self._finished(tree, name)

    def _checker(self) -> Checker:
        return Checker(self._environment.filters, self._environment.tests)

    def _finished(self, tree: nodes.Template, name: str | None) -> Template:
        """What becomes of a checked tree."""
        code = self._environment.compile(tree, name, name or "<letter>")
        return Template.from_code(self._environment, code, self._environment.make_globals(None))

    # ------------------------------------------------------------ everything that is wrong

    def mistakes(
        self, source: str, clauses: Mapping[str, str] | None, fields: used_names.Fields
    ) -> tuple[Mistake, ...]:
        """Everything that is wrong with a source, in reading order; raises one of FAILURES.

        Without `clauses` what it includes is not looked at.
        """
        check_size(source)
        text = plain(source)
        html = as_html(text)
        tree, found = self._read_on(html)
        if tree is not None:
            names = used_names.UsedNames(tree)
            found += [_mistake(*one, unknown=True) for one in names.unknown(fields)]
            if clauses is not None:
                found += self._wrong_parts(names.parts, clauses)
            checker = self._checker()
            checked = checker.visit(tree)
            found += [_mistake(*one) for one in checker.mistakes]
            if all(one.unknown for one in found) and source not in self._kept:
                self._keep(source, self._finished(checked, None))
        if html is not text:
            found = [_placed(one, html, text) for one in found]
        return tuple(sorted(found, key=lambda one: (one.line, one.column)))

    def _read_on(self, text: str) -> tuple[nodes.Template | None, list[Mistake]]:
        """The tree of a text, without the `{{ … }}` that cannot be read, and what is wrong."""
        found: list[Mistake] = []
        while len(found) < BROKEN_TAGS:
            try:
                return template_parser.read(self._environment, text, None), found
            except TemplateSyntaxError as error:
                found.append(_mistake(error.lineno, template_parser.sentence(error.message or "")))
                repaired = template_parser.without(text, error.lineno)
                if repaired is None:
                    break
                text = repaired
        return None, found

    def _wrong_parts(
        self, parts: Iterable[used_names.PlacedText], clauses: Mapping[str, str]
    ) -> list[Mistake]:
        wrong = ((place, self._wrong_part(name, clauses)) for place, name in parts)
        return [_mistake(place, text) for place, text in wrong if text]

    def _wrong_part(self, name: str, clauses: Mapping[str, str]) -> str:
        """What is wrong with a clause that a template names, in one sentence."""
        source = clauses.get(name)
        if source is None:
            return no_clause(name, clauses)
        try:
            self.part(source, name)
        except TemplateSyntaxError as error:
            text = template_parser.sentence(error.message or "")
            return f"in '{name}' line {error.lineno}, {text}"
        except ForbiddenError as error:
            return f"in '{name}', {error}"
        return ""


class Failure(NamedTuple):
    """Where a template failed: the line in its own text, and the part it went wrong in."""

    line: int | None
    part: str


def no_clause(name: str, clauses: Mapping[str, str]) -> str:
    """The sentence for a name that is neither a clause nor a template."""
    close = nearest_of(name, list(clauses))
    hint = f"; did you mean '{close}'?" if close else ""
    return one_line(f"there is no clause or template '{name[:80]}'{hint}")


def check_size(source: str) -> None:
    """Refuse a template that would take long to compile; raises ForbiddenError."""
    if len(source) > SOURCE:
        raise ForbiddenError(f"the template is too long: more than {SOURCE // 1024} kB")
    if len(source) > PLAIN_SOURCE and header(source).is_plain:
        raise ForbiddenError(f"the paragraphs are too long: more than {PLAIN_SOURCE // 1024} kB")
    if source.count("{{") + source.count("{%") > TAGS:
        raise ForbiddenError(f"the template has more than {TAGS:,} tags")


def run(template: Template, variables: dict[str, Any]) -> str:
    """The template's text with these values; raises one of FAILURES."""
    return joined_counted(template.root_render_func(template.new_context(variables)))


def explain(failure: BaseException) -> LetterError:
    """What failed, in one sentence, and where."""
    line, part = _place(failure)
    text = _sentence(failure)
    if part:
        text = f"{part}, {text}"
    column = line.column if isinstance(line, template_parser.Place) else None
    number = None if line is None else int(line)
    return LetterError(text, number, column)


def _sentence(failure: BaseException) -> str:
    match failure:
        case RecursionError():
            return "it is nested too deeply, or calls itself without end"
        case MemoryError():
            return "it is nested too deeply, or too large"
        case ZeroDivisionError():
            return "division by zero"
        case TemplateSyntaxError():
            text = template_parser.sentence(failure.message or "")
        case SyntaxError():
            text = f"it cannot be compiled: {failure.msg}"
        case TemplateError():
            text = failure.message or ""
        case TypeError() if "not supported between" in str(failure):
            text = "only values of one kind can be compared"
        case TypeError() if "not iterable" in str(failure):
            text = "'in' needs a list or a text"
        case ArithmeticError():
            text = "this cannot be calculated"
        case _:
            text = str(failure)
    return one_line(text or type(failure).__name__)[:300]


def _place(failure: BaseException) -> Failure:
    """The line in the letter's own template, and the part it went wrong in."""
    if isinstance(failure, TemplateSyntaxError) and failure.name is None:
        return Failure(failure.lineno, "")
    line, part = None, ""
    trace = failure.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            here = template.get_corresponding_lineno(trace.tb_lineno)
            if template.name is None:
                line = here
            else:
                part = f"in '{template.name}' line {here}"
        trace = trace.tb_next
    if isinstance(failure, TemplateSyntaxError):
        part = f"in '{failure.name}' line {failure.lineno}"
    return Failure(line, part)


def _placed(one: Mistake, html: str, source: str) -> Mistake:
    """The mistake where it stands in the source; the lines of the two are the same."""
    from data.letters.paragraphs.tags_aside import same_tag

    lines, written = html.split("\n"), source.split("\n")
    if not one.column or not 0 < one.line <= min(len(lines), len(written)):
        return one
    place = same_tag(lines[one.line - 1], written[one.line - 1], one.column)
    return replace(one, column=place)


def _mistake(line: int, text: str, *, unknown: bool = False) -> Mistake:
    column = line.column if isinstance(line, template_parser.Place) else 0
    return Mistake(int(line), column, one_line(text)[:300], unknown)
