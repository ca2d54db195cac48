"""Puts pictures into a letter on its way out.

A letter names the places of its pictures, `<img class="signature" alt="…">`, and nothing else: what
is stored, hashed and compared has no picture in it, and a letter cannot name any other.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

ATTRIBUTES = r'((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)'
"""The attributes of a tag in a letter, as a pattern."""
_IMAGE = re.compile(rf"<img{ATTRIBUTES}\s*/?>")
_CLASSES = re.compile(r'\bclass="([^"]*)"')


def with_addresses(html: str, addresses: Mapping[str, str]) -> str:
    """The letter with an address at each place whose picture has one."""

    def with_address(name: str, image: str) -> str:
        return f'<img src="{escape(addresses[name])}"{image[4:]}'

    return replaced(html, addresses, with_address)


def replaced(html: str, known: Mapping[str, object], replacement: Callable[[str, str], str]) -> str:
    """The letter with something else at the places of known pictures; given are name and tag."""

    def filled(match: re.Match[str]) -> str:
        name = _name(match[1])
        return replacement(name, match[0]) if name in known else match[0]

    return _IMAGE.sub(filled, html)


def names(html: str) -> frozenset[str]:
    """The pictures that a letter has a place for."""
    return frozenset(filter(None, (_name(match[1]) for match in _IMAGE.finditer(html))))


def classes(attributes: str) -> set[str]:
    """The classes that the attributes of a tag say."""
    found = _CLASSES.search(attributes)
    return set(found[1].split()) if found else set()


def _name(attributes: str) -> str:
    """Which picture a place is for, by its classes; empty for none that letters know."""
    named = classes(attributes)
    if "logo" in named:
        return "logo"
    if "signature" in named:
        return "second_signature" if "second" in named else "signature"
    return ""
