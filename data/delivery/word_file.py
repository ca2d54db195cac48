"""Makes a letter a .docx, so that it can be handed on: with its pictures, its foot, its mark."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from data.delivery import pictures_in_letters, table_heads, web_page
from data.delivery.delivery_records import DeliverableLetter, Picture
from data.delivery.word_xml import BULLETS, PLACE, WordBody, safe
from data.letters.foreign.html_reader import read_html
from data.letters.layout.kept_together import NO_BREAK, kept_together
from data.values.text import REPLACEMENT

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:a="{_DRAWING}/main" '
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:pic="{_DRAWING}/picture"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SIZES = {"A4": (11906, 16838), "Letter": (12240, 15840)}
"""Papers in twentieths of a point."""
_RTL = frozenset(("ar", "fa", "he", "ur", "yi"))
_OUTSIDE = ' TargetMode="External"'
_EMU = 9525
"""Units of Word in a pixel."""
_BOXES = {"logo": (220, 75), "signature": (220, 55), "second_signature": (220, 55)}
"""Pixels that pictures may be wide and high."""
NO_SVG = "Word files carry no SVG: such a picture is not in this one."
NO_LETTERHEAD = "Word files carry no letterhead of a PDF: its pages are not under this one."
_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = (
    ("word/document.xml", "document.main"), ("word/styles.xml", "styles"),
    ("word/numbering.xml", "numbering"), ("word/header1.xml", "header"),
    ("word/footer1.xml", "footer"),
)  # fmt: skip
_SMALL = '<w:rPr><w:sz w:val="16"/></w:rPr>'
_DATE = re.compile(r'<span class="date[^"<>]*">\s*</span>')
_DAY = f'<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>{NO_BREAK * 28}</w:t></w:r>'
"""A line to write a date on."""
_HEADINGS = (28, 24, 22, 22, 22, 22)
"""The sizes of headings in halves of a point."""


def make(letter: DeliverableLetter) -> bytes:
    """The letter as a .docx; the same letter gives the same bytes."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in _parts(letter):
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return file.getvalue()


def _parts(letter: DeliverableLetter) -> Iterator[tuple[str, bytes]]:
    pictures = {name: one for name, one in web_page.used(letter).items() if one.type != "svg"}
    drawn = {name: _drawing(name, one, letter.company) for name, one in pictures.items()}
    body = WordBody(
        is_rtl=letter.language.partition("-")[0] in _RTL, drawings=(*drawn.values(), _DAY)
    )
    words = "".join(
        body.blocks(read_html(_with_places(_prepared(letter.html), tuple(drawn))).blocks)
    )
    logo = f"<w:p>{drawn['logo']}</w:p>" if "logo" in drawn else ""
    document = f"{logo}{words}{_section(letter)}"
    yield "[Content_Types].xml", _xml(_types(pictures))
    yield "_rels/.rels", _xml(_relations([("officeDocument", "main", "word/document.xml")]))
    yield (
        "word/document.xml",
        _xml(f"<w:document {_SPACES}><w:body>{document}</w:body></w:document>"),
    )
    yield "word/styles.xml", _xml(_styles(letter))
    yield "word/numbering.xml", _xml(_numbering(body.lists))
    yield "word/header1.xml", _xml(f"<w:hdr {_SPACES}>{_header(letter)}</w:hdr>")
    yield "word/footer1.xml", _xml(f"<w:ftr {_SPACES}>{_footer(letter)}</w:ftr>")
    yield "word/_rels/document.xml.rels", _xml(_document_relations(body.links, pictures))
    for name, picture in pictures.items():
        yield f"word/media/{name}.{picture.type}", picture.data


def note(letter: DeliverableLetter) -> str:
    """What a Word file of the letter lacks; empty when nothing is."""
    has_svg = any(one.type == "svg" for one in web_page.used(letter).values())
    without = (NO_SVG if has_svg else "", NO_LETTERHEAD if letter.paper.letterhead else "")
    return " ".join(filter(None, without))


def _prepared(html: str) -> str:
    return kept_together(table_heads.with_heads(html))


def _with_places(html: str, names: tuple[str, ...]) -> str:
    """The letter with a sign of its own at the places of pictures and of dates.

    The logo stands above it.
    """
    known = {name: chr(PLACE + at) for at, name in enumerate(names)}
    for sign in (*known.values(), chr(PLACE + len(names))):
        html = html.replace(sign, REPLACEMENT)
    known["logo"] = ""
    html = _DATE.sub(chr(PLACE + len(names)), html)
    return pictures_in_letters.replaced(html, known, lambda name, _: known[name])


