"""Makes .docx letters part by part, in the XML that Word writes."""

import zipfile
from html import escape
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_STYLES = (
    ("Normal", "Normal", ""), ("Heading1", "heading 1", ""), ("berschrift2", "heading 2", ""),
    ("Title", "Title", ""), ("Strong", "Strong", "<w:rPr><w:b/></w:rPr>"),
    ("Centred", "Centred", '<w:pPr><w:jc w:val="center"/></w:pPr>'),
    ("Firm", "Firm", '<w:basedOn w:val="Centred"/><w:rPr><w:b/></w:rPr>'),
)  # fmt: skip
_FORMS = (("1", "bullet", "•"), ("2", "decimal", "%1."), ("3", "lowerLetter", "%1)"))


def run(text: str, look: str = "") -> str:
    """A run; `look` are properties such as "b i"."""
    stated = "".join(f"<w:{one}/>" for one in look.split())
    properties = f"<w:rPr>{stated}</w:rPr>" if stated else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(
    *parts: str, style: str = "", align: str = "", lists: tuple[int, int] | None = None
) -> str:
    """A paragraph; parts that are no XML are runs; `lists` is a list's number and a level."""
    stated = f'<w:pStyle w:val="{style}"/>' if style else ""
    if lists:
        stated += f'<w:numPr><w:ilvl w:val="{lists[1]}"/><w:numId w:val="{lists[0]}"/></w:numPr>'
    stated += f'<w:jc w:val="{align}"/>' if align else ""
    inside = "".join(one if one.startswith(("<w:", "<mc:")) else run(one)
                     for one in parts)  # fmt: skip
    return f"<w:p><w:pPr>{stated}</w:pPr>{inside}</w:p>"


def merge(name: str, look: str = "") -> str:
    """A MERGEFIELD as Word writes it: an instruction in pieces, and what it shows."""
    half = len(name) // 2
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> MERGEFIELD  {escape(name[:half])}</w:instrText></w:r>"
        f"<w:r><w:instrText>{escape(name[half:])}  \\* MERGEFORMAT </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(f"«{name}»", look)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple(instruction: str, shown: str) -> str:
    """A field in one element."""
    return f'<w:fldSimple w:instr=" {escape(instruction)} ">{run(shown)}</w:fldSimple>'


def control(alias: str, hint: str, kind: str = "text") -> str:
    """A content control that shows its hint."""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(alias)}"/><w:showingPlcHdr/><w:{kind}/></w:sdtPr>'
        f"<w:sdtContent>{run(hint)}</w:sdtContent></w:sdt>"
    )


def table(*rows: tuple[str, ...], head: bool = False) -> str:
    """A table; a cell is text, or XML of paragraphs and tables."""
    made = []
    for at, cells in enumerate(rows):
        stated = "<w:trPr><w:tblHeader/></w:trPr>" if head and not at else ""
        inside = "".join(
            f"<w:tc><w:tcPr/>{one if one.startswith('<w:') else para(one)}</w:tc>" for one in cells
        )
        made.append(f"<w:tr>{stated}{inside}</w:tr>")
    return f"<w:tbl><w:tblPr/>{''.join(made)}</w:tbl>"


def image(name: str) -> str:
    """A picture."""
    named = f'<wp:docPr id="1" name="{name}"/>'
    return f"<w:r><w:drawing><wp:inline>{named}</wp:inline></w:drawing></w:r>"


def text_box(words: str) -> str:
    """A box of text that floats, in the two forms in which Word writes it."""
    box = f"<w:txbxContent>{para(words)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def inserted(text: str) -> str:
    """What somebody put in with changes tracked."""
    return f'<w:ins w:id="1" w:author="Ana">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """What somebody took out with changes tracked."""
    return f'<w:del w:id="2" w:author="Ana"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def docx(*body: str, **parts: str) -> bytes:
    """The file; `parts` are header, footer and comments in words, or any part by its name."""
    inside = f"<w:body>{''.join(body)}</w:body>"
    wanted = {
        "word/document.xml": f"<w:document {_SPACES}>{inside}</w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
    }
    for name, words in parts.items():
        if name in ("header", "footer"):
            tag = "hdr" if name == "header" else "ftr"
            wanted[f"word/{name}1.xml"] = f"<w:{tag} {_SPACES}>{para(words)}</w:{tag}>"
        elif name == "comments":
            noted = f'<w:comment w:id="0" w:author="Ana">{para(words)}</w:comment>'
            wanted["word/comments.xml"] = f"<w:comments {_SPACES}>{noted}</w:comments>"
        else:
            wanted[name] = words
    return packed(wanted)


def packed(parts: dict[str, str]) -> bytes:
    """Parts in a ZIP."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            whole = f'<?xml version="1.0" encoding="UTF-8"?>{text}'
            made.writestr(zipfile.ZipInfo(name), whole, zipfile.ZIP_DEFLATED)  # no time
    return file.getvalue()


def _styles() -> str:
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{look}</w:style>'
        for key, name, look in _STYLES
    )
    return f"<w:styles {_SPACES}>{made}</w:styles>"


def _numbering() -> str:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level in range(3)
        )
        + "</w:abstractNum>"
        for number, form, text in _FORMS
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, _, _ in _FORMS
    )
    return f"<w:numbering {_SPACES}>{kinds}{used}</w:numbering>"
