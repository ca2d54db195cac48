"""The hash under which a sent letter is frozen; light, because the first screen needs it."""

from hashlib import sha256


def letter_hash(html: str) -> str:
    """The SHA-256 of a letter's HTML, in hex, as it is kept with a sent version."""
    return sha256(html.encode()).hexdigest()
