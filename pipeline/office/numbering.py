"""Automatic numbers of word processors as text: what a level's pattern and counters make of a paragraph.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat); .doc lists have the same formats by number.
"""

from dataclasses import dataclass, field, replace

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BULLETS = frozenset("-+–—•●○▪■□*◦➢✓❖")
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list."""

    format: str = "decimal"
    """Name of ST_NumberFormat."""
    text: str = ""
    """Pattern: '%1.%2' stands for the numbers of the first and second level."""
    start: int = 1
    restart: int | None = None
    """Level (1-based) after which it begins anew; None for any higher one, 0 for never."""
    legal: bool = False
    """Whether all numbers are shown as 1, 2, 3."""


@dataclass(slots=True)
class Numbering:
    """The lists of a document and where their counters stand."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    """Levels by the list's key."""
    shared: dict[str, str] = field(default_factory=dict)
    """For each list the key under which it counts: lists of one definition count on."""
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Numbers from which a list begins anew at a level when it is first used."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, key: str, level: int) -> str:
        """The number or bullet of the next paragraph of a list; empty for a list that is not known or shows none."""
        levels = self.lists.get(key)
        if levels is None:
            return ""
        level = min(max(level, 0), LEVELS - 1)
        counts = self._counts.setdefault(self.shared.get(key, key), {})
        for at in range(LEVELS):
            start = self.starts.pop((key, at), None)
            if start is not None:
                counts.pop(at, None)
                levels[at] = replace(levels.get(at, Level()), start=start)
        shape = levels.get(level, Level())
        counts[level] = counts[level] + 1 if level in counts else shape.start
        for deeper in range(level + 1, LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart and level + 1 <= restart):
                counts.pop(deeper, None)
        if shape.format == "bullet":
            return _bullet(shape.text)
        if shape.format == "none" and "%" not in shape.text:
            return shape.text.strip()
        text = shape.text
        for at in range(LEVELS):
            if f"%{at + 1}" in text:
                other = levels.get(at, Level())
                number = counts.setdefault(at, other.start) if at <= level else other.start
                text = text.replace(f"%{at + 1}", show_number(number, "decimal" if shape.legal else other.format))
        return " ".join(text.split())


def _bullet(text: str) -> str:
    """A bullet as text; glyphs of symbol fonts, which are other letters in plain text, as a dash."""
    text = text.strip()
    if not text:
        return ""
    return text if text[0] in _BULLETS else "-"


def show_number(number: int, number_format: str) -> str:
    """A number in one of the formats of ST_NumberFormat.

    >>> show_number(4, "upperRoman"), show_number(28, "lowerLetter"), show_number(15, "vietnameseCounting")
    ('IV', 'bb', 'mười lăm')
    """
    match number_format:
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperLetter":
            return _letters(number).upper()
        case "lowerLetter":
            return _letters(number)
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
        case "vietnameseCounting":
            return _words(number)
        case _:
            return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while 0 < value <= number <= 3999:
            text += letters
            number -= value
    return text or str(number)


def _letters(number: int) -> str:
    """a to z, then aa, bb to zz: the letters of the English alphabet, in Vietnamese documents too."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _words(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    if not tens:
        return _DIGIT_WORDS[ones]
    head = "mười" if tens == 1 else f"{_DIGIT_WORDS[tens]} mươi"
    if not ones:
        return head
    last = "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _DIGIT_WORDS[ones]
    return f"{head} {last}"