def _xml(text: str) -> bytes:
    return f"{_HEAD}{text}".encode()


def _types(pictures: Mapping[str, Picture]) -> str:
    parts = "".join(
        f'<Override PartName="/{name}" ContentType="{_PARTS}{kind}+xml"/>' for name, kind in _KINDS
    )
    endings = sorted({picture.type for picture in pictures.values()})
    pictured = "".join(f'<Default Extension="{one}" ContentType="image/{one}"/>' for one in endings)
    known = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    known += 'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{known}{pictured}{parts}</Types>'


def _relations(found: list[tuple[str, str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{safe(target)}"'
        f"{_OUTSIDE if kind == 'hyperlink' else ''}/>"
        for kind, key, target in found
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _document_relations(links: list[str], pictures: Mapping[str, Picture]) -> str:
    found = [
        ("styles", "styles", "styles.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("header", "header", "header1.xml"),
        ("footer", "footer", "footer1.xml"),
        *(("hyperlink", f"link{at}", target) for at, target in enumerate(links)),
    ]
    found += [("image", name, f"media/{name}.{one.type}") for name, one in pictures.items()]
    return _relations(found)


def _section(letter: DeliverableLetter) -> str:
    width, height = _SIZES.get(letter.paper.size, _SIZES["A4"])
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        '<w:pgMar w:top="1247" w:right="1304" w:bottom="1247" w:left="1304" w:header="567" '
        'w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _header(letter: DeliverableLetter) -> str:
    """The head of every page; the mark of a draft stands above it."""
    return _small("\n".join(filter(None, (letter.mark, letter.paper.header))))


def _footer(letter: DeliverableLetter) -> str:
    """The foot of every page, and its number."""
    count = f'<w:r>{_SMALL}<w:t xml:space="preserve"> / </w:t></w:r>'.join(
        f'<w:fldSimple w:instr=" {name} "><w:r>{_SMALL}<w:t>1</w:t></w:r></w:fldSimple>'
        for name in ("PAGE", "NUMPAGES")
    )
    foot = _small(letter.paper.footer) if letter.paper.footer.strip() else ""
    return f'{foot}<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{count}</w:p>'


def _small(text: str) -> str:
    """A paragraph of a header or footer; its lines stay."""
    lines = "<w:br/>".join(f"<w:t>{safe(line)}</w:t>" for line in text.split("\n") if line.strip())
    run = f"<w:r>{_SMALL}{lines}</w:r>" if lines else ""
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run}</w:p>'


def _styles(letter: DeliverableLetter) -> str:
    name = safe(letter.paper.font)
    font = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>' if name else ""
    spoken = f'<w:lang w:val="{safe(letter.language)}"/>'
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>'
        f'<w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in enumerate(_HEADINGS, 1)
    )
    return (
        f"<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr>{font}"
        f'<w:sz w:val="21"/>{spoken}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/></w:style>{headings}</w:styles>'
    )


def _numbering(lists: list[tuple[str, int, int]]) -> str:
    """Bullets, and a list of its own for each that is numbered, so that each begins anew."""
    kinds = [("bullet", 0, 1), *lists]
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + "".join(_level(form, level, start if level == own else 1) for level in range(9))
        + "</w:abstractNum>"
        for at, (form, own, start) in enumerate(kinds)
    )
    used = "".join(
        f'<w:num w:numId="{BULLETS + at}"><w:abstractNumId w:val="{at}"/></w:num>'
        for at in range(len(kinds))
    )
    return f"<w:numbering {_SPACES}>{abstract}{used}</w:numbering>"


def _level(form: str, level: int, start: int) -> str:
    sign = "•" if form == "bullet" else f"%{level + 1}."
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def _drawing(name: str, picture: Picture, words: str) -> str:
    """A picture as a run of text."""
    wide, high = _BOXES[name]
    scale = min(1.0, wide / max(1, picture.width), high / max(1, picture.height))
    width, height = (int(side * scale * _EMU) for side in (picture.width, picture.height))
    size = f'cx="{width}" cy="{height}"'
    number = 1 + list(_BOXES).index(name)
    named = f'id="{number}" name="{name}" descr="{safe(words) or name}"'
    return (
        f"<w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr {named}/><a:graphic>"
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
