"""Files that hold no records whatever is done with them: what they are, and what would help."""

_KINDS: tuple[tuple[bytes, int, str], ...] = (
    (b"SQLite format 3\0", 0, "is a SQLite database: a desk is opened with --db, not imported."),
    (b"%PDF", 0, "is a PDF: ask for the records as CSV or JSON."),
    (b"\x89PNG", 0, "is a picture: ask for the records as CSV or JSON."),
    (b"\xff\xd8\xff", 0, "is a picture: ask for the records as CSV or JSON."),
    (b"GIF8", 0, "is a picture: ask for the records as CSV or JSON."),
    (b"WEBP", 8, "is a picture: ask for the records as CSV or JSON."),
    (b"ftyp", 4, "is a film or a picture: ask for the records as CSV or JSON."),
    (
        b"\xd0\xcf\x11\xe0",
        0,
        "is an old Office file (.xls, .doc), or one with a password: save its "
        "table as .xlsx without a password, or as CSV.",
    ),
    (b"7z\xbc\xaf\x27", 0, "is an archive (7z): unpack it and name the files in it."),
    (b"Rar!", 0, "is an archive (RAR): unpack it and name the files in it."),
    (b"BZh", 0, "is compressed with bzip2: unpack it, or pack it with gzip."),
    (b"\xfd7zXZ", 0, "is compressed with xz: unpack it, or pack it with gzip."),
    (b"\x28\xb5\x2f\xfd", 0, "is compressed with zstd: unpack it, or pack it with gzip."),
    (b"ustar", 257, "is an archive (tar): unpack it and name the files in it."),
    (b"\x7fELF", 0, "is a program, and holds no records."),
    (b"MZ", 0, "is a program, and holds no records."),
    (b"ID3", 0, "is a sound, and holds no records."),
    (b"OggS", 0, "is a sound or a film, and holds no records."),
    (b"RIFF", 0, "is a sound, a film or a picture, and holds no records."),
    (b"{\\rtf", 0, "is a document (RTF): save its table as CSV."),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<rss", b"<feed")


def sentence(start: bytes) -> str:
    """What a file is that begins so, and what would help; empty when it may hold records."""
    if not start.strip(b"\0"):
        return "holds nothing but zeros: it was never written to its end, fetch it again."
    for sign, place, text in _KINDS:
        if start[place : place + len(sign)] == sign:
            return text
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(_MARKUP):
        return "is a web page or XML: ask for the records as CSV or JSON."
    return "" if _is_text(start) else "is no text, and no kind of file that is known."


def _is_text(start: bytes) -> bool:
    """Whether it may be text: hardly any control signs, or every second byte a zero (UTF-16)."""
    halves = (start[::2], start[1::2])
    if any(half.count(0) * 2 > len(half) for half in halves):
        return True
    strange = sum(byte < 9 or 13 < byte < 32 for byte in start)
    return start[:2] in (b"\xff\xfe", b"\xfe\xff") or strange * 20 <= len(start)
