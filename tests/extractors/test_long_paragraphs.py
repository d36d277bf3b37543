"""Paragraphs without end are read in parts, and everything in them is found."""

import subprocess
import sys

import pytest

from extractors.long_paragraphs import LONGEST, cut_long_paragraphs
from models.document import BlockKind
from pipeline.extract import extract
from pipeline.normalise import normalise
from tests.extractors.builders import document_of


def test_usual_documents_stay_as_they_are() -> None:
    document = document_of("I. MỤC TIÊU\n- Đạt 80% hồ sơ.\nTT\tNội dung")
    assert cut_long_paragraphs(document) is document


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [("Số hóa 80% hồ sơ. ", ". "), ("số hóa 80% hồ sơ; ", "; "), ("số hóa, ", ", "), ("số ", " "), ("x", "x")],
)
def test_parts_end_behind_a_sentence_and_cover_everything(sentence: str, ends: str) -> None:
    text = "- " + sentence * (4 * LONGEST // len(sentence))
    document = cut_long_paragraphs(document_of(text))
    parts = [document.text[block.start : block.end] for block in document.blocks]
    assert "".join(parts) == text and len(parts) > 3
    assert all(len(part) <= LONGEST for part in parts)
    assert all(part.endswith(ends) for part in parts[:-1])


def test_tables_are_not_cut() -> None:
    document = document_of(f"TT\tNội dung\n1\t{'Rà soát. ' * LONGEST}\n{'Rà soát. ' * LONGEST}")
    kinds = [block.kind for block in cut_long_paragraphs(document).blocks]
    assert kinds[0] is BlockKind.TABLE and kinds.count(BlockKind.TABLE) == 1 and len(kinds) > 9


def test_every_target_of_a_line_without_end_is_found() -> None:
    text = "I. MỤC TIÊU\n- " + " ".join(f"Tối thiểu {1 + n % 99}% hồ sơ loại {n} được số hóa." for n in range(2000))
    records = extract(normalise(document_of(text)))
    assert [target.value for target in records.targets] == [1 + n % 99 for n in range(2000)]


# What made patterns slow: each takes a second or two, and took minutes or hours. Only a process can be given up.
@pytest.mark.parametrize("piece", [" ", "1 ", "80%, ", "nam 2024 ", "“", "a"])
def test_lines_made_to_be_slow_come_to_an_end(piece: str) -> None:
    program = (
        "from pipeline.extract import extract; from pipeline.normalise import normalise\n"
        "from tests.extractors.builders import document_of\n"
        f"extract(normalise(document_of('I. MỤC TIÊU\\n- Đạt' + {piece!r} * {300_000 // len(piece)} + '.')))"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
