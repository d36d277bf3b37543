"""Findings stand at their place, name both, and are told once. Texts and numbers are made up."""

from extractors.findings import find_findings
from extractors.header import read_header
from extractors.places import Places, quoted
from extractors.sections import find_sections
from tests.extractors.builders import document_of
from tests.extractors.finding_texts import PLAN, all_findings


def test_findings_stand_at_their_place():
    document = document_of("Theo Kế hoạch số 12/QĐ-UBND ngày 01/02/2023.")
    (finding,) = find_findings(document, read_header(document), [], [], [], [])
    assert document.slice(finding.char_start or 0, finding.char_end or 0).startswith("Kế hoạch số 12/QĐ-UBND")
    assert finding.detail == (
        "“Kế hoạch số 12/QĐ-UBND ngày 01/02/2023”: tên loại ghi “Kế hoạch”; ký hiệu “QĐ-UBND” là của loại Quyết định."
    )


def test_findings_come_in_the_order_of_the_text():
    text = PLAN + (
        "I. NHIỆM VỤ\nThực hiện Kế hoạch số 12/QĐ-UBND ngày 01/02/2023.\n"
        "III. TỔ CHỨC\nCác xã gửi báo cáo trước ngày 15/01/2024.\n"
    )
    assert [item.kind for item in all_findings(text)] == ["kind_mismatch", "numbering_gap", "past_deadline"]


def test_one_contradiction_is_told_once():
    cited = "Thực hiện Kế hoạch số 12/QĐ-UBND ngày 01/02/2023."
    assert len(all_findings(f"{PLAN}I. NHIỆM VỤ\n{cited}\n{cited}\n")) == 1


def test_a_clean_document_has_none():
    text = PLAN + (
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021;\nI. MỤC TIÊU\n1. Mục tiêu chung\nNâng cao.\n"
        "2. Mục tiêu cụ thể\n- Tối thiểu 80% hồ sơ được nộp trực tuyến.\nII. TỔ CHỨC THỰC HIỆN\n"
        "Các xã gửi báo cáo trước ngày 15/12/2024./.\n"
    )
    assert all_findings(text) == []


def test_the_names_of_places():
    text = "Mở đầu.\nI. MỤC TIÊU\n1. Mục tiêu chung\nNâng cao chất lượng.\nII. NHIỆM VỤ\nRà soát.\n"
    document = document_of(text)
    places = Places(document, find_sections(document))
    assert places.name(text.index("Mở đầu")) == "Phần mở đầu"
    assert places.name(text.index("Nâng cao")) == "I.1"
    assert places.name(text.index("Rà soát")) == "II"
    assert [section.path for section in places.above(text.index("Nâng cao"))] == ["I.1", "I"]
    assert places.path(None) is None


def test_quotes_stay_on_one_line():
    assert quoted("(*Kèm theo\n Quyết định*)") == "Kèm theo Quyết định"
    assert len(quoted("hồ sơ " * 60)) <= 160
