"""Templates that try to get out of the sandbox, or to use up time or memory, by what they try.

`python hostile_letters.py` renders and checks all of them in a process that may not take more
memory than MEMORY above what it has at the start, and prints a line of JSON for each.
"""

import json
import resource
import sys
import time
from pathlib import Path

MEMORY = 100 * 1024 * 1024
"""How much more memory the process may take than it has when the first letter is made, in bytes."""

NINES = "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}"
LONG = "{% set s %}" + "x" * 100_000 + "{% endset %}"
DOUBLE = "{% set x = 'aaaaaaaaaa' %}"

REACHING: dict[str, str] = {
    "class": "{{ ''.__class__ }}",
    "class by item": "{{ ''['__class__'] }}",
    "class by escaped letters": r"{{ ''['\x5f\x5fclass\x5f\x5f'] }}",
    "class by unicode escapes": r"{{ ''['\u005f\u005fclass\u005f\u005f'] }}",
    "class put together": "{{ ''['__cla' ~ 'ss__'] }}",
    "class by slices": "{{ ''['__ssalc__'[::-1]] }}",
    "class of a group": "{{ candidate.__class__.__mro__ }}",
    "base classes": "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "slots of a group": "{{ candidate.values }}{{ candidate._values }}",
    "slots by item": "{{ candidate['__slots__'] }}",
    "globals of range": "{{ range.__globals__ }}",
    "globals of cycler": "{{ cycler.__init__.__globals__ }}",
    "globals of lipsum": "{{ lipsum.__globals__['os'] }}",
    "globals of a missing name": "{{ nothing.__init__.__globals__ }}",
    "globals of joiner": "{{ joiner.__init__.__globals__.os.popen('id').read() }}",
    "globals of namespace": "{{ namespace.__init__.__globals__ }}",
    "context of self": "{{ self._TemplateReference__context }}",
    "globals of self": "{{ self.__init__.__globals__ }}",
    "self": "{{ self }}",
    "dict of self": "{{ self.__dict__ }}",
    "iterator of a loop": "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
    "init of a loop": "{% for x in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "a loop itself": "{% for x in [1] %}{{ loop }}{% endfor %}",
    "loop.changed": "{% for x in [1] %}{{ loop.changed(1) }}{% endfor %}",
    "function of a macro": "{% macro m() %}{% endmacro %}{{ m._func }}",
    "a macro itself": "{% macro m() %}{% endmacro %}{{ m }}",
    "caller": "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "kwargs": "{% macro m() %}{{ kwargs.items() }}{% endmacro %}{{ m(a=1) }}",
    "varargs": "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "kwargs written": "{% macro m() %}{{ kwargs }}{% endmacro %}{{ m(a=1) }}",
    "str.format": "{{ '{0.__class__}'.format(1) }}",
    "str.format_map": "{{ '{0.__class__}'.format_map({'a': 1}) }}",
    "str.format by item": "{{ ''['format'](1) }}",
    "str.join": "{{ ''.join(['a']) }}",
    "str.encode": "{{ 'a'.encode() }}",
    "Markup": "{% set x %}<b>{% endset %}{{ x.unescape() }}",
    "Markup.format": "{% set x %}{0.__class__}{% endset %}{{ x.format(1) }}",
    "filter format": "{{ '%s' | format(1) }}",
    "filter attr": "{{ candidate | attr('__class__') }}",
    "filter map": "{{ [1] | map(attribute='__class__') | list }}",
    "filter map by name": "{{ [1] | map('upper') }}",
    "filter sort": "{{ [1] | sort(attribute='__class__') }}",
    "filter groupby": "{{ [1] | groupby('__class__') }}",
    "filter select": "{{ [1] | selectattr('__class__') | list }}",
    "filter unique": "{{ [1] | unique(attribute='__class__') }}",
    "filter sum": "{{ [1] | sum(attribute='__class__') }}",
    "filter safe": "{{ 'a' | safe }}",
    "filter tojson": "{{ 'a' | tojson }}",
    "filter xmlattr": "{{ {'a': 1} | xmlattr }}",
    "filter pprint": "{{ candidate | pprint }}",
    "filter of the checker": "{{ [1] | %counted }}",
    "filter by call": "{{ [1] | list(*[1]) }}",
    "test in": "{{ 1 is in([1]) }}",
    "test sameas": "{{ 1 is sameas(1) }}",
    "dictionary": "{{ {'a': 1} }}",
    "namespace": "{% set ns = namespace() %}{% set ns.x = 1 %}",
    "import": "{% import '_layout.html' as x %}",
    "do": "{% do [1].append(2) %}",
    "append": "{{ [1].append(2) }}",
    "debug": "{% debug %}",
    "trans": "{% trans %}x{% endtrans %}",
    "async": "{% for x in [1] async %}{% endfor %}",
    "await": "{{ await range(1) }}",
    "autoescape": "{% autoescape false %}<b>{% endautoescape %}",
    "loop vars": "{% macro m() %}{% endmacro %}{{ m(_loop_vars=1, _block_vars=[1][9]) }}",
    "arguments with a star": "{{ range(*[1, 2]) }}",
    "arguments with two stars": "{% macro m() %}{{ m(**kwargs) }}{% endmacro %}{{ m(a=1) }}",
    "calling a text": "{{ 'a'() }}",
    "calling a group": "{{ candidate() }}",
    "calling a filter": "{{ money(1) }}{{ [][0] }}",
    "file": "{% include '/etc/passwd' %}",
    "file above": "{% include '../../../etc/passwd' %}",
    "file of the package": "{% include '__init__.py' %}",
    "file by extends": "{% extends 'file:///etc/passwd' %}",
    "address": "{% include 'https://example.com/x.html' %}",
    "file as a locale": "{{ today | date(locale='../../../../etc/passwd') }}",
    "locale of any name": "{{ today | date(locale='root') }}",
}
"""Everything that reaches for what is not a value of the letter; each must end in an error."""

