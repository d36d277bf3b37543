"""Gaps and repetitions in the section tree: examples and counter-examples."""

from dataclasses import replace

import pytest

from extractors.places import Places
from extractors.sections import find_sections
from extractors.tree_findings import find_tree_findings
from models.document import Origin
from tests.extractors.builders import document_of
from tests.extractors.finding_texts import PLAN, all_findings

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
        (TREE + "II. NHIỆM VỤ\n1. Cải cách thể chế\nHọp.\n2. Cải cách thể chế\nThi.\n", [("duplicate_title", "II.2")]),
        # repeated further down in the list
        (
            TREE + "II. TỔ CHỨC\n1. Phòng Nội vụ\nRà soát.\n2. Phòng Tư pháp\nĐôn đốc.\n3. Phòng Nội vụ\nKiểm tra.\n",
            [("duplicate_title", "II.3")],
        ),
        # one title under two parents
        (TREE + "II. NHIỆM VỤ\n1. Mục tiêu chung\nĐổi mới.\n2. Giải pháp cụ thể\nRà soát.\n", []),
        # a list that begins with its second label
        (TREE + "II. NHIỆM VỤ\n2. Cải cách thể chế\nHọp.\n3. Cải cách bộ máy\nThi.\n", [("numbering_gap", "II.2")]),
        (TREE + "II. NHIỆM VỤ\n2. Cải cách thể chế\nRà soát.\n", []),
        # the label is there, without its dot, or within a paragraph
        (TREE + "II. NHIỆM VỤ\nRà soát.\nIII KINH PHÍ: ngân sách huyện.\nIV. TỔ CHỨC THỰC HIỆN\nHọp.\n", []),
        (TREE + "II. NHIỆM VỤ\na) Rà soát.\nb) Kiểm tra; c) Theo dõi.\nd) Báo cáo.\n", []),
        # another list begins
        (TREE + "II. NHIỆM VỤ\nSáng:\n1) Họp.\n2) Kiểm tra.\nChiều:\n1) Họp.\n2) Kết luận.\n", []),
    ],
)  # fmt: skip
def test_the_section_tree(text, expected):
    assert [(item.kind, item.where) for item in all_findings(PLAN + text)] == expected


def test_both_places_are_named():
    (gap,) = all_findings(PLAN + TREE + "II. NHIỆM VỤ\nRà soát.\nIV. TỔ CHỨC THỰC HIỆN\nĐôn đốc.\n")
    assert gap.detail == "Số thứ tự: II ghi “II.”; tiếp theo IV ghi “IV.”: thiếu 1 mục."
    (twice,) = all_findings(PLAN + TREE + "II. NHIỆM VỤ\na) Rà soát.\nb) Kiểm tra.\nb) Theo dõi.\nc) Báo cáo.\n")
    assert "II.b ghi “b)” (Kiểm tra" in twice.detail
    assert "II.b#2 lại ghi “b)” (Theo dõi" in twice.detail


def test_a_label_that_recognition_may_have_lost_is_no_gap():
    text = TREE + "II. NHIỆM VỤ\nRà soát.\n1Il KINH PHÍ\nNgân sách huyện.\nIV. TỔ CHỨC THỰC HIỆN\nĐôn đốc.\n"
    document = document_of(text)
    document = replace(document, pages=tuple(replace(page, origin=Origin.OCR) for page in document.pages))
    sections = [section for section in find_sections(document) if section.path != "III"]
    assert list(find_tree_findings(document, sections, Places(document, sections))) == []
