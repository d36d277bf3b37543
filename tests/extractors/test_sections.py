from dataclasses import replace

import pytest

from extractors.sections import find_sections, goal_kind, section_at
from models.document import Origin
from tests.extractors.builders import document_of

PLAN = """QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch của Ủy ban nhân dân huyện.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KẾ HOẠCH
I. MỤC TIÊU, YÊU CẦU
1. Mục tiêu
- Nâng cao chất lượng phục vụ nhân dân trên địa bàn.
2. Yêu cầu
- Bám sát chỉ đạo của cấp trên trong từng nhiệm vụ.
II. NHIỆM VỤ
1. Cải cách thể chế
a) Mục tiêu:
- 100% văn bản được thẩm định.
b) Nhiệm vụ:
- Rà soát văn bản.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này trên địa bàn huyện.
2. Phòng Tài chính - Kế hoạch bố trí kinh phí thực hiện theo quy định hiện hành.
Phụ lục I
DANH MỤC NHIỆM VỤ NĂM 2024
(Kèm theo Quyết định của Ủy ban nhân dân huyện)"""


def test_the_tree_of_a_decision_and_its_plan() -> None:
    found = [(s.path, s.kind, s.title) for s in find_sections(document_of(PLAN))]
    assert found == [
        ("Điều 1", "clause", "Ban hành kèm theo Quyết định này Kế"),
        ("Điều 2", "clause", "Quyết định này có hiệu lực từ ngày"),
        ("I", "heading", "MỤC TIÊU, YÊU CẦU"),
        ("I.1", "heading", "Mục tiêu"),
        ("I.2", "heading", "Yêu cầu"),
        ("II", "heading", "NHIỆM VỤ"),
        ("II.1", "heading", "Cải cách thể chế"),
        ("II.1.a", "heading", "Mục tiêu"),
        ("II.1.b", "heading", "Nhiệm vụ"),
        ("III", "heading", "TỔ CHỨC THỰC HIỆN"),
        ("III.1", "clause", "Phòng Nội vụ theo dõi, đôn đốc việc"),
        ("III.2", "clause", "Phòng Tài chính - Kế hoạch bố trí"),
        ("PL1", "heading", "DANH MỤC NHIỆM VỤ NĂM 2024"),
    ]


def test_ranges_cover_their_content() -> None:
    document = document_of(PLAN)
    sections = find_sections(document)
    assert section_at(sections, document.text.index("100%")).path == "II.1.a"  # type: ignore[union-attr]
    assert section_at(sections, 0) is None
    for section in sections:
        assert section.char_start is not None
        assert document.text[section.char_start :].startswith(section.label)


def test_domain_is_inherited() -> None:
    domains = {s.path: s.domain for s in find_sections(document_of(PLAN))}
    assert domains["II.1"] == domains["II.1.b"] == "institutions"
    assert domains["II"] is None


def test_purpose_of_a_part() -> None:
    document = document_of(PLAN)
    sections = find_sections(document)
    purpose = {
        word: goal_kind(sections, document.text.index(word)) for word in ("Nâng cao", "Bám sát", "100%", "Rà soát")
    }
    assert purpose == {"Nâng cao": "goals", "Bám sát": "requirements", "100%": "goals", "Rà soát": None}


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        # A number skipped and one printed twice are kept; the second carries its count.
        (["1. Một việc.", "2. Hai việc.", "2. Lại hai việc.", "5. Năm việc."], ["1", "2", "2#2", "5"]),
        # A misprinted letter of a typed text stays.
        (["a) Một.", "b) Hai.", "c) Ba.", "d) Bốn.", "d) Năm.", "e) Sáu."], ["a", "b", "c", "d", "d#2", "e"]),
        # 'l.' is 1. inside a part in roman numerals, and II. is read as H.
        (["I. MỤC TIÊU", "l. Mục tiêu chung", "2. Mục tiêu cụ thể", "H. NHIỆM VỤ"], ["I", "I.1", "I.2", "II"]),
        # A number that lost its dot counts where it is the next.
        (["1. Rà soát quy trình.", "2 Tiếp tục đổi mới.", "3. Kiểm tra."], ["1", "2", "3"]),
        # '1.1' names its parent itself.
        (["II. NHIỆM VỤ", "1. Cải cách thể chế", "1.1. Mục tiêu", "1.2. Nhiệm vụ", "2. Chuyển đổi số"],
         ["II", "II.1", "II.1.1", "II.1.2", "II.2"]),
        # A letter between h) and k) is no roman numeral; alone after an arabic label it is.
        ([f"{letter}) Một việc." for letter in "abcdđeghik"], list("abcdđeghik")),
        (["a) Một.", "(i) Trong đó một.", "(ii) Trong đó hai.", "b) Hai."], ["a", "a.i", "a.ii", "b"]),
        # Parts in words, chapters, capital letters.
        (["Phần thứ nhất", "KẾT QUẢ", "I. KẾT QUẢ ĐẠT ĐƯỢC", "Phần thứ hai", "PHƯƠNG HƯỚNG", "I. MỤC TIÊU"],
         ["P1", "P1.I", "P2", "P2.I"]),
    ],
)  # fmt: skip
def test_numbering_of_real_plans(lines: list[str], paths: list[str]) -> None:
    assert [s.path for s in find_sections(document_of("\n".join(lines)))] == paths


def test_a_title_in_one_run_with_its_text() -> None:
    text = "1. Cải cách thể chế: Rà soát văn bản của các cấp.\n2. Chuyển đổi số: Mở rộng mạng."
    found = [(s.kind, s.title) for s in find_sections(document_of(text))]
    assert found == [("heading", "Cải cách thể chế"), ("heading", "Chuyển đổi số")]


def test_bullets_date_lines_and_table_rows_are_no_nodes() -> None:
    text = "I. MỤC TIÊU\nĐến năm 2025:\n- Đạt 90%.\n+ Đạt 80%.\nTT\tNội dung\n1\tRà soát văn bản"
    assert [s.path for s in find_sections(document_of(text))] == ["I"]


def test_letters_that_lost_or_won_a_stroke_in_recognition_are_repaired() -> None:
    printed = document_of("a) Một.\nb) Hai.\nc) Ba.\nđ) Bốn.\nd) Năm.\ne) Sáu.")
    recognised = replace(printed, pages=(replace(printed.pages[0], origin=Origin.OCR),))
    assert [s.path for s in find_sections(recognised)] == ["a", "b", "c", "d", "đ", "e"]


def test_a_numeral_that_lost_a_stroke_in_recognition_is_repaired() -> None:
    lines = ["I. MỤC TIÊU", "II. NHIỆM VỤ", "II. TỔ CHỨC THỰC HIỆN", "IV. KINH PHÍ"]
    printed = document_of("\n".join(lines))
    recognised = replace(printed, pages=(replace(printed.pages[0], origin=Origin.OCR),))
    assert [s.path for s in find_sections(recognised)] == ["I", "II", "III", "IV"]
    assert [s.path for s in find_sections(printed)] == ["I", "II", "II#2", "IV"]
    assert find_sections(recognised)[2].label == "II."
