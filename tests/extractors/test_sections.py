from dataclasses import replace

import pytest

from extractors.sections import behind_label, find_sections, goal_kind, section_at
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


POINTS = (
    "1. Rà soát thủ tục hành chính còn rườm rà trên địa bàn.",
    "2. Đẩy mạnh chuyển đổi số ở từng cơ quan, đơn vị.",
    "3. Bố trí cán bộ, công chức theo vị trí việc làm.",
    "4. Chăm lo đời sống của Nhân dân các thôn.",
    "5. Giữ gìn vệ sinh nơi làm việc hằng ngày.",
    "6. Trồng cây xanh quanh trụ sở.",
    "7. Thăm hỏi gia đình chính sách dịp lễ, Tết.",
)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((0, 1, 2, 3), ["procedures", "digital_government", "civil_service", None]),
        # of few points, or where most speak of other things, one that names an area is not about it
        ((0, 1, 3), [None] * 3),
        ((0, 1, 3, 4, 5, 6), [None] * 6),
    ],
)
def test_areas_of_points(points, expected) -> None:
    text = "\n".join(["I. NHIỆM VỤ TRỌNG TÂM", *(POINTS[at] for at in points)])
    assert [s.domain for s in find_sections(document_of(text))[1:]] == expected


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


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        # The decision's articles, then the plan, an outline and annexes behind the signature.
        (
            [
                "QUYẾT ĐỊNH:",
                "Điều 1. Ban hành Kế hoạch.",
                "Điều 2. Hiệu lực.",
                "1. Từ ngày ký.",
                "KẾ HOẠCH",
                "I. MỤC TIÊU",
                "1. Mục tiêu chung",
                "II. NHIỆM VỤ",
                "Nơi nhận:",
                "- Như trên;",
                "- Lưu: VT.",
                "TM. ỦY BAN NHÂN DÂN",
                "CHỦ TỊCH",
                "Phụ lục I",
                "ĐỀ CƯƠNG BÁO CÁO",
                "I. KẾT QUẢ",
                "1. Ưu điểm",
                "Phụ lục II",
                "DANH MỤC NHIỆM VỤ",
                "I. THỂ CHẾ",
            ],
            ["Điều 1", "Điều 2", "Điều 2.1", "I", "I.1", "II", "PL1", "PL1.I", "PL1.I.1", "PL2", "PL2.I"],
        ),
        # '2.1' names its article itself.
        (
            ["Điều 2. Nhiệm vụ", "2.1. Thể chế", "2.2. Bộ máy", "1. Một"],
            ["Điều 2", "Điều 2.1", "Điều 2.2", "Điều 2.1#2"],
        ),
        (["Điều 3. Nhiệm vụ", "2.1. Thể chế"], ["Điều 3", "Điều 3.2.1"]),
        # A heading in capitals without label between labelled ones is no node and ends none.
        (["I. MỤC TIÊU", "CÁC CHỈ TIÊU CHỦ YẾU", "1. Chỉ tiêu chung", "2. Chỉ tiêu riêng"], ["I", "I.1", "I.2"]),
        # Chapters, sections and articles of a regulation.
        (
            [
                "Chương I",
                "QUY ĐỊNH CHUNG",
                "Điều 1. Phạm vi",
                "Điều 2. Đối tượng",
                "1. Cơ quan nhà nước.",
                "Chương II",
                "NHIỆM VỤ",
                "Mục 1. Cấp tỉnh",
                "Điều 3. Sở Nội vụ",
            ],
            [
                "Chương I",
                "Chương I.Điều 1",
                "Chương I.Điều 2",
                "Chương I.Điều 2.1",
                "Chương II",
                "Chương II.Mục 1",
                "Chương II.Mục 1.Điều 3",
            ],
        ),
        # Capital letters above numerals, points below, small numerals below these.
        (
            [
                "A. ĐÁNH GIÁ",
                "I. KẾT QUẢ",
                "1. Thể chế",
                "B. PHƯƠNG HƯỚNG",
                "I. MỤC TIÊU",
                "1. Chung",
                "a) Một.",
                "(i) Trong đó.",
                "(ii) Ngoài ra.",
                "b) Hai.",
            ],
            ["A", "A.I", "A.I.1", "B", "B.I", "B.I.1", "B.I.1.a", "B.I.1.a.i", "B.I.1.a.ii", "B.I.1.b"],
        ),
        # Three levels of figures; the third names its parents itself.
        (
            ["1. Thể chế", "1.1. Mục tiêu", "1.1.1. Cấp tỉnh", "1.1.2. Cấp xã", "1.2. Nhiệm vụ", "2. Thủ tục"],
            ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2"],
        ),
        # All letters in Vietnamese order are points.
        ([f"{letter}) Một việc." for letter in "abcdđeghiklmnopqrstuvxy"], list("abcdđeghiklmnopqrstuvxy")),
        # Letters as typed: f stays, đ left out stays left out.
        (["a) Một.", "b) Hai.", "c) Ba.", "d) Bốn.", "e) Năm.", "f) Sáu."], list("abcdef")),
        (["a/ Một.", "b/ Hai.", "c/ Ba."], ["a", "b", "c"]),
        (["a. Một việc.", "b. Hai việc."], ["a", "b"]),
        # Marks that are missing, other, or spaced.
        (
            ["I MỤC TIÊU", "1 Mục tiêu chung", "2 Mục tiêu riêng", "II NHIỆM VỤ", "III TỔ CHỨC"],
            ["I", "I.1", "I.2", "II", "III"],
        ),
        (["I: MỤC TIÊU", "1, Mục tiêu chung", "2; Mục tiêu riêng", "II: NHIỆM VỤ"], ["I", "I.1", "I.2", "II"]),
        (["1 . Thể chế", "a ) Mục tiêu", "b} Nhiệm vụ", "2 . Thủ tục"], ["1", "1.a", "1.b", "2"]),
        (["1. Thể chế", "a Rà soát văn bản.", "b Kiểm tra văn bản.", "2. Thủ tục"], ["1", "1.a", "1.b", "2"]),
        # Figures that look like others, where the sequence expects them.
        (
            ["L. MỤC TIÊU", "l. Chung", "Z. Riêng", "ll. NHIỆM VỤ", "IH. TỔ CHỨC", "1V. KINH PHÍ"],
            ["I", "I.1", "I.2", "II", "III", "IV"],
        ),
        (["1. MỤC TIÊU", "1. Chung", "2. Riêng", "II. NHIỆM VỤ"], ["I", "I.1", "I.2", "II"]),
        # The heading above was lost.
        (["1. Chung", "2. Riêng", "II. NHIỆM VỤ"], ["1", "2", "II"]),
        (["9. Công an", "10. Phòng Y tế", "1I. Phòng Tư pháp", "12. Thanh tra"], ["9", "10", "11", "12"]),
        (["2. Thủ tục", "2,1. Mục tiêu", "2.Z. Nhiệm vụ", "3. Bộ máy"], ["2", "2.1", "2.2", "3"]),
        (["1. Thể chế", "l.1. Mục tiêu", "1.2. Nhiệm vụ"], ["1", "1.1", "1.2"]),
        (["7. Sở Y tế", "§. Sở Tư pháp", "9. Công an tỉnh"], ["7", "8", "9"]),
        # No labels: numbers and letters in sentences.
        (
            [
                "1. Thể chế",
                "2021 Là năm đầu của kỳ.",
                "3 đơn vị hoàn thành.",
                "5 - 7 mô hình mới.",
                "Y tế cơ sở.",
                "2. Thủ tục",
            ],
            ["1", "2"],
        ),
        (["I. MỤC TIÊU", "10 Chỉ tiêu chủ yếu được giao.", "II. NHIỆM VỤ"], ["I", "II"]),
    ],
)
def test_features_of_real_plans(lines: list[str], paths: list[str]) -> None:
    assert [s.path for s in find_sections(document_of("\n".join(lines)))] == paths


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["I. MỤC TIÊU", "H. NHIỆM VỤ"], [("I.", None), ("II.", "H.")]),
        (
            ["I. MỤC TIÊU", "l. Chung", "2, Riêng", "II: NHIỆM VỤ"],
            [("I.", None), ("1.", "l."), ("2.", "2,"), ("II.", "II:")],
        ),
        (["1. Một.", "a) Hai.", "b} Ba."], [("1.", None), ("a)", None), ("b)", "b}")]),
        (["2. Một.", "2,1. Hai.", "2.2. Ba."], [("2.", None), ("2.1.", "2,1."), ("2.2.", None)]),
        # Regular forms are no repairs, nor is a mark that was never printed.
        (
            ["I - MỤC TIÊU", "1/ Chung", "2) Riêng", "II- NHIỆM VỤ"],
            [("I -", None), ("1/", None), ("2)", None), ("II-", None)],
        ),
        (["5. Một việc.", "6 Tiếp tục đổi mới."], [("5.", None), ("6", None)]),
        (["Điều l. Một.", "Điều 2. Hai."], [("Điều 1.", "Điều l."), ("Điều 2.", None)]),
        (["a) Một.", "(i) Hai.", "Phụ lục 1", "DANH MỤC"], [("a)", None), ("(i)", None), ("Phụ lục 1", None)]),
    ],
)
def test_the_label_as_read_is_kept(lines: list[str], labels: list[tuple[str, str | None]]) -> None:
    document = document_of("\n".join(lines))
    sections = find_sections(document)
    assert [(section.label, section.label_raw) for section in sections] == labels
    for section in sections:
        assert document.text[section.char_start :].startswith(section.label_raw or section.label)
        behind = document.text[behind_label(document.text, section) :]
        assert behind[0].isupper()


