"""Which runs of an office file are in an encoding before Unicode: by the names of their fonts, else by all letters.

Text that is Unicode already is never touched, whatever its font says: word processors keep a font's name when the text
in it is converted.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

from pipeline.legacy import decode_runs, encoding_by_letters, encoding_of, is_capitals_font
from pipeline.office.flow import Item, Paragraph, Run, paragraphs_of

_UNICODE = re.compile("[ăĂđĐĩĨũŨơƠưƯẠ-ỹ]")
"""Vietnamese letters that no encoding before Unicode has in the place of another: outside Latin-1."""
_TELLING = re.compile("[^\x00-\x7f\u2000-\u206f\uf000-\uf0ff]")


def decode(items: Iterable[Item]) -> set[str]:
    """Decode the runs in place; the encodings that were found."""
    paragraphs = list(paragraphs_of(items))
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    unnamed = encoding_by_letters("\n".join(run.text for run in runs if encoding_of(run.font) is None).split())
    believed = _believed_fonts(runs)
    found: set[str] = set()
    for paragraph in paragraphs:
        found |= _decode_paragraph(paragraph, believed, unnamed)
    return found


def _believed_fonts(runs: Iterable[Run]) -> set[str]:
    """Fonts of an encoding before Unicode whose text is not mostly Unicode."""
    counts: dict[str, list[int]] = {}
    for run in runs:
        if run.font and encoding_of(run.font):
            count = counts.setdefault(run.font, [0, 0])
            count[0] += len(_UNICODE.findall(run.text))
            count[1] += len(_TELLING.findall(run.text))
    return {font for font, (unicode, telling) in counts.items() if unicode <= 0.2 * telling}


def _decode_paragraph(paragraph: Paragraph, believed: set[str], unnamed: str | None) -> set[str]:
    def encoding(font: str | None) -> str | None:
        named = encoding_of(font)
        return named if font in believed else unnamed if named is None else None

    found = set()
    for code, group in groupby(paragraph.runs, lambda run: encoding(run.font)):
        runs = list(group)
        text = "".join(run.text for run in runs)
        if code is not None and not _UNICODE.search(text):
            for run, decoded in zip(runs, decode_runs([(run.text, run.font) for run in runs], encoding), strict=True):
                run.text = decoded
            if _TELLING.search(text):
                found.add(code)
        for run in runs:
            text = run.text.upper() if code and is_capitals_font(run.font) else run.text
            run.text = unicodedata.normalize("NFC", text)
    return found
