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
    r"(?<!\p{L})(?P<slip>phần đầu) (?:đạt|giảm|tăng|hoàn thành|nâng|đưa|có|đến|trở|thuộc|nằm|xếp|duy trì|tối thiểu|trên)"
    r" [^.;\n\t]{0,80}?\d",
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
        found = [words for words in meant if _is_slip(one.word, words[0]) != _is_slip(two.word, words[1])]
        found = [words for words in found if (words[0] == one.word) != (words[1] == two.word)]
        if len(found) != 1 or syllables.is_word(index - 1) or syllables.is_word(index + 1):
            continue
        place, right = (index, found[0][0]) if found[0][0] != one.word else (index + 1, found[0][1])
        if not syllables.may_be_name(place):
            read = every[place]
            yield read.start, read.end, in_case_of(text[read.start : read.end], right)


def _is_slip(read: str, right: str) -> bool:
    """Whether a syllable can be a slip for another: its marks differ, or the stroke of its d, not both; and it is not one
    that stands beside any word."""
    if read == right or read in free_syllables():
        return False
    if read.startswith("đ") != right.startswith("đ"):
        return read[1:] == right[1:]
    return marks(read) != marks(right)


def _strivings(text: str) -> Iterator[Edit]:
    for match in _STRIVE.finditer(text):
        start, end = match.span("slip")
        yield start, end, in_case_of(match["slip"], "phấn đấu")