@pytest.mark.parametrize(
    ("printed", "recognised"),
    [
        # d and đ, c and e, b and h are read for each other; a letter printed twice stays.
        ("a b c đ d e", "a b c d đ e"),
        ("a b c d đ c g", "a b c d đ e g"),
        ("a b c c d đ", "a b c c#2 d đ"),
        ("a b c d đ e f", "a b c d đ e f"),
        ("a b c d đ e g b i", "a b c d đ e g h i"),
    ],
)
def test_letters_in_recognised_text(printed: str, recognised: str) -> None:
    document = document_of("\n".join(f"{letter}) Một việc." for letter in printed.split()))
    document = replace(document, pages=(replace(document.pages[0], origin=Origin.OCR),))
    assert [section.path for section in find_sections(document)] == recognised.split()


@pytest.mark.parametrize(
    ("printed", "recognised"),
    [
        # A figure that looks like the one due, before the one that follows it.
        ("1 2 8 4", "1 2 3 4"),
        ("1 2 3 4 6 6 7", "1 2 3 4 5 6 7"),
        # Skipped and repeated ones stay.
        ("1 2 4 5", "1 2 4 5"),
        ("1 2 2 3", "1 2 2#2 3"),
    ],
)
def test_figures_in_recognised_text(printed: str, recognised: str) -> None:
    document = document_of("\n".join(f"{figure}. Một việc." for figure in printed.split()))
    document = replace(document, pages=(replace(document.pages[0], origin=Origin.OCR),))
    assert [section.path for section in find_sections(document)] == recognised.split()


