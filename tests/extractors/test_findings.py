"""Findings: what is certain is found, what may be right is not. Texts and numbers are made up."""

import datetime as dt

import pytest

from extractors.citations import find_citations
from extractors.conflicts import same_subject
from extractors.findings import find_findings
from extractors.header import read_header
from extractors.sections import find_sections
from models.records import Assignment, Deadline, Target
from tests.extractors.builders import document_of

HEAD = (
    (0, "ỦY BAN NHÂN DÂN"),
    (0, "HUYỆN SÔNG LÔ"),
    (0, "Số: {number}"),
    (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (1, "Độc lập - Tự do - Hạnh phúc"),
    (1, "Sông Lô, ngày 08 tháng 02 năm 2024"),
)


def findings(text, *, number="214/QĐ-UBND", targets=(), assignments=(), kind=None):
    document = document_of(text, letterhead=tuple((column, line.format(number=number)) for column, line in HEAD))
    header, sections = read_header(document), find_sections(document)
    found = find_findings(
        document, header, sections, list(targets), find_citations(document, header.number), list(assignments)
    )
    return [(finding.kind, finding.where) for finding in found if kind is None or finding.kind == kind]


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
        # another body's decision is no slip of this one's number
        ("(Kèm theo Quyết định số 241/QĐ-TTg ngày 08/02/2024 của Thủ tướng Chính phủ)", []),
        ("(Kèm theo Quyết định số     /QĐ-UBND ngày    tháng 02 năm 2024)", []),
    ],
)
def test_attachment_lines(line, expected):
    assert [kind for kind, _ in findings(DECISION + line + "\nI. MỤC TIÊU")] == expected


def test_one_number_written_in_two_ways():
    text = "Nghị quyết số 01/NQ/TU ngày 04/11/2021 của Tỉnh ủy.\nTheo Nghị quyết số 01-NQ/TU ngày 04/11/2021."
    assert findings(text) == [("number_mismatch", "Nghị quyết số 01/NQ/TU")]
    other_year = "Nghị quyết số 01/NQ/TU ngày 04/11/2021.\nTheo Nghị quyết số 01-NQ/TU ngày 03/12/2022."
    assert findings(other_year) == []


TREE = "I. MỤC TIÊU\n1. Mục tiêu chung\nNâng cao chất lượng.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TREE + "II. NHIỆM VỤ\nIV. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n2. Phòng Tư pháp\n", [("numbering_gap", "IV")]),
        (TREE + "II. TỔ CHỨC\n1. Phòng Nội vụ\n2. Phòng Tư pháp\n4. Phòng Y tế\n", [("numbering_gap", "II.4")]),
        (TREE + "II. NHIỆM VỤ\na) Rà soát.\nb) Kiểm tra.\nb) Theo dõi.\nc) Báo cáo.\n", [("duplicate_label", "II.b")]),
        (TREE + "II. NHIỆM VỤ\na) Rà soát.\nb) Kiểm tra.\nc) Theo dõi.\nd) Báo cáo.\nđ) Tổng hợp.\ne) Đôn đốc.\n", []),
        # many leave đ) out
        (TREE + "II. NHIỆM VỤ\na) Rà soát.\nb) Kiểm tra.\nc) Theo dõi.\nd) Báo cáo.\ne) Đôn đốc.\n", []),
        (
            TREE
            + "II. NHIỆM VỤ\n1. Cải cách thủ tục hành chính\nRà soát.\n2. Cải cách thủ tục hành chính\nKiểm tra.\n",
            [("duplicate_title", "II.2")],
        ),
    ],
)
def test_the_section_tree(text, expected):
    assert findings("KẾ HOẠCH\nChuyển đổi số\n" + text, number="214/KH-UBND") == expected


def target(section, subject, value, *, deadline="2025", comparator=">=", **more) -> Target:
    return Target(
        id=section,
        kind="quantitative",
        section=section,
        quote=subject,
        subject=subject,
        value=value,
        unit="%",
        comparator=comparator,
        deadline=deadline,
        **{"deadline_from": "heading", **more},
    )


RECORDS = "hồ sơ thủ tục hành chính được nộp trực tuyến"


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (target("I.1", RECORDS, 80), target("PL2", RECORDS, 70), True),
        (target("I.1", RECORDS, 80), target("PL2", "tỷ lệ " + RECORDS, 70), True),
        (target("I.1", RECORDS, 80), target("PL2", RECORDS, 80), False),
        (target("I.1", RECORDS, 80), target("I.1", RECORDS, 70), False),
        # steps of a way up, and a step down
        (target("I.1", RECORDS, 80), target("I.2", RECORDS, 90, deadline="2030"), False),
        (target("I.1", RECORDS, 80), target("I.2", RECORDS, 70, deadline="2030"), True),
        # another level, another subject
        (target("I.1", RECORDS + " cấp tỉnh", 80), target("I.2", RECORDS + " cấp xã", 70), False),
        (target("I.1", RECORDS, 80, scope="cấp tỉnh"), target("I.2", RECORDS, 70, scope="cấp xã"), False),
        (target("I.1", RECORDS, 80), target("I.2", "hồ sơ thủ tục hành chính được số hóa", 70), False),
        # a scope that was told from the subject in one place only
        (target("I.1", RECORDS + " cấp xã", 80), target("I.2", RECORDS + " cấp xã", 70, scope="cấp xã"), True),
        (target("I.1", RECORDS, 80), target("I.2", RECORDS, 70, scope="cấp xã"), False),
        (target("I.1", RECORDS, 10, direction="reduce"), target("I.2", RECORDS, 70), False),
        (
            target("I.1", RECORDS, 80, comparator="range", value_max=85),
            target("PL2", RECORDS, 75, comparator="range", value_max=80),
            True,
        ),
    ],
)
def test_targets(one, other, conflict):
    assert bool(findings("KẾ HOẠCH", targets=(one, other), kind="target_conflict")) is conflict


