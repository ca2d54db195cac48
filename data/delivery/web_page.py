"""Renders a letter as a self-contained web page: styles inline, nothing fetched or active."""

from base64 import b64encode
from hashlib import sha256
from html import escape

from data.delivery import page_styles
from data.delivery.delivery_records import DeliverableLetter
from data.values.text import one_line, plain
from data.version import __version__

BEGIN, END = "<!--letter-->", "<!--/letter-->"
"""Between these a page has the letter itself, byte for byte; its SHA-256 is in the head."""


def page(letter: DeliverableLetter) -> str:
    """The letter as a page for the screen, for printing and to keep."""
    logo = letter.paper.logo
    return _page(letter, page_styles.for_web(letter.paper), logo.uri if logo else "", foot=True)


def page_for_mail(letter: DeliverableLetter, logo: str) -> str:
    """The letter as the HTML of an email; `logo` is the address of the picture in the email."""
    return _page(letter, page_styles.for_web(letter.paper), logo, foot=True)


def page_for_pdf(letter: DeliverableLetter) -> str:
    """The letter as the PDF is made of it: the foot of the page and the mark are in the margins."""
    logo = letter.paper.logo
    return _page(letter, page_styles.for_pages(letter), logo.uri if logo else "", foot=False)


def _page(letter: DeliverableLetter, style: str, logo: str, *, foot: bool) -> str:
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{_text(letter.language)}">',
            "<head>",
            *_head(letter, style, logo),
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *([f'<p class="od-mark">{_text(letter.mark)}</p>'] if foot and letter.mark else []),
            '<main class="od-letter">',
            *([_logo(letter, logo)] if logo else []),
            f"{BEGIN}{letter.html}{END}",
            "</main>",
            *([_foot(letter.paper.footer)] if foot and letter.paper.footer else []),
            "</body>",
            "</html>",
            "",
        )
    )


def _head(letter: DeliverableLetter, style: str, logo: str) -> tuple[str, ...]:
    """What is said about the page; the policy lets in its own style and logo, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    pictures = f"img-src {logo.partition(':')[0]}:" if logo else "img-src 'none'"
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
