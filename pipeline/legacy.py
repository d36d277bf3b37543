"""Text in the encodings before Unicode (TCVN3, VNI, VISCII, VPS): which one, and what it says.

The tables are viparse's, and this is the one adapter to it. Such text is Latin letters that look Vietnamese in a
certain font. The font's name tells the encoding of a run; where it does not, the letters do: decoded rightly they are
syllables.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby, islice

from viparse.normalize.encodings import CHARMAPS
from viparse.normalize.tables import Charmap, build_charmap, convert

from corpora.syllables import is_syllable

_NAMED = (
    # PDF producers drop the dot of .VnTime; the capital after Vn tells it from words of other languages.
    ("tcvn3", re.compile(r"(?:^|\+)(?:\.[Vv][Nn]|Vn[A-Z])")),
    ("vni", re.compile(r"(?:^|\+)VNI(?:[-_ ]|[A-Z])", re.IGNORECASE)),
    ("vps", re.compile(r"(?:^|\+)VPS(?:[-_ ]|[A-Z])", re.IGNORECASE)),
    ("viscii", re.compile(r"viscii", re.IGNORECASE)),
)
_STYLE = re.compile(r"(?:[-, ]*(?:Bold|Italic|Oblique|Roman|Regular|Normal|MT|PS))+$", re.IGNORECASE)
_LONGEST_NAME = 127
"""Characters of the name of a font (ISO 32000-1, annex C)."""
_EDGES = "()[]{}<>.,;:!?/\\\"'“”‘’«»…*+-–_•|="
_MARKUP = re.compile(r"<[^<>]*>|&\w+;")
_ADDED = {"vni": [("aú", "ẳ"), ("AÚ", "Ẳ"), ("aü", "ẵ"), ("AÜ", "Ẵ")]}
"""Letters of the VNI character set that viparse leaves out."""
_TCVN3_LETTER = f"[A-Za-z{re.escape(''.join(source for source, _ in CHARMAPS['tcvn3'].pairs))}]"
_HYPHENATED = re.compile(r"(?<!\S)\S*[^\s-]-[^\s-]\S*")

DECODED_WELL = 0.8
"""Share of syllables from which a decoded text is taken: right decoding gives 0.98, wrong decoding below 0.5."""
AS_IT_IS = 0.85
"""Share of syllables from which the text as it stands is Unicode, whatever its fonts are called."""
GUESSED_FROM = 30
"""Words from which letters alone tell an encoding."""
_GUESSED_ON = 4000
"""Words that are tried at most: each encoding is tried on them."""

Run = tuple[str, str | None]
"""Text and the name of its font."""


def encoding_of(font: str | None) -> str | None:
    """The encoding that a font's name tells: 'ABCDEF+VnTimeBold' is TCVN3."""
    name = (font or "").strip("\"' ")
    return next((encoding for encoding, pattern in _NAMED if pattern.search(name)), None)


def is_capitals_font(font: str | None) -> bool:
    """Whether a TCVN3 font draws small letters as capitals, as '.VnTimeH' does: the encoding has no capitals with
    marks."""
    if font is None or encoding_of(font) != "tcvn3":
        return False
    return _STYLE.sub("", font.strip("\"' ").rpartition("+")[2][-_LONGEST_NAME:]).endswith(("H", "h"))


@cache
def _charmap(encoding: str) -> Charmap:
    known = CHARMAPS[encoding]
    have = {source for source, _ in known.pairs}
    added = [pair for pair in _ADDED.get(encoding, []) if pair[0] not in have]
    return build_charmap(encoding, [*known.pairs, *added]) if added else known


def decode(text: str, encoding: str) -> str:
    """A text of an encoding before Unicode as Unicode (NFC).

    >>> decode("QuyÕt", "tcvn3"), decode("UÛY", "vni"), decode("−¬ng", "tcvn3"), decode("ñònh", "vni")
    ('Quyết', 'ỦY', 'ương', 'định')
    """
    if encoding == "tcvn3":
        # A minus sign beside a letter is ư too; viparse sees letters only, not the signs that stand for letters here.
        text = re.sub(f"(?<={_TCVN3_LETTER})−|−(?={_TCVN3_LETTER})", "\u00ad", text)
        text = _HYPHENATED.sub(lambda word: _with_lost_letter(word[0]), text)
    decoded: str = convert(text, _charmap(encoding))
    return decoded


