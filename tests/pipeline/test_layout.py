"""What stands where on a page: running heads, signature stamps, columns, notes; with what only looks like them."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.document import BlockKind, Box, Document, Word
from pipeline.compose import compose
from pipeline.page import PageContent
from tests.pipeline.pages import page_of, set_line
from tests.pipeline.test_compose import FILL, LETTERHEAD, centred, check_invariants, prose

FULL = (0.0, f"{FILL}|")
PROSE = [(36.0, f"Đoạn {FILL}|"), FULL, FULL, FULL, (0.0, "xong.")]
FOOT = 800.0


def composed(*pages: PageContent) -> Document:
    found = compose(Path("plan.pdf"), list(pages))
    check_invariants(found)
    return found


def blocks(found: Document, *kinds: BlockKind) -> list[tuple[int | None, str]]:
    return [(b.column, found.text[b.start : b.end]) for b in found.blocks if not kinds or b.kind in kinds]


def texts(found: Document) -> list[str]:
    return [text for _, text in blocks(found, BlockKind.PARAGRAPH)]


@pytest.mark.parametrize(
    ("texts_of_pages", "top"),
    [
        (["2", "3"], 40.0), (["- 2 -", "- 3 -"], 40.0), (["Trang 2/9", "Trang 3/9"], FOOT), (["2", "3"], FOOT),
        (["Trang: 2", "Trang: 3"], FOOT), (["2 of 9", "3 of 9"], FOOT), (["ii", "iii"], FOOT),
        (["- ii -", "- iii -"], 40.0), (["I1", "12"], 40.0),
    ],
)  # fmt: skip
def test_page_numbers_are_no_text(texts_of_pages: list[str], top: float) -> None:
    pages = [page_of(n, [*set_line(300, top, text), *prose(PROSE)]) for n, text in enumerate(texts_of_pages, 1)]
    found = composed(*pages)
    assert [line.page for line in found.running] == [1, 2]
    assert not any(text in (block for _, block in blocks(found)) for text in texts_of_pages)


@pytest.mark.parametrize(
    ("text", "x", "top"),
    [("2025", 300, 100), ("II", 300, 40), ("3. Mục ba", 85, 40), ("Trang phục", 300, 40), ("12 tháng", 300, FOOT)],
)
def test_what_looks_like_a_page_number_and_is_text(text: str, x: float, top: float) -> None:
    found = composed(page_of(1, [*set_line(x, top, text), *prose(PROSE, 200)]))
    assert text in [block for _, block in blocks(found)]
    assert found.running == ()


def test_heads_and_feet_of_a_browser_are_no_text_on_two_pages() -> None:
    def page(number: int) -> PageContent:
        head = set_line(40, 20, "12/5/2025, 9:41 AM") + set_line(260, 20, "Cổng thông tin điện tử")
        foot = set_line(40, 815, "https://vinhlong.gov.vn/van-ban/12") + set_line(520, 815, f"{number}/2")
        return page_of(number, [*head, *prose(PROSE), *foot])

    found = composed(page(1), page(2))
    assert "gov.vn" not in found.text and "AM" not in found.text
    assert len(found.running) == 4


def test_lines_of_the_text_that_return_at_the_top_stay() -> None:
    """Annexes begin with their name, forms with a letterhead: at one place, on page after page."""
    pages = [page_of(n, [*centred(f"PHỤ LỤC {n}", 50), *prose(PROSE)]) for n in range(1, 5)]
    found = composed(*pages)
    assert [text for text in texts(found) if text.startswith("PHỤ LỤC")] == [f"PHỤ LỤC {n}" for n in range(1, 5)]
    raised = [replace(w, box=Box(w.box.x0, w.box.y0 - 20, w.box.x1, w.box.y1 - 20)) for w in LETTERHEAD]
    found = composed(*(page_of(n, [*raised, *prose(PROSE, 200)]) for n in range(1, 5)))
    assert found.text.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 4


@pytest.mark.parametrize(("pages_with_head", "taken"), [(range(1, 7), True), (range(2, 7), True), (range(1, 4), False)])
def test_the_issuer_is_a_running_head_only_on_nearly_all_pages(pages_with_head: range, taken: bool) -> None:
    head = set_line(85, 40, "UBND xã Tân An")
    found = composed(*(page_of(n, [*(head if n in pages_with_head else []), *prose(PROSE)]) for n in range(1, 7)))
    assert ("UBND xã Tân An" not in found.text) is taken


STAMP = ["Ký bởi: Ủy ban nhân dân xã", "Email: ubnd@tanan.gov.vn", "Thời gian ký: 05/01/2026", "14:22:10 +07:00"]


@pytest.mark.parametrize(
    "lines",
    [
        STAMP,
        ["Người ký: Trần Văn Bình", "Cơ quan: UBND xã", "Ngày ký: 05-01-2026"],
        ["Signature Not Verified", "Signed by TRẦN VĂN BÌNH", "Date: 2026.01.05 14:22:10"],
        ["Người ký: Ủy ban nhân dân", "xã Tân An", "Thời gian ký: 05/01/2026"],
    ],
)
def test_the_appearance_of_a_signature_is_no_text(lines: list[str]) -> None:
    stamp = [word for at, line in enumerate(lines) for word in set_line(420, 30 + 8 * at, line, size=0.6)]
    body = prose(PROSE, 200)
    title = centred("KẾ HOẠCH", 150)
    found = composed(page_of(1, [*stamp, *LETTERHEAD, *title, *body]))
    assert not any(line in found.text for line in lines)
    assert [line.text for line in found.running] == lines
    plain = composed(page_of(1, [*LETTERHEAD, *title, *body]))
    assert found.text == plain.text


def test_a_stamp_beside_the_letterhead_leaves_its_lines_whole() -> None:
    stamp = [word for at, line in enumerate(STAMP) for word in set_line(470, 100 + 7 * at, line, size=0.5)]
    words = [word for word in LETTERHEAD if word.box.x0 < 280 or word.box.y0 < 95]
    found = composed(page_of(1, [*words, *stamp, *prose(PROSE, 200)]))
    assert "Số: 12/KH-UBND" in [text for _, text in blocks(found)]
    assert "Email" not in found.text


def test_fields_without_a_signature_are_text() -> None:
    body = [(36.0, "Cơ quan: Phòng Nội vụ."), (36.0, "Người ký: Chủ tịch ký các văn bản."), (36.0, "- Việc khác.")]
    found = composed(page_of(1, prose([*PROSE, *body])))
    assert "Người ký: Chủ tịch ký các văn bản." in texts(found)
    assert found.running == ()


def test_those_a_letter_goes_to_are_no_part_of_the_letterhead() -> None:
    subject = set_line(95, 117, "V/v gửi kế hoạch") + set_line(95, 134, "của xã năm 2026")
    to = set_line(200, 180, "Kính gửi:") + set_line(290, 195, "- Ủy ban nhân dân huyện;")
    to += set_line(290, 212, "- Trung tâm Xúc tiến đầu tư") + set_line(290, 229, "của tỉnh.")
    found = composed(page_of(1, [*LETTERHEAD, *subject, *to, *prose(PROSE, 270)]))
    head = blocks(found, BlockKind.LETTERHEAD)
    assert head[0] == (0, "ỦY BAN NHÂN DÂN")
    assert [column for column, _ in head] == sorted(column or 0 for column, _ in head)
    assert texts(found)[:3] == ["Kính gửi:", "- Ủy ban nhân dân huyện;", "- Trung tâm Xúc tiến đầu tư của tỉnh."]


def test_recipients_at_other_heights_than_the_signature() -> None:
    right = set_line(370, 300, "KT. CHỦ TỊCH", bold=True) + set_line(360, 317, "PHÓ CHỦ TỊCH", bold=True)
    left = set_line(85, 336, "Nơi nhận:") + set_line(85, 350, "- Như trên;") + set_line(85, 364, "- Lưu: VT.")
    found = composed(page_of(1, [*prose(PROSE), *right, *left, *set_line(365, 400, "Trần Văn Bình", bold=True)]))
    assert blocks(found, BlockKind.LETTERHEAD) == [
        (0, "Nơi nhận:"), (0, "- Như trên;"), (0, "- Lưu: VT."),
        (1, "KT. CHỦ TỊCH"), (1, "PHÓ CHỦ TỊCH"), (1, "Trần Văn Bình"),
    ]  # fmt: skip


def test_two_signers_stand_before_the_recipients() -> None:
    both = [("KT. BỘ TRƯỞNG", "TM. BAN THƯỜNG VỤ"), ("THỨ TRƯỞNG", "PHÓ CHỦ TỊCH"), ("Lê Thị Lan", "Trần Văn Bình")]
    words: list[Word] = []
    for at, (left, right) in enumerate(both):
        top = 300 + 17 * at + (60 if at == 2 else 0)
        words += set_line(110, top, left, bold=True) + set_line(350, top, right, bold=True)
    words += set_line(85, 430, "Nơi nhận:") + set_line(85, 444, "- Các bộ, ngành;") + set_line(85, 458, "- Lưu: VT.")
    found = composed(page_of(1, [*prose(PROSE), *words]))
    assert blocks(found, BlockKind.LETTERHEAD) == [
        *((0, left) for left, _ in both), *((1, right) for _, right in both),
        (0, "Nơi nhận:"), (0, "- Các bộ, ngành;"), (0, "- Lưu: VT."),
    ]  # fmt: skip


def test_recipients_wrapped_without_a_dash_stay_in_their_column() -> None:
    left = ["Nơi nhận:", "- Thường trực Tỉnh ủy, Hội", "đồng nhân dân tỉnh;", "- Lưu: VT."]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Trần Văn Bình"]
    words = [word for at, line in enumerate(left) for word in set_line(85, 300 + 14 * at, line)]
    words += [word for at, line in enumerate(right) if line for word in set_line(350, 300 + 17 * at, line, bold=True)]
    found = composed(page_of(1, [*prose(PROSE), *words]))
    assert blocks(found, BlockKind.LETTERHEAD) == [
        *((0, line) for line in left),
        *((1, line) for line in right if line),
    ]


def note(top: float, text: str) -> list[Word]:
    return set_line(85, top, text, size=0.7)


def test_a_note_goes_on_over_the_page() -> None:
    one = page_of(
        1, [*prose(PROSE), *note(700, "(1) Theo báo cáo của phòng chuyên môn về việc thực hiện các nhiệm")],
        rules=(Box(85, 690, 225, 690),),
    )  # fmt: skip
    rest = note(700, "vụ cải cách hành chính trong năm vừa qua của huyện.")
    rest += note(712, "(2) Như trên, trang 5 của báo cáo này.")
    two = page_of(2, [*prose(PROSE), *rest], rules=(Box(85, 690, 545, 690),))
    found = composed(one, two)
    assert [text for _, text in blocks(found, BlockKind.FOOTNOTE)] == [
        "(1) Theo báo cáo của phòng chuyên môn về việc thực hiện các nhiệm vụ cải cách hành chính trong năm vừa qua "
        "của huyện.",
        "(2) Như trên, trang 5 của báo cáo này.",
    ]
    assert {line.page for line in found.lines_of(found.text.index("(1)"), found.text.index("(2)"))} == {1, 2}


def test_a_rule_over_the_whole_width_above_body_text_begins_no_note() -> None:
    found = composed(page_of(1, prose([*PROSE, *PROSE], 500), rules=(Box(85, 580, 545, 580),)))
    assert blocks(found, BlockKind.FOOTNOTE) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Grounds and articles begin anew after a mark, even where the line above is full and nothing stands in.
        ([(0, f"Căn cứ {FILL};|"), (0, f"Căn cứ Luật {FILL},|"), (0, f"Theo đề nghị {FILL}|"), (0, "xã,")], 3),
        ([(0, f"Điều 1. {FILL}.|"), (0, f"Điều 2. {FILL}|"), (0, "này.")], 2),
        # Cited in a sentence they begin nothing.
        ([(36, f"Theo quy định tại {FILL}|"), (0, "Điều 2 của Nghị định.")], 1),
        ([(36, f"Nêu rõ {FILL}|"), (0, "Căn cứ pháp lý của từng nội dung.")], 1),
    ],
)
def test_what_begins_a_ground_or_an_article(lines: list[tuple[float, str]], expected: int) -> None:
    found = texts(composed(page_of(1, prose([*PROSE, *lines]))))
    assert len(found) - 1 == expected


def test_a_list_is_not_centred_by_chance() -> None:
    body = [*PROSE, (150.0, "- Văn phòng Chính phủ tỉnh;"), (150.0, "- Sở Nội vụ."), *PROSE]
    found = composed(page_of(1, prose(body)))
    assert not any(block.centered for block in found.blocks)
