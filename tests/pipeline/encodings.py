"""Texts in the encodings before Unicode, as fonts and files of that time have them."""

import unicodedata

from viparse.normalize.encodings import CHARMAPS


def encode(text: str, encoding: str) -> str:
    """The text as a font of that encoding has it: the table that decodes it, read backwards."""
    back: dict[str, str] = {}
    for source, letter in CHARMAPS[encoding].pairs:
        back.setdefault(letter, source)
    return "".join(back.get(char, char) for char in text)


def windows_1258(text: str) -> bytes:
    """The text as Windows of that time stored it: tones follow their letter."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out += (base + "".join(part for part in parts if part in tones)).encode("cp1258")
    return out
