"""Reads XML that may come from anybody as a tree: within limits, and without any entity."""

from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

TOO_MUCH, ENTITIES, DAMAGED = "it has too many parts", "it declares entities", "it is damaged"
"""Why a text is not read."""


class XmlError(ValueError):
    """The text is no XML that is read; it is one of the reasons above."""


class Limits(NamedTuple):
    """How deep elements may be in one another, how many may be, whether a type may be named."""

    deepest: int
    elements: int
    doctype: bool = True


def tree(data: bytes, limits: Limits, named: Callable[[str], str]) -> Element:
    """The text as a tree; `named` makes names of "namespace local". Raises XmlError."""
    builder, depth, elements = TreeBuilder(), 0, 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > limits.deepest or elements > limits.elements:
            raise XmlError(TOO_MUCH)
        builder.start(named(tag), {named(key): one for key, one in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(named(tag))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = _refuse_entities
    if not limits.doctype:
        parser.StartDoctypeDeclHandler = _refuse_entities
    try:
        parser.Parse(data, True)
    except XmlError:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:  # an encoding that there is not
        raise XmlError(DAMAGED) from error
    return builder.close()


def _refuse_entities(*_: object) -> None:
    raise XmlError(ENTITIES)
