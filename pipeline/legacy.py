"""Text layers in the encodings before Unicode (TCVN3, VNI, VISCII, VPS): which one, and what they say.

The tables are viparse's. Here they are applied word by word, so that every word keeps its place on the page.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from viparse.normalize.encodings import CHARMAPS
from viparse.normalize.tables import convert

from corpora.syllables import is_syllable

_NAMED = (
    # PDF producers drop the dot of .VnTime; the capital after Vn tells it from words of other languages.
    ("tcvn3", re.compile(r"(?:^|\+)(?:\.[Vv][Nn]|Vn[A-Z])")),
    ("vni", re.compile(r"(?:^|\+)VNI(?:[-_ ]|[A-Z])", re.IGNORECASE)),
    ("vps", re.compile(r"(?:^|\+)VPS[-_ ]", re.IGNORECASE)),
    ("viscii", re.compile(r"viscii", re.IGNORECASE)),
)
_STYLE = re.compile(r"(?:[-, ]*(?:Bold|Italic|Oblique|Roman|Regular|Normal|MT|PS))+$", re.IGNORECASE)
_EDGES = "()[]{}<>.,;:!?/\\\"'“”‘’«»…*+-–_•|="
_CANDIDATES = ("tcvn3", "vni", "viscii", "vps")

_TCVN3_LETTER = f"[A-Za-z{re.escape(''.join(source for source, _ in CHARMAPS['tcvn3'].pairs))}]"

DECODED_WELL = 0.8
"""Share of syllables from which a decoded layer is taken: right decoding gives 0.98, wrong decoding below 0.5."""
AS_IT_IS = 0.85
"""Share of syllables from which the layer as it stands is Unicode, whatever its fonts are called."""
GUESSED_FROM = 30
"""Words from which letters alone tell an encoding."""

Run = tuple[str, str]
"""Text and the name of its font."""


def encoding_of(font: str) -> str | None:
    """The encoding that a font's name tells: 'ABCDEF+VnTimeBold' is TCVN3."""
    return next((encoding for encoding, pattern in _NAMED if pattern.search(font)), None)


def is_capitals_font(font: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals, as '.VnTimeH' does: the encoding has no capitals with
    marks."""
    return encoding_of(font) == "tcvn3" and _STYLE.sub("", font.rpartition("+")[2]).endswith("H")


def decode(text: str, encoding: str, *, capitals: bool = False) -> str:
    """A word of an encoding before Unicode as Unicode (NFC).

    >>> decode("QuyÕt", "tcvn3"), decode("UÛY", "vni"), decode("−¬ng", "tcvn3"), decode("ñònh", "vni")
    ('Quyết', 'ỦY', 'ương', 'định')
    """
    if encoding == "tcvn3":
        # A minus sign beside a letter is ư too; viparse sees letters only, not the signs that stand for letters here.
        text = re.sub(f"(?<={_TCVN3_LETTER})−|−(?={_TCVN3_LETTER})", "\u00ad", text)
        if "-" in text.strip("-"):
            text = _with_lost_letter(text)
    decoded: str = convert(text, CHARMAPS[encoding])
    return decoded.upper() if capitals else decoded


def _with_lost_letter(text: str) -> str:
    """TCVN3 has ư where other encodings have the soft hyphen, which some programs write as a hyphen: 'n-íc'."""
    restored = text.replace("-", "\u00ad")
    parts = [convert(part, CHARMAPS["tcvn3"]).strip(_EDGES) for part in text.split("-")]
    whole = convert(restored, CHARMAPS["tcvn3"]).strip(_EDGES)
    broken = not all(is_syllable(part) for part in parts if part)
    return restored if broken and is_syllable(whole) else text


def decode_runs(runs: Sequence[Run], encoding: Callable[[str], str | None]) -> str:
    """A word set in one font or several, each run of one encoding decoded by itself."""
    parts = []
    for (code, capitals), group in groupby(runs, key=lambda run: (encoding(run[1]), is_capitals_font(run[1]))):
        text = "".join(part for part, _ in group)
        parts.append(decode(text, code, capitals=capitals) if code else text)
    return "".join(parts)


def syllable_share(words: Iterable[str], *, marked: bool = True) -> tuple[float, int]:
    """Share of words that can be Vietnamese syllables, and how many were judged: those of two letters or more, without
    digits, that are no abbreviation in capitals."""
    judged = [word for text in words for word in _judged(text)]
    good = sum(is_syllable(word, marked=marked) for word in judged)
    return (good / len(judged) if judged else 0.0), len(judged)


def _judged(text: str) -> list[str]:
    found = []
    for part in re.split(r"[-–/,;:.()]+", text):
        word = part.strip(_EDGES)
        if len(word) < 2 or any(char.isdigit() for char in word):
            continue
        if word.isascii() and word.isupper() and not is_syllable(word, marked=False):
            continue
        found.append(word)
    return found


def find_encoding(words: Sequence[Sequence[Run]]) -> tuple[Callable[[str], str | None] | None, str | None]:
    """How to decode the words of a page.

    Returns:
        The encoding of each font, or None where the text is to be left as it is, and the name of the encoding to tell;
        the name alone where fonts are of an encoding before Unicode and no decoding gives Vietnamese.
    """
    plain = ["".join(text for text, _ in word) for word in words]
    share, judged = syllable_share(plain)
    named = {code for word in words for _, font in word if (code := encoding_of(font))}
    if share >= AS_IT_IS:
        return None, None
    if named:
        told = " and ".join(sorted(code.upper() for code in named))
        better, judged = syllable_share(decode_runs(word, encoding_of) for word in words)
        if judged < 5 or (better >= DECODED_WELL and better > share):
            return encoding_of, told
        return None, told
    if judged >= GUESSED_FROM and any(not char.isascii() for text in plain for char in text):
        shares = {code: syllable_share(decode(text, code) for text in plain)[0] for code in _CANDIDATES}
        best = max(shares, key=lambda code: shares[code])
        if shares[best] >= AS_IT_IS:
            return (lambda _: best), best.upper()
    return None, None
