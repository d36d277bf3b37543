"""Parts that are announced and missing: examples and counter-examples."""

import pytest

from tests.extractors.finding_texts import PLAN, all_findings, places

ANNEX = "\nPHỤ LỤC {}\nDANH MỤC NHIỆM VỤ\n"
END = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"


@pytest.mark.parametrize(
    ("sentence", "annexes", "expected"),
    [
        ("Biểu tổng hợp theo mẫu tại Phụ lục 3.", "12", ["I"]),
        ("Biểu tổng hợp theo mẫu tại Phụ lục số 02.", "12", []),
        ("Biểu tổng hợp theo mẫu tại Phụ lục II.", "12", []),
        ("Phân công cụ thể tại các Phụ lục 1, 2 và 3.", "12", ["I"]),
        ("Phân công cụ thể tại Phụ lục III kèm theo Kế hoạch này.", "12", ["I"]),
        ("Phân công cụ thể tại Phụ lục 1.", "", ["I"]),
        # another document's annex
        ("Thực hiện Phụ lục 5 ban hành kèm theo Thông tư số 01/2021/TT-BNV.", "12", []),
        ("Trình bày theo Phụ lục VI Nghị định số 30/2020/NĐ-CP.", "12", []),
        ("Chấm điểm theo Phụ lục 4 của Bộ tiêu chí.", "12", []),
        ("Trình bày theo Nghị định số 30/2020/NĐ-CP (Phụ lục 6).", "12", []),
    ],
)
def test_annexes_referred_to(sentence, annexes, expected):
    text = f"{PLAN}I. NHIỆM VỤ\n{sentence}{END}" + "".join(ANNEX.format(number) for number in annexes)
    assert places(text, "missing_part") == expected


def test_a_single_annex_without_number_is_the_first():
    text = f"{PLAN}I. NHIỆM VỤ\nPhân công tại Phụ lục 1.{END}\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
    assert places(text, "missing_part") == []


@pytest.mark.parametrize(
    ("annexes", "expected"), [(("1", "2"), []), (("2",), ["PL2"]), (("1", "3"), ["PL3"]), (("I", "II"), [])]
)
def test_the_numbers_of_annexes(annexes, expected):
    text = f"{PLAN}I. NHIỆM VỤ\nRà soát.{END}" + "".join(ANNEX.format(number) for number in annexes)
    assert [item.where for item in all_findings(text) if item.kind == "missing_part"] == expected


@pytest.mark.parametrize(
    ("sentence", "after", "count"),
    [
        ("Phân công cho từng đơn vị (có biểu chi tiết kèm theo).", "", 1),
        ("Số liệu tổng hợp theo biểu mẫu đính kèm.", "", 1),
        ("Nhiệm vụ nêu tại danh mục kèm theo Kế hoạch này.", "", 1),
        ("Nhiệm vụ nêu tại danh mục kèm theo Kế hoạch này.", "\nDANH MỤC NHIỆM VỤ\n1\tRà soát\n2\tKiểm tra\n3\tHọp", 0),
        ("Nhiệm vụ nêu tại danh mục kèm theo Kế hoạch này.", ANNEX.format(""), 0),
        ("Nhiệm vụ nêu tại danh mục kèm theo Quyết định số 12/QĐ-TTg.", "", 0),
        ("Người nộp gửi biểu mẫu kèm theo hồ sơ đề nghị.", "", 0),
    ],
)
def test_what_is_said_to_be_enclosed(sentence, after, count):
    assert len(places(f"{PLAN}I. NHIỆM VỤ\n{sentence}{END}{after}", "missing_part")) == count


SENTENCES = "\n".join(f"- Các phòng chuyên môn của huyện thực hiện tốt phần việc thứ {word} được giao." for word in
                      ("nhất", "hai", "ba", "tư", "năm"))  # fmt: skip


@pytest.mark.parametrize(
    ("last", "count"),
    [
        ("- Phòng Nội vụ theo dõi, đôn đốc các đơn vị và định kỳ báo", 1),
        ("- Phòng Nội vụ theo dõi, đôn đốc các đơn vị, tổng hợp kết quả của", 1),
        ("- Phòng Nội vụ theo dõi, đôn đốc các đơn vị, các xã và thị trấn,", 1),
        ("- Phòng Nội vụ theo dõi, đôn đốc các đơn vị và định kỳ báo cáo./.", 0),
        ("- Phòng Nội vụ theo dõi", 0),
        ("PHÒNG NỘI VỤ THEO DÕI, ĐÔN ĐỐC CÁC ĐƠN VỊ THỰC HIỆN KẾ HOẠCH", 0),
    ],
)
def test_a_text_that_breaks_off(last, count):
    assert len(places(f"{PLAN}I. NHIỆM VỤ\n{SENTENCES}\n{last}", "missing_part")) == count


def test_lists_without_stops_do_not_break_off():
    listed = SENTENCES.replace(".", "")
    text = f"{PLAN}I. NHIỆM VỤ\n{listed}\n- Phòng Nội vụ theo dõi, đôn đốc các đơn vị và định kỳ báo cáo"
    assert places(text, "missing_part") == []


@pytest.mark.parametrize(
    ("text", "letterhead", "expected"),
    [
        ("QUYẾT ĐỊNH\nBan hành Kế hoạch năm 2024\nCăn cứ Luật ngày 19/6/2015;\nĐiều 1. Ban hành.", False, ["document"]),
        ("QUYẾT ĐỊNH\nBan hành Kế hoạch năm 2024\nCăn cứ Luật ngày 19/6/2015;\nĐiều 1. Ban hành.", True, []),
        ("KẾ HOẠCH\nChuyển đổi số\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 03/01/2024)\nI. MỤC TIÊU", False, []),
    ],
)
def test_a_decision_without_letterhead(text, letterhead, expected):
    found = all_findings(text, number="214/QĐ-UBND", letterhead=letterhead)
    assert [item.where for item in found if item.kind == "missing_part"] == expected
