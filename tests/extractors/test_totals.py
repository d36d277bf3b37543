"""Totals that contradict each other: examples and counter-examples."""

import pytest

from tests.extractors.finding_texts import PLAN, all_findings

HEAD = "TT\tNội dung\tKinh phí (triệu đồng)\n"
ROWS = "1\tMua máy quét\t45\n2\tTập huấn\t30\n3\tTuyên truyền\t25\n"


def mismatches(sentence: str, table: str) -> list[str]:
    """Details of the contradictions between a sentence and the table of the annex."""
    text = f"{PLAN}I. KINH PHÍ\n{sentence}\n\nPHỤ LỤC\nDỰ TOÁN\n{table}"
    return [item.detail for item in all_findings(text) if item.kind == "number_mismatch"]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Tổng kinh phí dự kiến là 110 triệu đồng.", 1),
        ("Tổng kinh phí thực hiện: 100.000.000 đồng.", 0),
        ("Tổng dự toán kinh phí: 0,1 tỷ đồng.", 0),
        ("Tổng kinh phí khoảng 98 triệu đồng.", 0),
        ("Tổng kinh phí khoảng 150 triệu đồng.", 1),
        # a part of it
        ("Tổng kinh phí từ ngân sách xã là 60 triệu đồng.", 0),
        ("Tổng kinh phí năm 2023 là 80 triệu đồng.", 0),
        ("Tổng số hồ sơ là 110.", 0),
    ],
)
def test_the_total_of_the_text(sentence, count):
    found = mismatches(sentence, HEAD + ROWS + "Tổng cộng\t\t100\n")
    assert len(found) == count
    assert all("I ghi “Tổng kinh phí" in detail and "PL dòng tổng ghi “100”" in detail for detail in found)


@pytest.mark.parametrize(
    ("table", "count"),
    [
        (HEAD + ROWS + "\tTổng cộng\t100\n", 0),
        (HEAD + ROWS + "\tTổng cộng\t110\n", 1),
        # groups add up what is below them
        (HEAD + "I\tThiết bị\t45\n" + ROWS + "\tTổng cộng\t100\n", 0),
        # a figure that is not given
        (HEAD + ROWS + "4\tKiểm tra\tLồng ghép\n\tTổng cộng\t110\n", 0),
        # no money
        ("TT\tNội dung\tSố lượng\n" + ROWS + "\tTổng cộng\t110\n", 0),
        # several columns of figures
        ("TT\tNội dung\tKinh phí 2023\tKinh phí 2024\n1\tMáy\t4\t5\n2\tTập huấn\t3\t1\n\tTổng cộng\t9\t6\n", 0),
    ],
)
def test_the_sum_of_the_rows(table, count):
    assert len(mismatches("Ngân sách bảo đảm.", table)) == count