USING_UP: dict[str, str] = {
    "text times": "{{ 'x' * 10**8 }}",
    "text times a number": "{{ 'x' * 100000000 }}",
    "list times": "{{ [1] * 100000000 }}",
    "power": "{{ 2 ** 999999999 }}",
    "per cent": "{{ '%1000000000d' % 1 }}",
    "per cent by a test": "{{ '%1000000000d' is odd }}",
    "per cent by the other test": "{{ '%1000000000d' is even }}",
    "filter center": "{{ 'x' | center(10**9) }}",
    "filter indent": "{{ 'x\ny' | indent(100000000) }}",
    "filter replace": "{{ 'xxxx' | replace('', 'y' ) }}",
    "filter wordwrap": "{{ 'x' | wordwrap(1) }}",
    "filter batch": "{{ [1] | batch(100000000, 1) | list }}",
    "filter slice": "{{ [1] | slice(100000000) | list }}",
    "filter round": "{{ 1 | round(10**9) }}",
    "lipsum": "{{ lipsum(100000000) | length }}{{ [][0] }}",
    "long number": "{{ 9" + "9" * 5000 + " }}",
    "long hexadecimal number": "{{ 0x" + "f" * 200_000 + " }}",
    "long decimal number": "{{ 1." + "9" * 200_000 + " }}",
    "exponent": "{{ 1e999999999 }}",
    "squares": "{% set x = 9 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
    "squared amounts": "{% set x = offer.salary %}" + "{% set x = x * 9999999 %}" * 9 + "{{ x }}",
    "doubled by ~": DOUBLE + "{% set x = x ~ x %}" * 40 + "{{ x }}",
    "doubled by +": DOUBLE + "{% set x = x + x %}" * 40 + "{{ x }}",
    "doubled by join": DOUBLE + "{% set x = [x, x] | join %}" * 40 + "{{ x }}",
    "doubled by list": DOUBLE + "{% set x = [x, x] | list %}" * 40 + "{{ x }}",
    "joined by itself": DOUBLE + "{% set x = [x, x, x] | join(x) %}" * 20 + "{{ x }}",
    "doubled by set": DOUBLE + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "doubled by escapes": "{% set x = '&' %}"
    + "{% set x %}{{ x ~ '' }}{{ x | lines }}{% endset %}" * 30,
    "doubled by a filter block": DOUBLE
    + "{% set x %}{% filter upper %}{{ x }}{{ x }}{% endfilter %}{% endset %}" * 30,
    "lists in lists": "{% set x = ['a'] %}" + "{% set x = [x, x] %}" * 40 + "{{ x }}",
    "lists in lists compared": "{% set x = ['a'] %}"
    + "{% set x = [x, x] %}" * 40
    + "{{ x | length == x }}",
    "doubled by macros": "{% macro d(x) %}{{ x }}{{ x }}{% endmacro %}"
    + "{{ "
    + "d(" * 20
    + "'aaaa'"
    + ")" * 20
    + " }}",
    "a macro without end": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "two macros without end": "{% macro a() %}{{ b() }}{% endmacro %}"
    "{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a macro that branches": "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}"
    "{% endmacro %}{{ m(60) }}",
    "a caller without end": "{% macro m() %}{{ caller() }}{% call m() %}x{% endcall %}"
    "{% endmacro %}{% call m() %}x{% endcall %}",
    "a loop that calls itself": "{% for x in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}",
    "a block that calls itself": "{% block a %}{{ self.a() }}{% endblock %}",
    "a clause that includes itself": "{% include 'itself' %}",
    "clauses that include each other": "{% include 'one' %}",
    "clauses that branch": "{% include 'branch 0' %}",
    "layouts that extend each other": "{% extends 'layout one' %}",
    "a clause with long code": "{% include 'long' %}",
    "a range": "{% for x in range(100000000) %}{% endfor %}",
    "a range backwards": "{% for x in range(100000000, 0, -1) %}{% endfor %}",
    "ranges in ranges": "{% for x in range(999) %}" * 4 + "x" + "{% endfor %}" * 4,
    "loops in loops": NINES * 12 + "x" + "{% endfor %}" * 12,
    "too many loops in loops": NINES * 30 + "x" + "{% endfor %}" * 30,
    "loops without words": "{% for x in range(999) %}" * 6 + "{% endfor %}" * 6,
    "much text in a loop": "{% for x in range(999) %}{% set y %}" + "x" * 9999 + "{% endset %}"
    "{% endfor %}",
    "slices": LONG + "{{ [" + "s[1:]," * 2000 + "] | length }}",
    "slices in a loop": LONG + "{% for i in range(999) %}{% set a = s[1:] %}{% endfor %}",
    "slices of lists": "{% set x = ["
    + "1," * 5_000
    + "] %}{{ ["
    + "x[1:]," * 1500
    + "] | length }}",
    "capitals": LONG + "{{ [" + "s|upper," * 2000 + "] | length }}",
    "joins of nothing": "{% set x = [" + "''," * 5_000 + "] %}" + "{{ x | join }}" * 1500,
    "lists written": "{% set x = [" + "''," * 5_000 + "] %}" + "{{ x }}" * 1500,
    "lists compared": "{% set x = ["
    + "1," * 5_000
    + "] %}"
    + "{{ "
    + "~".join(["(x == x)"] * 900)
    + "}}{{ [][0] }}",
    "long texts searched": LONG
    + "{% set t %}"
    + "x" * 60_000
    + "y{% endset %}{{ "
    + "~".join(["(t in s)"] * 2400)
    + "}}{{ [][0] }}",
    "brackets": "{{ " + "(" * 5000 + " }}",
    "lists opened": "{{ " + "[" * 5000 + " }}",
    "not not": "{{ " + "not " * 5000 + "1 }}",
    "minus minus": "{{ " + "-" * 5000 + "1 }}",
    "a long sum": "{{ " + "1 + " * 5000 + "1 }}",
    "a long chain": "{{ a" + ".b" * 5000 + " }}",
    "a long chain of filters": "{{ 'a'" + " | upper" * 5000 + " }}",
    "conditions in conditions": "{% if 1 %}" * 2000 + "{% endif %}" * 2000,
    "inline conditions": "{{ " + "1 if 1 else " * 3000 + "1 }}",
    "many tags": "{{ a }}" * 20_000,
    "many comments": "{##}" * 60_000,
    "many names in conditions": "".join(f"{{% set v{n} = 1 %}}" for n in range(1000))
    + "{% if 1 %}{% endif %}" * 900,
    "words without end": "{{ [" + "1," * 100_000 + "] }}",
    "a long name": "{{ " + "a" * 200_000 + " | " + "b" * 50_000 + " }}",
    "much text": "x" * 300_000,
    "spaces in a tag": "{% " + " " * 200_000,
    "a text never closed": "{{ '" + "x" * 200_000,
    "half open tags": "{{{" * 80_000,
    "locales": "".join(
        f"{{{{ today | date(locale='{tag}') }}}}" for tag in ("de", "fr", "it", "es", "pt", "nl")
    ),
    "far away days": "{{ today | plus(years=10**9) }}",
    "many days": "{{ today | plus(days=999999999999) }}",
}
"""Everything that would take long, or much memory; each must end in an error, and soon."""

