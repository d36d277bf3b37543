"""Several documents in one file: what begins a document, and above all what does not."""

from pathlib import Path

import pytest

from models.document import Document
from pipeline.process import process
from pipeline.recognise import Settings, read_pages
from pipeline.split import split
from tests.pipeline.papers import BODY, annex, decision, head, letter, plan, report_form, write_pdf

DIGITAL = Path(__file__).parents[2] / "fixtures" / "digital"
DAY = "Đồng Lâm, ngày 09 tháng 01 năm 2026"
BY_HAND = "Đồng Lâm, ngày      tháng 01 năm 2026"
DOTTED = "Đồng Lâm, ngày … tháng 01 năm 2026"
PARTY = "**ĐẢNG BỘ HUYỆN TÂN SƠN**\n**ĐẢNG ỦY XÃ ĐỒNG LÂM**"


def first_pages(pdf: Path) -> list[int]:
    return [part.pages[0].number for part in split(read_pages(pdf, Settings(workers=1)))]


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        pytest.param([letter(), plan()], [1, 2], id="letter and plan"),
        pytest.param([letter(), DIGITAL / "my-tho-2026.pdf"], [1, 2], id="letter and plan of several pages"),
        pytest.param([DIGITAL / "dak-ha-2025.pdf", DIGITAL / "my-hiep-2023.pdf"], [1, 8], id="two plans with annexes"),
        pytest.param([DIGITAL / "yen-bai-2024.pdf", DIGITAL / "my-hiep-2023.pdf"], [1, 9], id="decision, then a plan"),
        pytest.param([letter("Số:      /UBND-VP"), plan("Số:      /KH-UBND", BY_HAND)], [1, 2], id="numbers by hand"),
        pytest.param([letter(), plan("Số: ……/KH-UBND", DOTTED)], [1, 2], id="dots for the hand"),
        pytest.param([decision(issues=False), decision("Số: 31/QĐ-UBND", issues=False)], [1, 2], id="two decisions"),
        pytest.param([letter(), plan(), plan("Số: 13/KH-UBND")], [1, 2, 3], id="three documents"),
        pytest.param(
            [letter(), plan("Số: 12-KH/ĐU", organ=PARTY, state="**ĐẢNG CỘNG SẢN VIỆT NAM**")], [1, 2], id="the Party's"
        ),
        pytest.param([plan(), annex(), letter()], [1, 3], id="a letter after an annex"),
    ],
)
def test_a_complete_letterhead_of_its_own_begins_a_document(
    tmp_path: Path, papers: list[str | Path], expected: list[int]
) -> None:
    assert first_pages(write_pdf(tmp_path, "file", *papers)) == expected


NAMED = "**ỦY BAN NHÂN DÂN**\n**XÃ ĐỒNG LÂM**"
FILLED = {"number": "Số: 01/BC-UBND", "date": DAY, "organ": NAMED, "rows": "1. Kết quả"}
"""A form that is filled in as an example, but for what a case changes."""
MODEL = "::: center\nMẫu số 01\n:::\n\n"
ATTACHED = "(Ban hành kèm theo Quyết định số 30/QĐ-UBND)"


