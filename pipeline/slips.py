"""Slips in the marks of a word, of typing or of recognition: 'đổi thoại', 'chặt chẻ', 'phần đầu đến năm 2025 giảm 10%'.

A syllable is read with other marks where, as it stands, it makes no word with either neighbour and with others it makes
one that plans are made of (corpora/compounds.tsv), and where neither of both syllables belongs to a word beside them:
'đoàn thế' is a slip, 'tổ chức đoàn thế giới' is none. Names and numbers stay what they are.
"""

from collections.abc import Iterator

import regex

from corpora.words import compounds, free_syllables, known_pairs, letters
from pipeline.spelling import Edit, Syllables, in_case_of, marks

# 'phần đầu' is the first part of something, but not before what is to be reached.
_STRIVE = regex.compile(
    r"(?<!\p{L})(?P<slip>phần đầu)"
    r" (?:đạt|giảm|tăng|hoàn thành|nâng|đưa|có|đến|trở|thuộc|nằm|xếp|duy trì|tối thiểu|trên)"
    r" [^.;\n\t\d]{0,30}+\d",
    regex.IGNORECASE,
)


def find_slips(text: str) -> Iterator[Edit]:
    """Ranges of the text (NFC) with the wording that is meant, in the case of what was read; in order, none
    overlapping."""
    edits = sorted([*_compounds(text), *_strivings(text)])
    done = 0
    for edit in edits:
        if edit[0] >= done:
            yield edit
            done = edit[1]


def _compounds(text: str) -> Iterator[Edit]:
    syllables = Syllables(text)
    every = syllables.all
    for index in range(len(every) - 1):
        one, two = every[index], every[index + 1]
        meant = compounds().get((letters(one.word), letters(two.word)))
        if not meant or (one.word, two.word) in known_pairs() or not syllables.adjoin(index):
            continue
        found = [words for words in meant if _may_mean((one.word, two.word), words)]
        if len(found) != 1 or _belongs_elsewhere(syllables, index):
            continue
        for place, right in zip((index, index + 1), found[0], strict=True):
            read = every[place]
            if read.word != right and not syllables.may_be_name(place):
                yield read.start, read.end, in_case_of(text[read.start : read.end], right)


def _belongs_elsewhere(syllables: Syllables, index: int) -> bool:
    """Whether a syllable or the next makes a word with what stands beside both, that is not taken itself: 'cán bộ đôi
    dư' holds no 'bộ đôi'."""
    before = syllables.is_word(index - 1) and not syllables.is_compound(index - 2)
    after = syllables.is_word(index + 1) and not syllables.is_compound(index + 2)
    return before or after


def _may_mean(read: tuple[str, str], right: tuple[str, str]) -> bool:
    """Whether each syllable that differs can be a slip."""
    return all(one == other or _is_slip(one, other) for one, other in zip(read, right, strict=True))


def _is_slip(read: str, right: str) -> bool:
    """Whether a syllable can be a slip for another: its marks differ, or the stroke of its d, not both; and it does not
    stand beside any word."""
    if read == right or read in free_syllables():
        return False
    if read.startswith("đ") != right.startswith("đ"):
        return read[1:] == right[1:]
    return marks(read) != marks(right)


def _strivings(text: str) -> Iterator[Edit]:
    for match in _STRIVE.finditer(text):
        start, end = match.span("slip")
        yield start, end, in_case_of(match["slip"], "phấn đấu")
