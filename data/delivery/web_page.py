"""Renders a letter as a self-contained web page: styles inline, nothing fetched or active."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from html import escape

from data.delivery import page_styles, pictures_in_letters, signing, table_heads
from data.delivery.delivery_records import DeliverableLetter, Picture
from data.letters.layout.kept_together import kept_together
from data.values.text import one_line, plain
from data.version import __version__

BEGIN, END = "<!--letter-->", "<!--/letter-->"
"""Between these a page has the letter itself; its SHA-256 is in the head.

It is there byte for byte, but for the addresses (`src`) of its pictures, and for what keeps amounts
and days on a line: U+00A0 for a space, and `span class="od-one"`.
"""


def page(letter: DeliverableLetter) -> str:
    """The letter as a page for the screen, for printing and to keep."""
    return _page(letter, page_styles.for_web(letter), _inside(letter), foot=True)


def page_for_mail(letter: DeliverableLetter, addresses: Mapping[str, str]) -> str:
    """The letter as the HTML of an email; `addresses` are those of its pictures in the email."""
    return _page(letter, page_styles.for_web(letter), addresses, foot=True)


def page_for_pdf(letter: DeliverableLetter) -> str:
    """The letter as the PDF is made of it: the foot of the page and the mark are in the margins."""
    html = table_heads.with_heads(signing.prepared(letter, letter.paper.signing))
    signed = replace(letter, html=html)
    return _page(signed, page_styles.for_pages(letter), _inside(letter), foot=False)


def used(letter: DeliverableLetter) -> dict[str, Picture]:
    """The pictures of the paper that the letter shows: those it has a place for, and the logo."""
    wanted = pictures_in_letters.names(letter.html) | {"logo"}
    return {name: one for name, one in letter.paper.pictures if name in wanted}


def _inside(letter: DeliverableLetter) -> dict[str, str]:
    """Pictures as addresses of themselves, so that nothing has to be fetched."""
    return {name: picture.uri for name, picture in used(letter).items()}


def _page(
    letter: DeliverableLetter, style: str, addresses: Mapping[str, str], *, foot: bool
) -> str:
    has_place = "logo" in pictures_in_letters.names(letter.html)
    logo = "" if has_place else addresses.get("logo", "")
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{_text(letter.language)}">',
            "<head>",
            *_head(letter, style, next(iter(addresses.values()), "")),
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *([f'<p class="od-mark">{_text(letter.mark)}</p>'] if foot and letter.mark else []),
            '<main class="od-letter">',
            *([_logo(letter, logo)] if logo else []),
            f"{BEGIN}{_on_its_way(letter, addresses)}{END}",
            "</main>",
            *([_foot(letter.paper.footer)] if foot and letter.paper.footer else []),
            "</body>",
            "</html>",
            "",
        )
    )


def _on_its_way(letter: DeliverableLetter, addresses: Mapping[str, str]) -> str:
    """The letter with its pictures, and with spaces that do not break where none may."""
    return pictures_in_letters.with_addresses(kept_together(letter.html), addresses)


def _head(letter: DeliverableLetter, style: str, picture: str) -> tuple[str, ...]:
    """What is said about the page; the policy lets in its own style and pictures, nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    pictures = f"img-src {picture.partition(':')[0]}:" if picture else "img-src 'none'"
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"style-src-elem 'sha256-{digest}'; style-src-attr 'unsafe-inline'; {pictures}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta name="generator" content="offerdesk {__version__}">',
        f'<meta name="author" content="{_text(letter.company)}">',
        f'<meta name="description" content="{_text(letter.subject)}">',
        f'<meta name="offerdesk-letter-sha256" content="{letter.sha256}">',
        f"<title>{_text(letter.title)}</title>",
    )


def _logo(letter: DeliverableLetter, address: str) -> str:
    words = _text(letter.company) or "Logo"
    return f'<div class="od-logo"><img src="{escape(address)}" alt="{words}"></div>'


def _foot(text: str) -> str:
    return f'<footer class="od-foot">{escape(plain(text))}</footer>'


def _text(text: str) -> str:
    return escape(one_line(text))