def test_subjects_with_an_exchanged_word_are_two():
    one = frozenset(["ho", "so", "thu", "tuc", "hanh", "chinh", "dat", "dai"])
    assert same_subject(one, one | {"phat"})
    assert not same_subject(one, one - {"dai"} | {"ong"})
    assert not same_subject(one, one | {"huyen"})


def row(task="Kiểm tra", product="Báo cáo", deadline=None, **more) -> Assignment:
    return Assignment(table=1, group="I", no="2", task=task, product=product, deadline=deadline or Deadline(), **more)


@pytest.mark.parametrize(
    ("task", "product", "expected"),
    [
        (
            "Xây dựng Kế hoạch cải cách hành chính năm 2023 của huyện",
            "Kế hoạch cải cách hành chính năm 2024 của huyện",
            1,
        ),
        ("Xây dựng Kế hoạch cải cách hành chính năm 2024", "Kế hoạch cải cách hành chính năm 2024", 0),
        ("Tổng kết công tác năm 2023", "Kế hoạch khắc phục hạn chế năm 2024", 0),
        ("Kế hoạch cải cách hành chính năm 2023 và năm 2024", "Kế hoạch cải cách hành chính năm 2024", 0),
    ],
)
def test_years_within_a_row(task, product, expected):
    found = findings("KẾ HOẠCH", assignments=(row(task, product),), kind="date_conflict")
    assert len(found) == expected


@pytest.mark.parametrize(
    ("end", "kind", "expected"),
    [
        (dt.date(2024, 1, 31), "month", [("past_deadline", "PL1.I.2")]),
        (dt.date(2024, 2, 29), "month", []),
        (dt.date(2024, 1, 31), "recurring", []),
        (None, "none", []),
    ],
)
def test_deadlines_before_issue(end, kind, expected):
    assignment = row(deadline=Deadline(kind=kind, end=end), deadline_raw="Tháng 01/2024")
    assert findings("KẾ HOẠCH\nChuyển đổi số", number="214/KH-UBND", assignments=(assignment,)) == expected


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Các đơn vị hoàn thành việc ban hành kế hoạch trước ngày 31/01/2024.", 1),
        ("Các đơn vị hoàn thành việc ban hành kế hoạch trước ngày 31/3/2024.", 0),
        ("Rà soát văn bản có hiệu lực tính đến ngày 31/12/2023.", 0),
    ],
)
def test_deadlines_in_prose(sentence, count):
    text = f"KẾ HOẠCH\nChuyển đổi số\nI. TỔ CHỨC THỰC HIỆN\n{sentence}"
    assert len(findings(text, number="214/KH-UBND", kind="past_deadline")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nghị định số 42/2022/NĐ-CP ngày 24/6/2021 của Chính phủ", 1),
        ("Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ", 0),
        ("Quyết định số 45/QĐ-UBND ngày 08/4/2024 của UBND tỉnh", 1),
    ],
)
def test_dates_of_cited_documents(text, count):
    assert (
        len(findings(f"KẾ HOẠCH\nChuyển đổi số\nCăn cứ {text};", number="214/KH-UBND", kind="date_conflict")) == count
    )


def test_kinds_that_do_not_fit():
    enclosed = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch chuyển đổi số\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch.\n{kind}\nChuyển đổi số\n"
        "(Kèm theo Quyết định số 214/QĐ-UBND ngày 08/02/2024 của UBND huyện Sông Lô)"
    )
    assert [kind for kind, _ in findings(enclosed.format(kind="CHƯƠNG TRÌNH"))] == ["kind_mismatch"]
    assert findings(enclosed.format(kind="KẾ HOẠCH")) == []
    assert [k for k, _ in findings("Theo Kế hoạch số 12/QĐ-UBND ngày 01/02/2023 của UBND tỉnh.")] == ["kind_mismatch"]


def test_standards():
    text = "Áp dụng TCVN ISO 9001:2015.\nTheo tiêu chuẩn ISO 2008:2015."
    assert findings(text) == [("number_mismatch", "ISO 2008:2015")]
    assert findings("Áp dụng ISO 9001:2015 và ISO 14001:2015.") == []
    early = "Quyết định số 12/QĐ-UBND ngày 12/3/2015 của UBND tỉnh về áp dụng TCVN ISO 9001:2015."
    assert [kind for kind, _ in findings(early)] == ["date_conflict"]


def test_findings_stand_at_their_place():
    document = document_of("Theo Kế hoạch số 12/QĐ-UBND ngày 01/02/2023.")
    finding = find_findings(document, read_header(document), [], [], [], [])[0]
    assert document.slice(finding.char_start or 0, finding.char_end or 0).startswith("Kế hoạch số 12/QĐ-UBND")
