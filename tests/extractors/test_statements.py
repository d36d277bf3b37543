import pytest

from extractors.sections import find_sections
from extractors.statements import Statement, statements
from tests.extractors.builders import document_of


def horizons(text: str) -> list[tuple[str, str | None]]:
    """First word behind label and bullet, and the date that governs, of each statement of a part on goals."""
    document = document_of(f"I. MỤC TIÊU\n{text}\nII. NHIỆM VỤ\n- Cuối cùng.")
    found = statements(document, find_sections(document), 2021, 2030)
    return [(one.text.split()[0].strip(".,"), one.horizon) for one in found if isinstance(one, Statement)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Children are '+', '-' or bare paragraphs; the next date heading ends the scope.
        ("- Đến năm 2025:\n+ Một.\n+ Hai.\n- Đến năm 2030:\n+ Ba.", [("Một", "2025"), ("Hai", "2025"), ("Ba", "2030")]),
        ("*- Đến năm 2030:*\n- Một.\n- Hai.", [("Một", "2030"), ("Hai", "2030")]),
        ("- Đến năm 2025:\n- Một.\n- Đến năm 2030:\n- Hai.", [("Một", "2025"), ("Hai", "2030")]),
        ("Đến năm 2025:\nMột.\nHai.\nĐến năm 2030\nBa.", [("Một", "2025"), ("Hai", "2025"), ("Ba", "2030")]),
        ("* Năm 2024\n- Một.\n* Năm 2025\n- Hai.", [("Một", "2024"), ("Hai", "2025")]),
        ("Giai đoạn 2021-2025:\n- Một.\nGiai đoạn 2026 - 2030:\n+ Hai.", [("Một", "2025"), ("Hai", "2030")]),
        # Back on the level of the heading's own mark it governs no longer.
        ("- Đến năm 2025:\n+ Một.\n- Hai.\n- Ba.", [("Một", "2025"), ("Hai", None), ("Ba", None)]),
        # A labelled date heading governs its node, not the next.
        ("1. Riêng\na) Đến năm 2025\n- Một.\nb) Đến năm 2030\n- Hai.\nc) Khác\n- Ba.",
         [("Một", "2025"), ("Hai", "2030"), ("Ba", None)]),
        ("1.1. Đến năm 2025\n- Một.\n1.2. Đến năm 2030\n- Hai.", [("Một", "2025"), ("Hai", "2030")]),
        # A new label ends the scope, and so does a heading that names no year.
        ("1. Thể chế\n- Đến năm 2025:\n+ Một.\n2. Thủ tục\n- Hai.", [("Một", "2025"), ("Hai", None)]),
        ("Trong năm 2024:\n- Một.\nNhững năm tiếp theo:\n- Hai.", [("Một", "2024"), ("Hai", None)]),
        # Days, months, quarters.
        ("- Quý I/2024:\n+ Một.\n- Quý II/2024:\n+ Hai.", [("Một", "2024-03-31"), ("Hai", "2024-06-30")]),
        # A sentence that begins with a date governs itself alone.
        ("- Đến năm 2025, hoàn thành việc này.\n- Một.", [("Đến", None), ("Một", None)]),
    ],
)  # fmt: skip
def test_what_a_date_heading_governs(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert horizons(text)[:-1] == expected


@pytest.mark.parametrize("label", ["1. ", "1 ", "l. ", "1, ", "a) ", "a} "])
def test_a_statement_begins_behind_its_label_in_whatever_shape(label: str) -> None:
    second = label.replace("1", "2").replace("l", "2").replace("a", "b")
    assert horizons(f"{label}Rà soát văn bản.\n{second}Kiểm tra văn bản.")[:-1] == [("Rà", None), ("Kiểm", None)]
