"""How much of a page was read right: characters, words, numbers, cells.

The truth of a page has the shape that `fixtures/truth.py` describes. What was read is a plain text and tables as lists
of `ReadCell`, so that any program can be judged, ours and its peers alike.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from rapidfuzz.distance import LCSseq, Levenshtein

SIMILAR = 0.9
"""From this similarity on the text of a cell counts as read."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that a program found; places count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What a program made of a page; None where it does not read that."""

    text: str | None = None
    tables: list[list[ReadCell]] | None = None


@dataclass(slots=True)
class Score:
    """Sums over pages; the shares are taken of the sums."""

    pages: int = 0
    characters: int = 0
    character_errors: int = 0
    words: int = 0
    word_errors: int = 0
    numbers: int = 0
    numbers_wrong: int = 0
    numbers_invented: int = 0
    grids: int = 0
    grids_right: int = 0
    cells: int = 0
    cells_found: int = 0
    cells_right: int = 0
    misses: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Score") -> "Score":
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))
        return self

    @property
    def cer(self) -> float | None:
        """Edits a character of prose pages."""
        return share(self.character_errors, self.characters)

    @property
    def wer(self) -> float | None:
        """Edits a word of prose pages."""
        return share(self.word_errors, self.words)

    @property
    def number_errors(self) -> float | None:
        """Share of the numbers of all pages that were not read."""
        return share(self.numbers_wrong, self.numbers)

    @property
    def invented(self) -> float | None:
        """Numbers read that do not stand there, as a share of those that do."""
        return share(self.numbers_invented, self.numbers)

    @property
    def cell_f1(self) -> float | None:
        """Harmonic mean of the shares of cells read and of cells given that are right."""
        return share(2 * self.cells_right, self.cells + self.cells_found) if self.cells else None


def share(part: float, whole: float) -> float | None:
    """A share, None of nothing."""
    return part / whole if whole else None


def plain(text: str) -> str:
    """Text with composed letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def readings(truth: dict[str, Any]) -> list[str]:
    """Accepted readings of a page: every order of its columns, with the page number and without."""
    texts = [plain(text) for text in [truth["text"], *truth["alt_texts"]]]
    head = next((line["text"] for b in truth["blocks"] if b["kind"] == "page_number" for line in b["lines"]), None)
    return texts + [text.removeprefix(head).strip() for text in texts] if head else texts


_FOOTNOTE_MARK = re.compile(r"\(\d{1,2}\)")
_SPACED = re.compile(r"(?<=\d)\s+(?=%)|(?<=\d)\s*/\s*(?=\w)")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*(?:[/-][^\W\d_]+)*%?")


def numbers(text: str) -> list[str]:
    """The numbers of a text in order: percentages, dates, numbers of documents, counts. Footnote marks are none: they
    are too small for any engine, and no value hangs on them.

    >>> numbers("Trước ngày 30/6/2024 đạt 92,5 % theo Quyết định số 76/QĐ-UBND(2), 2021-2025")
    ['30/6/2024', '92,5%', '76/QĐ-UBND', '2021', '2025']
    """
    return _NUMBER.findall(_SPACED.sub(lambda match: match[0].strip(), _FOOTNOTE_MARK.sub(" ", plain(text))))


def _score_numbers(truth: dict[str, Any], got: str, score: Score) -> None:
    found = numbers(got)

    def common(wanted: list[str]) -> int:
        # there is no one order of the cells of a page: each number counts wherever it was read
        if truth["kind"] == "table":
            return (Counter(wanted) & Counter(found)).total()
        return int(LCSseq.similarity(wanted, found))

    wanted = min(map(numbers, readings(truth)), key=lambda wanted: len(wanted) - 2 * common(wanted))
    right = common(wanted)
    score.numbers += len(wanted)
    score.numbers_wrong += len(wanted) - right
    score.numbers_invented += len(found) - right
    if right < len(wanted):
        lost, invented = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        score.misses.append(
            f"p{truth['page']}: numbers {' '.join(lost.elements())} read as {' '.join(invented.elements())}"
        )


def _score_prose(truth: dict[str, Any], got: str, score: Score) -> None:
    variants, got = readings(truth), plain(got)

    def nearest(units: Callable[[str], Sequence[str]]) -> tuple[int, int]:
        return min((Levenshtein.distance(units(text), units(got)), len(units(text))) for text in variants)

    errors, length = nearest(str)
    word_errors, words = nearest(str.split)
    score.character_errors += errors
    score.characters += length
    score.word_errors += word_errors
    score.words += words
    if errors > 0.03 * length:
        score.misses.append(f"p{truth['page']}: {errors} errors in {length} characters")


def alike(one: str, two: str) -> bool:
    """Whether two texts of cells are nearly the same, spaces aside."""
    one, two = plain(one).replace(" ", ""), plain(two).replace(" ", "")
    return one == two or (bool(one and two) and Levenshtein.normalized_similarity(one, two) >= SIMILAR)


def _score_tables(truth: dict[str, Any], tables: list[list[ReadCell]], with_spans: bool, score: Score) -> None:
    score.cells_found += sum(bool(cell.text.strip()) for table in tables for cell in table)
    left = list(tables)
    for table in truth["tables"]:
        places = {_place(c["r"], c["c"], c["rowspan"], c["colspan"], with_spans): c["text"] for c in table["cells"]}
        filled = {place: text for place, text in places.items() if text.strip()}
        best, right, lost = None, -1, []
        for candidate in left:
            texts = {_place(c.row, c.column, c.row_span, c.column_span, with_spans): c.text for c in candidate}
            wrong = [place for place, text in filled.items() if not alike(text, texts.get(place, ""))]
            if len(filled) - len(wrong) > right:
                best, right = candidate, len(filled) - len(wrong)
                lost = [
                    f"p{truth['page']} r{place[0]} c{place[1]}: {plain(filled[place])!r} got {texts.get(place)!r}"
                    for place in wrong
                ]
        score.grids += 1
        score.cells += len(filled)
        if best is None:
            score.misses.append(f"p{truth['page']}: no table found")
            continue
        left.remove(best)
        score.cells_right += right
        score.misses += lost
        if {_place(c.row, c.column, c.row_span, c.column_span, with_spans) for c in best} == set(places):
            score.grids_right += 1
        else:
            score.misses.append(f"p{truth['page']}: grid differs")


def _place(row: int, column: int, row_span: int, column_span: int, with_spans: bool) -> tuple[int, ...]:
    return (row, column, row_span, column_span) if with_spans else (row, column)


def score_page(truth: dict[str, Any], read: ReadPage, *, with_spans: bool = True) -> Score:
    """The measures of one page; `with_spans` False forgives a program that does not tell which cells are merged."""
    score = Score(pages=1)
    if read.text is not None:
        _score_numbers(truth, read.text, score)
        if truth["kind"] == "prose":
            _score_prose(truth, read.text, score)
    if read.tables is not None:
        _score_tables(truth, read.tables, with_spans, score)
    return score
