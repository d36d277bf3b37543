"""Labels that lost their mark or shape, read as what the sequence expects; none else.

What recognition makes of the signs of labels stands in corpora/label_slips.tsv.
"""

from functools import cache

import regex

from corpora.loader import rows
from extractors.numbering import Label, Style, make_label, ordinal_of

_SHORT = regex.compile(r"^(?P<label>(?![a-zđ]\))[^\s\d(]{1,2})(?P<mark>\))\s*(?=\p{Lu}\p{Ll})")
"""Before a bracket at the beginning of a block stands a label, whatever recognition made of its letter."""
_MARKS = r"[.,;:)}\]|/]"
"""What recognition makes of the dot or bracket of a label."""


def read_damaged_label(text: str, style: Style, key: str, *, recognised: bool) -> Label | None:
    """The label with which a block begins, read as `key` of `style`: what the sequence expects there, none else.

    It may have lost its mark ('6 Tiếp tục …') or hold another ('9, Phòng …', 'II: …', 'b} …'), and figures may look
    like what was printed ('§.' for '8.', 'l.1.' for '1.1.', 'L.' for 'I.'). A letter that is misread stays one that
    somebody may have typed: it is read as another only where the text is `recognised`.
    """
    match = _expected(style, key, recognised).match(text)
    if match is None and recognised and style is Style.LETTER:
        match = _SHORT.match(text)
    if match is None:
        return None
    # The dot may be the foot of an L: 'IL KẾT QUẢ' for 'I. KẾT QUẢ', or for 'II.'.
    footed = recognised and style is Style.ROMAN and match["label"][-1:] in "Ll" and len(match["label"]) > 1
    if not match["mark"] and not footed and regex.sub(r"\s", "", match["label"]).replace(",", ".") != key:
        return None
    parts = key.split(".") if style is Style.ARABIC else [key]
    ordinal = ordinal_of(style, parts[-1])
    return make_label(style, ordinal, match[0], key, match.end(), depth=len(parts))


def are_alike(read: int, printed: int) -> bool:
    """Whether one figure of a number is read as another that looks like it: 8 for 3, 16 for 15."""
    one, other = str(read), str(printed)
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(differing) == 1 and differing[0][0] in _slips("number").get(differing[0][1], "")


@cache
def _slips(use: str) -> dict[str, str]:
    """For each printed sign the signs as which recognition reads it."""
    found: dict[str, str] = {}
    for row in rows("label_slips.tsv"):
        if row["use"] == use:
            found[row["printed"]] = found.get(row["printed"], "") + row["read"]
    return found


def _signs(use: str, printed: str) -> str:
    return "[" + "".join(map(regex.escape, printed + _slips(use).get(printed, ""))) + "]"


@cache
def _expected(style: Style, key: str, recognised: bool) -> "regex.Pattern[str]":
    """Pattern of a block that begins with `key` of `style`, in whatever shape."""
    mark = rf"\s?(?P<mark>{_MARKS})?"
    if style is Style.ROMAN:
        if recognised:
            mark = rf"\s?(?P<mark>{_MARKS}|(?<=[IVX])[Ll](?=\s))?"
        strokes = _signs("roman", "I")
        runs = {1: strokes, 2: f"(?:{strokes}{{2}}|H)", 3: f"(?:{strokes}{{3}}|{strokes}H|H{strokes}|M)"}
        label = regex.sub(
            r"I+|[VX]",
            lambda found: runs[len(found[0])] if found[0][0] == "I" else _signs("roman", found[0]),
            key,
        )
    elif style is Style.LETTER:
        # Only a bracket shows that another sign was a letter; the letter itself may stand before any mark or none.
        label = f"{key}|{_signs('letter', key)}(?=\\s?[)}}\\]])" if recognised else key
    else:
        label = r"\s?[.,]\s?".join("".join(_signs("figure", digit) for digit in part) for part in key.split("."))
        if recognised and "." not in key:
            # A figure that is read twice, or with a speck: '5S.', '·4.'.
            label = rf"{label}|{key}[^\s\d.,)](?=[.,])|[^\s\d.,)(+-]{key}(?=[.,])"
    return regex.compile(rf"^(?P<label>{label}){mark}(?:\s+|(?<={_MARKS}))(?=[\"“]?\p{{Lu}}\p{{L}}*(?:[\s,.:;/]|$))")
