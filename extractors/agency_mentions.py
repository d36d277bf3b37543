"""Agencies named in running text."""

from functools import cache
from typing import TYPE_CHECKING

import regex

from corpora.agencies import abbreviations
from extractors.agency_names import canonical_agency, registered_forms
from models.text import fold, fold_keeping_length

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher

_AREAS = r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)\b"
_AREA_TAIL = regex.compile(
    rf"(?:(?:\s+(?:cấp|các))?\s+{_AREAS}(?:(?:\s*,\s*|\s+và\s+){_AREAS})*)?(?:(?<={_AREAS})(?:\s+\p{{Lu}}\p{{L}}*)+)?"
)
_COUNCILS = ("ubnd", "hdnd", "cong an", "thanh tra")
"""Bodies of any area: names only together with the area that follows."""


@cache
def _matcher() -> "tuple[Language, PhraseMatcher]":
    """Tokenizer and matcher over folded names; built once, as it costs a third of a second."""
    import spacy
    from spacy.matcher import PhraseMatcher

    # pyvi would join the syllables of words and move the borders that the offsets need.
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    patterns = {*_COUNCILS, *(fold_keeping_length(form) for form in registered_forms().values())}
    shorts = [(entry.short, entry.expansion) for entry in abbreviations() if entry.use == "agency"]
    for form in registered_forms().values():
        patterns |= {
            fold_keeping_length(form.replace(expansion, short)) for short, expansion in shorts if expansion in form
        }
    matcher.add("agency", [nlp.make_doc(pattern) for pattern in sorted(patterns)])
    return nlp, matcher


def find_agencies(text: str) -> list[tuple[int, int, str]]:
    """Agencies named in running text: (start, end, canonical name), the longest at each place, in order.

    An area after a name belongs to it ("UBND huyện Cam Lộ", "Công an các huyện, thị xã"). Names are met on their folded
    form; a name of common words only ("các đơn vị") must be registered to be found.
    """
    nlp, matcher = _matcher()
    document = nlp.make_doc(fold_keeping_length(text))
    spans = sorted({(found.start_char, found.end_char) for found in matcher(document, as_spans=True)})
    found: list[tuple[int, int, str]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if found and start < found[-1][1]:
            continue
        tail = _AREA_TAIL.match(text, end)
        area_end = tail.end() if tail else end
        if area_end == end and fold(text[start:end]) in _COUNCILS:
            continue
        end = area_end
        found.append((start, end, canonical_agency(text[start:end])))
    return found