@pytest.mark.parametrize(
    "papers",
    [
        pytest.param([DIGITAL / "yen-bai-2024.pdf"], id="decision, plan and annex"),
        pytest.param([decision(), plan("Số: 30/QĐ-UBND", below=ATTACHED)], id="attached by its line"),
        pytest.param([decision(), plan("Số: 12/KH-UBND", below=ATTACHED)], id="attached, with a number of its own"),
        pytest.param([decision(), plan("Số: 30/QĐ-UBND")], id="the decision's number again"),
        pytest.param([decision(), plan("Số: 36/QĐ-UBND")], id="the decision's number misread"),
        pytest.param([decision(), plan("Số:      /KH-UBND", BY_HAND)], id="the plan that the decision issues"),
        pytest.param([letter(), plan(below="(Kèm theo Công văn số 45/UBND-VP của xã)")], id="attached to a letter"),
        pytest.param([plan(), plan()], id="the same document twice"),
        pytest.param([plan(), report_form()], id="a form to be filled in"),
        pytest.param([plan(), report_form(**FILLED, above=MODEL)], id="a numbered form"),
        pytest.param([plan(), report_form(**FILLED, about="Kết quả của ……………… năm 2026")], id="a dotted title"),
        pytest.param([plan(), report_form(**FILLED | {"rows": "1. Kết quả: ……………"})], id="dotted text"),
        pytest.param([plan(), report_form(**FILLED | {"date": "Đồng Lâm, ngày      tháng      năm"})], id="undated"),
        pytest.param([plan(), report_form(**FILLED | {"organ": "**ỦY BAN NHÂN DÂN XÃ**"})], id="no name of a unit"),
        pytest.param(
            [plan(), report_form(**FILLED | {"organ": "**UBND HUYỆN TÂN SƠN**\n**TÊN ĐƠN VỊ**"})], id="a placeholder"
        ),
        pytest.param(
            [plan(), annex(), report_form(**FILLED | {"number": "Số:      /BC-UBND", "date": BY_HAND})],
            id="without number behind an annex",
        ),
        pytest.param([letter(), plan(above="::: center\n**DỰ THẢO**\n:::\n\n")], id="a draft"),
        pytest.param([plan(), BODY + report_form(**FILLED)], id="a letterhead below text"),
        pytest.param([plan(), "1. Kết quả\n\n" * 12 + report_form(**FILLED)], id="a letterhead down the page"),
        pytest.param([plan(), annex(report_form(**FILLED))], id="a letterhead within an annex"),
        pytest.param([plan(closed=False), plan("Số: 13/KH-UBND")], id="nothing closes the first"),
        pytest.param([decision(), head("Số: 31/QĐ-UBND", DAY) + annex()], id="an annex under a letterhead"),
    ],
)
def test_other_letterheads_begin_nothing(tmp_path: Path, papers: list[str | Path]) -> None:
    assert first_pages(write_pdf(tmp_path, "file", *papers)) == [1]


def check_whole(document: Document) -> None:
    numbers = {page.number for page in document.pages}
    for line in document.lines:
        assert line.page in numbers
        assert document.text[line.start : line.end].strip()
        assert [document.text[word.start : word.end] for word in line.words] == document.text[
            line.start : line.end
        ].split(" ")
    assert document.blocks[0].start == 0
    assert document.blocks[-1].end == len(document.text)
    for table in document.tables:
        assert table.start < table.end <= len(document.text)
        assert document.text[table.start : table.end].count("\n") == table.rows - 1
    assert {line.page for line in document.running} <= numbers


def test_each_part_is_a_whole_document_of_its_own(tmp_path: Path) -> None:
    papers = [letter(), DIGITAL / "my-tho-2026.pdf", plan("Số: 13/KH-UBND")]
    whole = read_pages(write_pdf(tmp_path, "file", *papers), Settings(workers=1))
    parts = split(whole)
    assert [part.part for part in parts] == [1, 2, 3]
    assert [[page.number for page in part.pages] for part in parts] == [[1], [2, 3, 4, 5, 6, 7], [8]]
    for part in parts:
        check_whole(part)
    assert "\n\n".join(part.text for part in parts) == whole.text
    alone = read_pages(DIGITAL / "my-tho-2026.pdf", Settings(workers=1))
    assert parts[1].text == alone.text
    assert len(parts[1].tables) == len(alone.tables)


def test_the_document_that_plans_stands_for_the_file(tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path, "file", letter(), DIGITAL / "my-tho-2026.pdf", plan("Số: 13/KH-UBND"))
    processed = process(pdf)
    assert (processed.document.part, processed.records.document.number) == (2, "09/KH-UBND")
    assert [one.records.document.number for one in processed.parts] == ["45/UBND-VP", "09/KH-UBND", "13/KH-UBND"]
    assert [one.document.part for one in processed.others] == [1, 3]
    first = processed.others[0].records
    assert (first.document.kind, first.document.signer, first.targets) == ("Công văn", "Trần Văn Bình", [])
    quotes = [target.quote for target in processed.others[1].records.targets]
    text = processed.others[1].document.text
    assert [text[t.char_start : t.char_end] for t in processed.others[1].records.targets] == quotes
    assert {target.page for target in processed.others[1].records.targets} == {8}


def test_of_equal_documents_the_first_stands_for_the_file(tmp_path: Path) -> None:
    processed = process(write_pdf(tmp_path, "file", plan(), plan("Số: 13/KH-UBND")))
    assert processed.records.document.number == "12/KH-UBND"