LARGE: dict[str, str] = {
    "conditions in a row": "{% if 1 %}" + "{% elif 1 %}" * 2900 + "{% endif %}",
    "many macros": "".join(
        f"{{% macro m{n}(a, b) %}}{{{{ a }}}}{{% endmacro %}}" for n in range(390)
    ),
    "many blocks": "".join(f"{{% block b{n} %}}{{% endblock %}}" for n in range(1450)),
    "many names": "".join(f"{{% set v{n} = 1 %}}" for n in range(390))
    + "{% if 1 %}{% set v0 = 1 %}{% else %}{% endif %}" * 640,
    "many unknown names": "".join(f"{{{{ name{n} }}}}" for n in range(399)),
    "many names of fields": "".join(f"{{{{ fields.name{n} }}}}" for n in range(2990)),
    "many values": "{{ offer.salary }}" * 2990,
    "many slices": "{% set s %}" + "x" * 400 + "{% endset %}" + "{{ s[1:] | length }}" * 1000,
    "many notes": "{##}" * 8_000,
    "text as long as it may be": "x" * 250_000,
    "an unset name of great length": "{{ fields." + "a" * 200_000 + " }}",
    "open elements": "<p>" + "".join(f"<b class=x{n}>" for n in range(900)) + "</p><p>x" * 15_000,
    "open elements of one kind": "<p>" + "<b>" * 900 + "</p><p>x" * 15_000,
    "brackets of elements": "<" * 250_000,
    "ampersands": "&" * 250_000,
}
"""What is large and odd, but allowed: it becomes a letter, and soon."""