def test_a_speck_before_a_label() -> None:
    typed = document_of("“Điều 1. Ban hành Kế hoạch.\n. 1. Một việc.")
    recognised = replace(typed, pages=(replace(typed.pages[0], origin=Origin.OCR),))
    assert find_sections(typed) == []
    found = [(s.path, s.label, s.label_raw) for s in find_sections(recognised)]
    assert found == [("Điều 1", "Điều 1.", "“Điều 1."), ("Điều 1.1", "1.", ". 1.")]


@pytest.mark.parametrize(
    ("line", "bold", "kind", "title"),
    [
        ("1. Cải cách thể chế: Rà soát văn bản của các cấp.", False, "heading", "Cải cách thể chế"),
        ("1. Cải cách thể chế. Rà soát văn bản của các cấp, các ngành.", True, "heading", "Cải cách thể chế"),
        ("1. Cải cách thể chế. Rà soát văn bản của các cấp, các ngành.", False, "clause", None),
        # In small letters the sentence goes on.
        ("a) Cấp huyện: tổng kết bằng hội nghị trong tháng 6 theo hướng dẫn.", False, "clause", None),
        # What opens a list names nothing.
        ("b) Theo dõi việc chấp hành các quy định trên những lĩnh vực có nhiều vướng mắc, gồm:", False, "clause", None),
        ("2. Chỉ tiêu cụ thể:", False, "heading", "Chỉ tiêu cụ thể"),
        ("3. Các phòng: Tư pháp, Nội vụ", False, "heading", "Các phòng: Tư pháp, Nội vụ"),
    ],
)
def test_headings_and_clauses(line: str, bold: bool, kind: str, title: str | None) -> None:
    section = find_sections(document_of(line + "\n- Việc thứ nhất.", bold=(line,) if bold else ()))[0]
    assert section.kind == kind
    assert title is None or section.title == title


def test_what_stands_between_an_annex_and_its_attachment_line_is_its_title() -> None:
    text = "PHỤ LỤC 1\nĐỀ CƯƠNG BÁO CÁO\nTổng kết công tác năm 2024\n(Kèm theo Kế hoạch của huyện)\nI. KẾT QUẢ\n- Một."
    assert find_sections(document_of(text))[0].title == "ĐỀ CƯƠNG BÁO CÁO Tổng kết công tác năm 2024"


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
    third = find_sections(recognised)[2]
    assert (third.label, third.label_raw) == ("III.", "II.")
    # Where III follows, II was printed twice.
    again = document_of("\n".join([*lines[:3], "III. KINH PHÍ"]))
    again = replace(again, pages=recognised.pages)
    assert [s.path for s in find_sections(again)] == ["I", "II", "II#2", "III"]
