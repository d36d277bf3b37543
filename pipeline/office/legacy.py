"""Text in the encodings from before Unicode (TCVN3, VNI, VISCII, VPS), decoded by `viparse`: the one adapter to it.

Such text is Latin letters that look Vietnamese in a certain font. The font's name tells the encoding of a run; where it
does not, the document's letters do. Text that is Unicode already is never touched, whatever its font says: word
processors keep a font's name when the text in it is converted.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from viparse.normalize.detector import detect_encoding, detect_encoding_by_content
from viparse.normalize.encodings import AUTO_DETECT_CHARMAPS, CHARMAPS
from viparse.normalize.frequency import vietnamese_score
from viparse.normalize.tables import Charmap, build_charmap, convert

from pipeline.office.flow import Item, Paragraph, Run, paragraphs_of

_UNICODE = re.compile("[ăĂđĐĩĨũŨơƠưƯẠ-ỹ]")
"""Vietnamese letters that no legacy encoding has in the place of another: outside Latin-1."""
_TELLING = re.compile("[^\x00-\x7f\u2000-\u206f\uf000-\uf0ff]")
_SAMPLE = 20_000
"""Characters that are scored at most: scoring tries every encoding."""
_MIN_SAMPLE = 60
_CAPITALS = re.compile(r"^\.vn.*h$", re.IGNORECASE)
"""Fonts of TCVN3 whose small letters look like capitals (.VnTimeH, .VnArialH)."""
_ADDED = {"vni": [("aú", "ẳ"), ("AÚ", "Ẳ"), ("aü", "ẵ"), ("AÜ", "Ẵ")]}
"""Letters of the VNI character set that viparse leaves out."""


@cache
def _charmap(encoding: str) -> Charmap:
    known = CHARMAPS[encoding]
    have = {source for source, _ in known.pairs}
    added = [pair for pair in _ADDED.get(encoding, []) if pair[0] not in have]
    return build_charmap(encoding, [*known.pairs, *added]) if added else known


def convert_text(text: str, encoding: str) -> str:
    """Text of a legacy encoding as Unicode (NFC)."""
    return str(convert(text, _charmap(encoding)))


def font_encoding(font: str | None) -> str | None:
    """The legacy encoding that a font's name tells: tcvn3 for '.VnTime', vni for 'VNI-Times', vps for 'VPS Times'."""
    if not font:
        return None
    name = font.strip("\"' ")
    if name.upper().startswith("VPS"):
        return "vps"
    found: str | None = detect_encoding([name]).encoding
    return found


def detect(text: str) -> str | None:
    """The legacy encoding of a text by its letters; None where it is Unicode, too short or not Vietnamese."""
    sample = text[:_SAMPLE]
    if len(sample.strip()) < _MIN_SAMPLE or len(_UNICODE.findall(sample)) > 0.005 * len(sample):
        return None
    found: str | None = detect_encoding_by_content(sample, AUTO_DETECT_CHARMAPS).encoding
    return found


def decode(items: Iterable[Item]) -> set[str]:
    """Decode the runs in place; the encodings that were found."""
    paragraphs = list(paragraphs_of(items))
    unnamed = detect("\n".join(
        run.text for paragraph in paragraphs for run in paragraph.runs if font_encoding(run.font) is None
    ))  # fmt: skip
    believed = _believed_fonts(paragraphs)
    found: set[str] = set()
    for paragraph in paragraphs:
        found |= _decode_paragraph(paragraph, believed, unnamed)
    return found


def _believed_fonts(paragraphs: list[Paragraph]) -> set[str]:
    """Legacy fonts whose text is not mostly Unicode."""
    counts: dict[str, list[int]] = {}
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.font and font_encoding(run.font):
                count = counts.setdefault(run.font, [0, 0])
                count[0] += len(_UNICODE.findall(run.text))
                count[1] += len(_TELLING.findall(run.text))
    return {font for font, (unicode, telling) in counts.items() if unicode <= 0.2 * telling}


def _encoding(run: Run, believed: set[str], unnamed: str | None) -> str | None:
    named = font_encoding(run.font)
    if named is None:
        return unnamed
    return named if run.font in believed else None


def _decode_paragraph(paragraph: Paragraph, believed: set[str], unnamed: str | None) -> set[str]:
    """Decode the runs of one encoding together: a formatting change may part a letter from its mark."""
    found = set()
    for encoding, group in groupby(paragraph.runs, lambda run: _encoding(run, believed, unnamed)):
        runs = list(group)
        text = "".join(run.text for run in runs)
        if encoding is not None and not _UNICODE.search(text):
            _share_out(runs, text, encoding)
            if _TELLING.search(text):
                found.add(encoding)
        for run in runs:
            if encoding and run.font and _CAPITALS.match(run.font):
                run.text = run.text.upper()
            run.text = unicodedata.normalize("NFC", run.text)
    return found


def _share_out(runs: list[Run], text: str, encoding: str) -> None:
    """Give each run its part of the decoded text."""
    decoded = convert_text(text, encoding)
    done = end = 0
    for run in runs:
        end += len(run.text)
        upto = len(decoded) if run is runs[-1] else len(convert_text(text[:end], encoding))
        # A mark at the start of the next run makes one letter of two: it stays with the run of its letter.
        run.text = decoded[done:upto]
        done = upto


def decode_bytes(data: bytes) -> tuple[str, str] | None:
    """A plain text and the name of its encoding: UTF-8, UTF-16, windows-1258, or legacy bytes.

    None where the bytes are no text, or in no encoding in which they read as Vietnamese.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _unicode(data, "utf-16")
    if data[:4096].count(0) > 0.2 * min(len(data), 4096):
        little = sum(byte == 0 for byte in data[1:4096:2]) >= sum(byte == 0 for byte in data[:4096:2])
        return _unicode(data, "utf-16-le" if little else "utf-16-be")
    decoded = _unicode(data, "utf-8-sig")
    if decoded is not None:
        return decoded
    if b"\0" in data:
        return None
    latin = data.decode("latin-1")
    candidates = {name: convert_text(latin, name) for name in CHARMAPS}
    candidates["windows-1258"] = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    best = max(candidates, key=lambda name: vietnamese_score(candidates[name][:_SAMPLE]))
    text = candidates[best]
    letters = [char for char in text if char.isalpha()]
    marked = sum(bool(_UNICODE.match(char)) for char in letters)
    strange = sum(unicodedata.category(char) in ("Cc", "Co", "Cn", "So", "Sc", "Mn") for char in text) - sum(
        char in "\t\n\r\f" for char in text
    )
    # Vietnamese marks 3 letters of 10; a guess needs more than a word to rest on.
    if len(letters) < 20 or not 0.03 * len(letters) <= marked <= 0.5 * len(letters) or strange > 0.02 * len(text):
        return None
    return text, best


def _unicode(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        text = unicodedata.normalize("NFC", data.decode(encoding))
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    named = detect(text)
    return (convert_text(text, named), named) if named else (text, encoding.removesuffix("-sig"))
