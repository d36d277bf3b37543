from itertools import pairwise

import pytest

from pipeline.plain_lines import is_full, line_width, running_lines

PAGE = ["Nội dung của trang này đủ dài để lấp đầy một trang giấy. " * 15]


@pytest.mark.parametrize(
    ("lines", "left_out"),
    [
        # Page numbers count on, a page's text apart.
        ([*PAGE, "2", *PAGE, "3", *PAGE], ["2", "3"]),
        ([*PAGE, "1", *PAGE, "2"], ["1", "2"]),
        # One was lost with its page.
        ([*PAGE, "2", *PAGE, *PAGE, "4"], ["2", "4"]),
        ([*PAGE, "- 2 -", *PAGE, "Trang 3/9"], ["- 2 -", "Trang 3/9"]),
        # Numbers of rows are none, nor is one out of order.
        (["1", "Rà soát văn bản", "2", "Kiểm tra văn bản", "3"], []),
        ([*PAGE, "57", *PAGE], []),
        # A number that cuts a sentence.
        (["Rà soát các quy trình theo hướng", "", "5", "", "đơn giản, dễ hiểu."], ["5"]),
        # Running heads: a printer's, or lines that cut a sentence somewhere.
        (
            [*PAGE, "CÔNG BÁO/Số 41/Ngày 12-3-2024", *PAGE, "CÔNG BÁO/Số 41/Ngày 12-3-2024"],
            ["CÔNG BÁO/Số 41/Ngày 12-3-2024"] * 2,
        ),
        (
            [
                *PAGE,
                "Kế hoạch chuyển đổi số",
                *PAGE,
                "Thực hiện các nhiệm vụ theo chức năng được giao và",
                "Kế hoạch chuyển đổi số",
                "theo quy định.",
            ],
            ["Kế hoạch chuyển đổi số"] * 2,
        ),
        # Headings that come again in each part are text.
        (["1. Thể chế", "Nhiệm vụ", *PAGE, "2. Thủ tục", "Nhiệm vụ", *PAGE, "3. Bộ máy", "Nhiệm vụ", *PAGE], []),
        (
            [
                *PAGE,
                "1. Nội dung",
                *PAGE,
                "Thực hiện các nhiệm vụ theo chức năng được giao và",
                "1. Nội dung",
                "a) rà soát",
            ],
            [],
        ),
        (["Mục tiêu cụ thể", "đạt 90%", *PAGE, "Mục tiêu cụ thể", *PAGE], []),
    ],
)
def test_running_lines(lines: list[str], left_out: list[str]) -> None:
    assert [lines[index] for index in sorted(running_lines(lines))] == left_out


def test_the_width_at_which_lines_are_broken() -> None:
    sentence = "thực hiện các nhiệm vụ được giao trong kế hoạch theo đúng tiến độ và chất lượng "
    words = (sentence * 40).split()
    rows: list[str] = []
    row = ""
    for word in words:
        if len(row) + 1 + len(word) > 70:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    width = line_width(rows)
    assert width is not None and 66 <= width <= 70
    assert all(is_full(line, after, 70) for line, after in pairwise(rows))
    assert not is_full("I. MỤC TIÊU", "1. Mục tiêu chung", 70)
    assert line_width([" ".join(words[: 10 * count]) for count in range(1, 40)]) is None
    assert line_width(rows[:5]) is None
