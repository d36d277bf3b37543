"""Numbers and kinds that contradict each other. Texts and numbers are made up."""

import pytest

from tests.extractors.finding_texts import PLAN, all_findings, places

DECISION = (
    "QUYẾT ĐỊNH\nBan hành Kế hoạch chuyển đổi số năm 2024\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch.\n"
    "KẾ HOẠCH\nChuyển đổi số\n"
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(Kèm theo Quyết định số 241/QĐ-UBND ngày 08/02/2024 của UBND huyện Sông Lô)", ["number_mismatch"]),
        ("(Kèm theo Quyết định số 214/QĐ-UBND ngày 08/02/2024 của UBND huyện Sông Lô)", []),
        ("(Kèm theo Quyết định số 214/QĐ-UBND ngày 09/02/2024 của UBND huyện Sông Lô)", ["date_conflict"]),
        (
            "(Kèm theo Kế hoạch ban hành tại Quyết định số 24/QĐ-UBND ngày 08/02/2024 của UBND huyện)",
            ["number_mismatch"],
        ),
        # another body's decision, or one of another day, is no slip of this one's number
        ("(Kèm theo Quyết định số 241/QĐ-TTg ngày 08/02/2024 của Thủ tướng Chính phủ)", []),
        ("(Kèm theo Quyết định số 1877/QĐ-UBND ngày 03/5/2019 của UBND huyện Sông Lô)", []),
        ("(Kèm theo Quyết định số     /QĐ-UBND ngày    tháng 02 năm 2024)", []),
    ],
)
def test_attachment_lines(line, expected):
    assert [item.kind for item in all_findings(DECISION + line + "\nI. MỤC TIÊU", number="214/QĐ-UBND")] == expected


ISSUED = "Quyết định số 1282/QĐ-BNV ngày 10/5/2022 của Bộ Nội vụ về phát triển nhân lực số trong cơ quan"


@pytest.mark.parametrize(
    ("again", "kinds"),
    [
        (ISSUED.replace("1282", "1285"), ["number_mismatch"]),
        (ISSUED.replace("1282", "1822"), ["number_mismatch"]),
        (ISSUED.replace("10/5", "16/5"), ["date_conflict"]),
        # the number of one body and year, with another day
        ("Quyết định số 1282/QĐ-BNV ngày 16/5/2022 của Bộ Nội vụ", ["date_conflict"]),
        (ISSUED, []),
        # another title: the ministry may issue two in one day
        ("Quyết định số 1285/QĐ-BNV ngày 10/5/2022 của Bộ Nội vụ về tuyển dụng viên chức các trường cao đẳng", []),
        (ISSUED.replace("1282", "3457"), []),
        # numbers begin anew each year
        ("Quyết định số 1282/QĐ-BNV ngày 16/5/2023 của Bộ Nội vụ về kế hoạch thanh tra công vụ hằng năm", []),
    ],
)
def test_one_document_cited_twice(again, kinds):
    text = f"{PLAN}Căn cứ {ISSUED};\nI. NHIỆM VỤ\nTiếp tục thực hiện {again}."
    found = all_findings(text)
    assert [item.kind for item in found] == kinds
    assert all("Phần mở đầu ghi “" in item.detail and "; I ghi “" in item.detail for item in found)


def test_one_number_written_in_two_ways():
    text = "Nghị quyết số 01/NQ/TU ngày 04/11/2021 của Tỉnh ủy.\nTheo Nghị quyết số 01-NQ/TU ngày 04/11/2021."
    assert places(text, "number_mismatch") == ["Nghị quyết số 01/NQ/TU ngày 04/11/2021 của Tỉnh ủy"]
    other_year = "Nghị quyết số 01/NQ/TU ngày 04/11/2021.\nTheo Nghị quyết số 01-NQ/TU ngày 03/12/2022."
    assert places(other_year, "number_mismatch") == []


@pytest.mark.parametrize(
    ("cited", "count"),
    [
        ("Kế hoạch số 12/QĐ-UBND ngày 01/02/2023", 1),
        ("Quyết định số 318/KH-UBND ngày 01/02/2023", 1),
        ("Công văn số 318/QĐ-UBND ngày 01/02/2023", 1),
        ("Chương trình số 7/KH-UBND ngày 01/02/2023", 1),
        ("Quyết định số 318/QĐ-UBND ngày 01/02/2023", 0),
        # the Party's Quy định and Quyết định share an abbreviation, a Thông tri and a Thông tư too
        ("Quy định số 114-QĐ/TW ngày 11/7/2023", 0),
        ("Thông tri số 02-TT/TU ngày 11/7/2023", 0),
        ("Tờ trình số 77/SNV ngày 11/7/2023", 0),
    ],
)
def test_kinds_of_cited_documents(cited, count):
    assert len(places(f"{PLAN}I. NHIỆM VỤ\nThực hiện {cited} của cấp trên.", "kind_mismatch")) == count


def test_the_kind_of_the_enclosed_plan():
    enclosed = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch chuyển đổi số\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch.\n{kind}\nChuyển đổi số\n"
        "(Kèm theo Quyết định số 214/QĐ-UBND ngày 08/02/2024 của UBND huyện Sông Lô)"
    )
    for kind, expected in (("CHƯƠNG TRÌNH", ["kind_mismatch"]), ("KẾ HOẠCH", [])):
        found = all_findings(enclosed.format(kind=kind), number="214/QĐ-UBND")
        assert [item.kind for item in found] == expected


def test_the_documents_own_kind():
    assert places(PLAN, "kind_mismatch", number="214/QĐ-UBND") == ["Số: 214/QĐ-UBND"]
    assert places(PLAN, "kind_mismatch") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Căn cứ Kế hoạch này (ban hành kèm theo), các xã tổ chức thực hiện.", ["I"]),
        ("Thực hiện các biểu mẫu của Kế hoạch này ban hành kèm theo phụ lục.", []),
        ("Căn cứ Kế hoạch này, các xã tổ chức thực hiện.", []),
    ],
)
def test_a_plan_that_calls_itself_an_enclosure(sentence, expected):
    assert places(f"{PLAN}I. TỔ CHỨC THỰC HIỆN\n{sentence}", "kind_mismatch") == expected


def test_standards():
    text = "Áp dụng TCVN ISO 9001:2015.\nTheo tiêu chuẩn ISO 2008:2015."
    assert places(text, "number_mismatch") == ["ISO 2008:2015"]
    assert all_findings("Áp dụng ISO 9001:2015 và ISO 14001:2015.") == []
    early = "Quyết định số 12/QĐ-UBND ngày 12/3/2015 của UBND tỉnh về áp dụng TCVN ISO 9001:2015."
    assert [item.kind for item in all_findings(early)] == ["date_conflict"]
