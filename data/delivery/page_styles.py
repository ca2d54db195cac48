"""The CSS of letters, for web pages and for printing."""

import re

from data.delivery import missing_letters
from data.delivery.delivery_records import DeliverableLetter, Letterhead

SERIF = (
    '"Source Serif 4", "Noto Serif", "Charter", "Liberation Serif", "DejaVu Serif", Georgia, serif'
)
"""Fonts for letters, the first of those that are there."""

_LETTER = """
.od-letter { font-size: 10.5pt; line-height: 1.4; color: #1a1a1a; overflow-wrap: break-word; }
.od-letter h1 { font-size: 13pt; line-height: 1.3; margin: 8mm 0 5mm; }
.od-letter h2 { font-size: 10.5pt; margin: 5.5mm 0 1.5mm; }
.od-letter h3, .od-letter h4, .od-letter h5, .od-letter h6 {
  font-size: 10.5pt; font-style: italic; font-weight: normal; margin: 4mm 0 1mm; }
.od-letter p, .od-letter ul, .od-letter ol, .od-letter dl, .od-letter blockquote {
  margin: 0 0 2.8mm; }
.od-letter header { min-height: 18mm; margin-bottom: 6mm; }
.od-letter li { margin-bottom: 1mm; }
.od-letter blockquote { margin-left: 6mm; padding-left: 4mm; border-left: 1.5pt solid #bbb; }
.od-letter pre { white-space: pre-wrap; font-size: 9pt; }
.od-letter a { color: inherit; }
.od-letter hr { border: 0; border-top: 0.6pt solid #999; margin: 5mm 0; }
.od-letter table { border-collapse: collapse; width: 100%; margin: 2mm 0 4mm; }
.od-letter th, .od-letter td {
  text-align: left; vertical-align: top; padding: 1.2mm 4mm 1.2mm 0;
  border-bottom: 0.4pt solid #ccc; }
.od-letter th { border-bottom: 0.8pt solid #666; }
.od-letter caption { text-align: left; font-style: italic; padding-bottom: 1mm; }
.od-letter table.signatures { margin-top: 4mm; table-layout: fixed; }
.od-letter table.signatures td, .od-letter table.signatures th {
  border: 0; padding: 0 10mm 1.5mm 0; }
.od-letter hr.signature { border-top: 0.6pt solid #333; margin: 9mm 0 1mm; max-width: 75mm; }
.od-letter span.date:empty { display: inline-block; width: 40mm; border-bottom: 0.4pt solid #999; }
.od-letter [align="right"] { text-align: right; }
.od-letter [align="center"], .od-letter center { text-align: center; }
.od-letter [align="left"] { text-align: left; }
.od-letter [dir="rtl"] { direction: rtl; text-align: right; }
.od-letter [dir="ltr"] { direction: ltr; }
.od-letter mark { background: #fff3b0; color: inherit; }
.od-letter mark.unset { background: #ffe08a; outline: 0.6pt dashed #9a6b00; font-weight: bold; }
.od-letter .od-one { white-space: nowrap; }
.od-letter small { font-size: 8.5pt; }
.od-logo { float: right; margin: 0 0 5mm 8mm; }
.od-logo img, .od-letter img.logo { max-width: 62mm; max-height: 20mm; }
.od-letter img.logo { float: right; margin: 0 0 5mm 8mm; }
.od-letter img.signature { display: block; max-width: 60mm; height: 14mm; object-fit: contain;
  object-position: left bottom; }
.od-letter img.signature + hr.signature { margin-top: 0; }
.od-mark { color: #8a1c1c; font: bold 9pt sans-serif; }
.od-foot { color: #555; font-size: 7.5pt; line-height: 1.35; white-space: pre-line; }
"""

_BREAKS = """
.od-letter h1, .od-letter h2, .od-letter h3, .od-letter h4 { break-after: avoid; }
.od-letter p, .od-letter li { orphans: 2; widows: 2; }
.od-letter tr, .od-letter table.signatures, .od-letter figure { break-inside: avoid; }
.od-letter table:not(:has(tr:nth-child(9))), .od-letter tbody:not(:has(tr:nth-child(5))) {
  break-inside: avoid; }
.od-letter tr:first-child, .od-letter tr:nth-last-child(2) { break-after: avoid; }
.od-letter p:has(+ table.signatures), .od-letter p:has(+ hr.signature) { break-after: avoid; }
.od-letter hr.signature { break-before: avoid; break-after: avoid; }
.od-letter p.closing { break-before: avoid; break-after: avoid; }
.od-letter thead { display: table-header-group; }
.od-letter table.signatures { break-before: avoid; }
.od-letter .page-break { break-before: page; }
"""

