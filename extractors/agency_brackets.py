"""Brackets in the names of agencies: what belongs to the name stays, remarks and footnote marks go.

"Công an tỉnh (PC06, PA05)", "các doanh nghiệp viễn thông (VNPT, Viettel)", "Đ/c Hạnh (VP-TK)": sub-unit, members, post.
They begin with a capital. "(3)", "(*)", "(nếu có)", "(Phối hợp)", "(để tổng hợp)" say nothing of the name. A kept
bracket stands in the text as one private character while lists are divided, so that its commas divide nothing.
"""

import regex

from corpora.agencies import agency_words
from extractors.agency_names import expand_abbreviations, spell_councils_short
from models.text import BLANKS_BEFORE, fold_words

_INNERMOST = regex.compile(rf"{BLANKS_BEFORE}\((?P<inner>[^()]*)\)")
_BEGINS_NAME = regex.compile(r"\p{Lu}[\p{L}\d&]")
_NUMBER = regex.compile(r"[IVX]+\b\s*[.,]?\s*$")
_DIVIDERS = frozenset(",;:/•-–+")
_FIRST_MARK = 0xE100
_MARK = regex.compile(r"[\uE100-\uF0FF]")
_MOST = 0xF0FF - _FIRST_MARK
_DEPTH = 2
"""Brackets within brackets."""


def mask_brackets(text: str) -> tuple[str, list[str]]:
    """The text with each bracket that belongs to a name as one private character behind it, and what they hold.

    Other brackets are left out; so is one with no name before it, unless it is all there is.
    """
    whole = _INNERMOST.fullmatch(text.strip())
    if whole and _is_part_of_name(whole["inner"]):
        return whole["inner"], []
    kept: list[str] = []

    def mark(match: regex.Match[str]) -> str:
        before = match.string[max(match.start() - 1, 0) : match.start()]
        inner = " ".join(match["inner"].split())
        if not before or before in _DIVIDERS or len(kept) >= _MOST or not _is_part_of_name(inner):
            return " "
        full = spell_councils_short(expand_abbreviations(inner))
        # A field of work ("CCHC") is no name: it stays as printed.
        kept.append(full if full[0].isupper() else inner)
        return chr(_FIRST_MARK + len(kept) - 1)

    for _ in range(_DEPTH):
        text = _INNERMOST.sub(mark, text)
    return text, kept


def unmask_brackets(name: str, kept: list[str]) -> str:
    """The name with its brackets in print; one that only says the name again, in short or in full, is left out."""
    bare = f" {fold_words(_MARK.sub(' ', name))} "

    def spell(match: regex.Match[str]) -> str:
        inner = kept[ord(match.group()) - _FIRST_MARK]
        again = f" {fold_words(_MARK.sub(' ', inner))} " in bare
        return "" if again else f" ({_MARK.sub(spell, inner)})"

    return _MARK.sub(spell, name)


def has_bracket(name: str) -> bool:
    """Whether a name has a bracket, masked or in print."""
    return _MARK.search(name) is not None or "(" in name


def split_marks(name: str) -> tuple[str, str]:
    """A name and the masked brackets behind it."""
    bare = _MARK.sub("", name) if _MARK.search(name[-1:]) else name
    return bare, name[len(bare) :] if name.startswith(bare) else ""


def without_brackets(name: str) -> str:
    """The name of the office itself: 'Công an tỉnh (PC06)' is one with 'Công an tỉnh'."""
    for _ in range(_DEPTH):
        name = _INNERMOST.sub("", name)
    return name.strip()


def _is_part_of_name(inner: str) -> bool:
    text = inner.strip()
    if not _BEGINS_NAME.match(text) or _NUMBER.match(text):
        return False
    printed = f"{text.casefold()} "
    key = f"{fold_words(text)} "
    remarks = (*agency_words("remark"), *agency_words("invite"))
    # One syllable must be printed as it is: 'Đê điều' is no 'để', 'Giáo dục' no 'giao'.
    return not any(
        key.startswith(f"{fold_words(word)} ") if " " in word else printed.startswith((f"{word} ", f"{word}:"))
        for word in remarks
    )