def _with_lost_letter(word: str) -> str:
    """TCVN3 has ư where other encodings have the soft hyphen, which some programs write as a hyphen: 'n-íc'."""
    restored = word.replace("-", "\u00ad")
    parts = [convert(part, CHARMAPS["tcvn3"]).strip(_EDGES) for part in word.split("-")]
    whole = convert(restored, CHARMAPS["tcvn3"]).strip(_EDGES)
    broken = not all(is_syllable(part) for part in parts if part)
    return restored if broken and is_syllable(whole) else word


def decode_runs(runs: Sequence[Run], encoding: Callable[[str | None], str | None]) -> list[str]:
    """What each run of a word or paragraph says. Those of one encoding are decoded together: a change of print may part
    a letter from its mark, which then stays with the run of the letter."""
    decoded: list[str] = []
    for code, group in groupby(runs, key=lambda run: encoding(run[1])):
        same = list(group)
        texts = [text for text, _ in same]
        if code:
            texts = _share_out(texts, code)
            texts = [t.upper() if is_capitals_font(font) else t for t, (_, font) in zip(texts, same, strict=True)]
        decoded += texts
    return decoded


def _share_out(texts: Sequence[str], encoding: str) -> list[str]:
    """Each run's part of the decoded text."""
    whole = "".join(texts)
    decoded = decode(whole, encoding)
    ends, end = [], 0
    for text in texts[:-1]:
        end += len(text)
        ends.append(len(decode(whole[:end], encoding)))
    return [decoded[start:stop] for start, stop in zip([0, *ends], [*ends, len(decoded)], strict=True)]


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


def find_encoding(words: Sequence[Sequence[Run]]) -> tuple[Callable[[str | None], str | None] | None, str | None]:
    """How to decode the words of a page.

    Returns:
        The encoding of each font, or None where the text is to be left as it is, and the name of the encoding to tell;
        the name alone where fonts are of an encoding before Unicode and no decoding gives Vietnamese.
    """
    plain = ["".join(text for text, _ in word) for word in words]
    named = {code for word in words for _, font in word if (code := encoding_of(font))}
    if not named:
        found = encoding_by_letters(plain)
        return ((lambda _: found), found.upper()) if found else (None, None)
    share, _ = syllable_share(plain)
    if share >= AS_IT_IS:
        return None, None
    told = " and ".join(sorted(code.upper() for code in named))
    better, judged = syllable_share("".join(decode_runs(word, encoding_of)) for word in words)
    if judged < 5 or (better >= DECODED_WELL and better > share):
        return encoding_of, told
    return None, told


def encoding_by_letters(words: Iterable[str]) -> str | None:
    """The encoding in which words of no telling font read as Vietnamese; None where they are Unicode already, too few
    or of another language."""
    tried = list(islice(words, _GUESSED_ON))
    share, judged = syllable_share(tried)
    if share >= AS_IT_IS or judged < GUESSED_FROM or all(word.isascii() for word in tried):
        return None
    text = "\n".join(tried)
    shares = {code: syllable_share(decode(text, code).split("\n"))[0] for code in CHARMAPS}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= AS_IT_IS else None


def decode_bytes(data: bytes) -> tuple[str, str] | None:
    """A plain text or a page's source and the name of its encoding: UTF-8, UTF-16, windows-1258, or one before Unicode.

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
    candidates = {name: decode(latin, name) for name in CHARMAPS}
    candidates["windows-1258"] = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    shares = {name: _marked_share(text) for name, text in candidates.items()}
    best = max(shares, key=lambda name: shares[name])
    return (candidates[best], best) if shares[best] >= DECODED_WELL else None


def _marked_share(text: str) -> float:
    """Share of syllables among the words with a letter beyond ASCII, which alone differ from encoding to encoding."""
    marked = (word for word in _MARKUP.sub(" ", text).split() if not word.isascii())
    share, judged = syllable_share(islice(marked, _GUESSED_ON))
    return share if judged >= 5 else 0.0


def _unicode(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        text = unicodedata.normalize("NFC", data.decode(encoding))
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    named = encoding_by_letters(text.split())
    return (decode(text, named), named) if named else (text, encoding.removesuffix("-sig"))