_SCREEN = """
html { background: #e9e9e7; color-scheme: light; }
body { margin: 0; padding: 4vh 2vw; }
.od-mark, .od-letter, .od-foot {
  background: #fff; max-width: 166mm; margin: 0 auto; padding: 0 22mm; }
.od-letter { padding-top: 22mm; padding-bottom: 18mm; }
.od-letter::after { content: ""; display: block; clear: both; }
.od-mark { padding-top: 5mm; padding-bottom: 1mm; }
.od-foot { padding-bottom: 12mm; }
.od-letter .page-break { border-top: 1px dashed #999; margin-top: 8mm; padding-top: 8mm; }
.od-letter details::details-content { content-visibility: visible; display: block; }
@media (max-width: 600px) {
  .od-mark, .od-letter, .od-foot { padding-left: 6vw; padding-right: 6vw; } }
"""

_PRINT = """
html { background: #fff; }
body { padding: 0; display: table; width: 100%; }
.od-mark, .od-letter, .od-foot { max-width: none; padding: 0; margin: 0; }
.od-mark { display: table-caption; text-align: left; }
.od-letter { display: table-row-group; }
.od-foot { display: table-footer-group; break-inside: avoid; }
.od-foot::before { content: ""; display: block; height: 6mm; }
.od-letter .page-break { border: 0; margin: 0; padding: 0; }
"""


_FIELDS = """
.od-signature, .od-date { appearance: auto; display: block; border: 0; font: 9pt monospace; }
.od-signature { width: 75mm; height: 11mm; position: absolute; margin-top: -2mm; }
.od-date { width: 40mm; height: 5mm; }
.od-date { display: inline-block; vertical-align: middle; border-bottom: 0.4pt solid #999; }
.od-anchor { position: absolute; color: #fff; font: 7pt sans-serif;
  font-variant-ligatures: none; white-space: nowrap; }
"""


def for_web(letter: DeliverableLetter) -> str:
    """The styles of a page that stands alone, for the screen and for printing it."""
    paper, family = letter.paper, _family(letter)
    return (
        f"@page {{ size: {paper.size}; margin: 20mm 22mm 18mm 25mm; }}\n"
        f"@page {{ @bottom-right {{ content: counter(page) ' / ' counter(pages);"
        f" font: 8pt {SERIF}; color: #555; }} }}\n"
        f"body {{ font-family: {family}; }}\n{_LETTER}{_SCREEN}"
        f"@media print {{{_PRINT}{_BREAKS}}}\n"
    )


def for_pages(letter: DeliverableLetter) -> str:
    """The styles of a PDF: what stands at the top and foot of its pages is in the margins."""
    paper, family = letter.paper, _family(letter)
    small = f"font: 7.5pt/1.35 {family}; color: #555; white-space: pre-line;"
    running = paper.header or " · ".join(filter(None, (letter.company, letter.candidate)))
    first = "" if paper.header else "@page :first { @top-left { content: none; } }\n"
    if paper.letterhead is not None:
        running, first = paper.header, _on_letterhead(paper.letterhead)
    mark = f"content: {css_text(letter.mark)}; color: #8a1c1c; font: bold 9pt sans-serif;"
    return (
        f"@page {{ size: {paper.size}; margin: 22mm 22mm 25mm 25mm;\n"
        f" @top-left {{ content: {css_text(running)}; {small} width: 75%; }}\n"
        f" @top-right {{ {mark if letter.mark else 'content: none;'} }}\n"
        f" @bottom-left {{ content: {css_text(paper.footer)}; {small} width: 80%;"
        " vertical-align: top; padding-top: 6mm; }\n"
        f" @bottom-right {{ content: counter(page) ' / ' counter(pages); {small}"
        " text-align: right; vertical-align: top; padding-top: 6mm; } }\n"
        f"body {{ margin: 0; font-family: {family}; }}\n{_LETTER}{_BREAKS}{_FIELDS}"
        f"{first}"
    )


def _on_letterhead(under: Letterhead) -> str:
    """The room that a letterhead needs; it stands in place of the head that the letter writes."""
    others = under.top if under.pages == 1 else under.next_top
    return (
        f"@page {{ margin-top: {others}mm; margin-bottom: {under.bottom}mm; }}\n"
        f"@page :first {{ margin-top: {under.top}mm; }}\n"
        ".od-letter header.letterhead, .od-logo { display: none; }\n"
    )


def css_text(text: str) -> str:
    """Text as a string of CSS: nothing in it can end the string or the sheet."""
    return '"' + re.sub(r"[^\w .,;:·–/+-]", _escaped, text) + '"'


def _escaped(match: re.Match[str]) -> str:
    return f"\\{ord(match[0]):x} "


def _family(letter: DeliverableLetter) -> str:
    """The fonts for a letter: what the first ones lack comes from those behind them."""
    paper = letter.paper
    words = (letter.html, letter.candidate, letter.company, paper.footer, paper.header)
    others = missing_letters.fallback(letter.language, "".join(words))
    behind = "".join(f'"{family}", ' for family in others)
    own = f"{css_text(paper.font)}, " if paper.font else ""
    return f"{own}{SERIF.removesuffix('serif')}{behind}serif"