CLAUSES = {
    "itself": "{% include 'itself' %}",
    "one": "{% include 'two' %}",
    "two": "{% include 'one' %}",
    **{
        f"branch {n}": f"{{% include 'branch {n + 1}' %}}{{% include 'branch {n + 1}' %}}"
        for n in range(40)
    },
    "branch 40": "x",
    "layout one": "{% extends 'layout two' %}",
    "layout two": "{% extends 'layout one' %}",
    "long": "{{ [" + "1," * 100_000 + "] }}",
}
EVERYTHING = REACHING | USING_UP | LARGE


def bound_memory() -> None:
    """From now on the process gets MEMORY more than it has; only Linux says what it has."""
    status = Path("/proc/self/status")
    if status.exists():
        sizes = dict(line.split(":", 1) for line in status.read_text().splitlines())
        taken = int(sizes["VmSize"].split()[0]) * 1024
        resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, -1))


def main() -> None:
    """Try what standard input names, one after the other, in this process with bounded memory."""
    from support.letter_making import INPUTS, check, render

    from data.letters.language import render_limits

    render("{{ today | date(locale='nl') }}{{ nothing }}", INPUTS)
    bound_memory()
    limit = render_limits.SECONDS
    for name in json.load(sys.stdin):
        source = EVERYTHING[name]
        # whether a large letter is one must not depend on how fast the machine is
        render_limits.SECONDS = 10 * limit if name in LARGE else limit
        started = time.thread_time()
        made = render(source, INPUTS, CLAUSES)
        rendered = time.thread_time()
        if name not in REACHING:
            check(source, CLAUSES)
        checked = time.thread_time()
        said = made.error.sentence if made.error else ""
        times = (rendered - started, checked - rendered)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps([name, said, *times, peak]), flush=True)


if __name__ == "__main__":
    sys.path[:0] = [sys.argv[1], sys.argv[2]]
    main()
