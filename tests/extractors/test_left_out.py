"""Nothing is dropped in silence: every percentage is a target, or left out with a reason that has a phrase."""

from pathlib import Path

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpora.loader import rows
from extractors.header import read_header
from extractors.left_out import find_left_out, find_percentages
from extractors.sections import find_sections
from extractors.targets import find_targets
from models.document import Box, Document, RunningLine
from models.records import Excluded
from pipeline.normalise import normalise
from pipeline.split import split
from pipeline.transcript import read_transcript
from tests.extractors.builders import document_of

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real"
PHRASES = {row["reason"]: row["phrase"] for row in rows("exclusion_reasons.tsv")}
# Plainer than what the program itself looks for: digits with a sign of per cent or per mille behind them.
PERCENT = regex.compile(r"\d+(?:[.,]\d+)*[ \u00a0]?[%‰]")


def account(document: Document) -> tuple[set[tuple[int, int]], set[tuple[int, int]], list[Excluded]]:
    """Percentages that targets state, percentages that are left out, and all that is left out."""
    sections = find_sections(document)
    reading = find_targets(document, sections, read_header(document))
    left = find_left_out(document, sections, reading)
    places = [(one.char_start, one.char_end) for one in left if one.char_start is not None]
    printed = [match.span() for match in PERCENT.finditer(document.text)]

    def among(ranges: list[tuple[int, int]]) -> set[tuple[int, int]]:
        return {(start, end) for start, end in printed if any(a <= start and end <= b for a, b in ranges)}

    return among(reading.numbers), among(places), left  # type: ignore[arg-type]


def check(document: Document) -> None:
    targets, others, left = account(document)
    printed = {match.span(): match[0] for match in PERCENT.finditer(document.text)}
    assert not {printed[span] for span in printed.keys() - targets - others}, "neither target nor left out"
    assert not {printed[span] for span in targets & others}, "both target and left out"
    for one in left:
        assert one.reason in PHRASES
        assert one.number in one.quote
        if one.char_start is not None:
            assert one.number == " ".join(document.text[one.char_start : one.char_end].split())


def documents(path: Path) -> list[Document]:
    return [normalise(part) for part in split(read_transcript(path))]


@pytest.mark.parametrize("path", sorted((ROOT / "fixtures" / "transcripts").glob("*.txt")), ids=lambda path: path.stem)
def test_sample_plans(path: Path) -> None:
    for document in documents(path):
        check(document)
        assert PERCENT.search(document.text)


@pytest.mark.shared
@pytest.mark.skipif(not REAL.exists(), reason="no real documents beside the repository")
def test_real_documents() -> None:
    for path in [*sorted((REAL / "transcripts").glob("*.txt")), *sorted((REAL / "found").glob("*.txt"))]:
        for document in documents(path):
            check(document)


NUMBERS = st.one_of(
    st.integers(0, 120).map("{}%".format),
    st.sampled_from(
        ["8,5 %", "99.5%", "1.234,5%", "95,123%", "80-90%", "80% - 90%", "90%-80%", "5‰", "100%/100%", "2/80%", "05%",
         "70%/năm", "từ 80 % đến 90 %", "50% (năm mươi phần trăm)", "30-40-50%", "≥ 95%", "1 %,2%"]
    ),
)  # fmt: skip
BEFORE = st.sampled_from(
    ["", "Tối thiểu ", "Phấn đấu đạt trên ", "Tỷ lệ hồ sơ trực tuyến đạt ", "Đến năm 2025, ", "trong đó, ", "tuyến ",
     "cấp ", "Giảm ", "tăng từ ", "lên ", "so với ", "mức độ ", "(", "“", "chưa đủ ",
     "Nghị quyết số 12/NQ-HĐND về hỗ trợ ", "ISO ",
     "năm 2022 ", "hạng ", "dưới ", "Điều ", "khoảng", "thứ ", "giai đoạn ", "phiên bản "]
)  # fmt: skip
AFTER = st.sampled_from(
    [" hồ sơ được xử lý", " trở lên", " thì phải giải trình", ")", "”", " năm 2022", ".", ";", ", ", " và ", " tuổi",
     "/lần", " đối với cấp xã; ", ". Ngoài ra, ", " xuống dưới ", ":", " của cấp xã được ký số; ", " (trừ hồ sơ mật)",
     "\t"]
)  # fmt: skip
SENTENCES = st.lists(st.tuples(BEFORE, NUMBERS, AFTER).map("".join), min_size=1, max_size=5).map("".join)
OPENINGS = st.sampled_from(
    ["- ", "+ ", "1. ", "a) ", "II. NHIỆM VỤ ", "Căn cứ ", "(Kèm theo ", "Nơi nhận: ", "Yêu cầu: ", "PHỤ LỤC ",
     "1\tSở A\t", "TT\tNội dung\tSản phẩm\tChủ trì\tThời gian\t", "TT\tChỉ tiêu\tĐơn vị tính\tNăm 2024\t",
     "Đến năm 2030: ", ""]
)  # fmt: skip
PLANS = st.lists(st.tuples(OPENINGS, SENTENCES).map("".join), min_size=1, max_size=8).map("\n".join)


@settings(deadline=None, max_examples=150)
@given(PLANS)
@example("- Tỷ lệ hồ sơ trực tuyến 61,8%; tăng từ 35% năm 2021 lên 70%.")
def test_made_up_plans(text: str) -> None:
    check(normalise(document_of(f"I. MỤC TIÊU\n{text}")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt 80 % và 1,5‰", ["80 %", "1,5‰"]),
        ("từ 80-90%, 95%", ["90%", "95%"]),
        ("hai mươi lăm phần trăm số xã", ["hai mươi lăm phần trăm"]),
        ("50% (năm mươi phần trăm) số xã", ["50%"]),
        ("30 phần trăm; tăng 2 điểm phần trăm", ["30 phần trăm", "2 điểm phần trăm"]),
        ("tỷ lệ phần trăm năm 2025 %o", ["2025 %"]),
        ("năm 2025\n% số hộ", []),
    ],
)
def test_percentages(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_percentages(text)] == expected


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("Căn cứ Kế hoạch giảm 10% biên chế;\nI. MỤC TIÊU", "10%", "legal basis"),
        ("Sau nhiều năm, 30% xã đã có mạng.\nI. MỤC TIÊU", "30%", "before the first section"),
        ("I. MỤC TIÊU\nNơi nhận:\n- Sở A (gửi 100% bản điện tử);", "100%", "recipients or signature"),
        ("I. MỤC TIÊU\n1. Phấn đấu 100% xã số hóa\n- Rà soát.", "100%", "heading"),
        ("I. MỤC TIÊU\n- Các xã có từ 5% hồ sơ trễ hạn trở lên thì kiểm điểm.", "5%", "condition"),
        ("I. MỤC TIÊU\n- Tỷ lệ hài lòng tăng từ 81,5% năm 2022 lên 90%.", "81,5%", "baseline"),
        ("I. YÊU CẦU\n- Bảo đảm 100% đơn vị tham gia.", "100%", "requirements section"),
        ("I. MỤC TIÊU\n- Thực hiện Nghị quyết số 7/NQ-HĐND về hỗ trợ 50% học phí.", "50%", "title of a cited document"),
        ("I. MỤC TIÊU\n- Hưởng ứng phong trào “100% xã không giấy tờ”.", "100%", "title of a cited document"),
        ("I. NHIỆM VỤ\nTT\tNội dung\tChủ trì\tGhi chú\n1\tRà soát\tSở A\tGiảm 10% phí", "10%", "note of a row"),
        ("I. NHIỆM VỤ\nTT\tNội dung\tChủ trì (đủ 90%)\tThời gian\n1\tRà soát\tSở A\tQuý I", "90%", "heading"),
        ("I. SỐ LIỆU\nXã\tTỷ lệ\nMột\t97%\nHai\t98%", "97%", "table without work"),
        ("I. MỤC TIÊU\n- Đạt 95,123% hồ sơ.", "95,123%", "not understood"),
    ],
)
def test_reasons(text: str, number: str, reason: str) -> None:
    targets, _, left = account(normalise(document_of(text)))
    assert [(one.number, one.reason) for one in left if one.number == number] == [(number, reason)]
    assert number not in {text[start:end] for start, end in targets}


@pytest.mark.parametrize(
    "line",
    [
        "Tỷ lệ thanh toán trực tuyến đạt từ 85% trở lên đối với khu vực thành thị.",
        "Rà soát sức khỏe 100% học sinh tham gia thi tốt nghiệp.",
        "Thực hiện Kế hoạch số 12/KH-UBND về chuyển đổi số, số hóa 80% hồ sơ.",
        "Triển khai Quyết định số 6/QĐ-TTg về dữ liệu dân cư đạt 100% chỉ tiêu.",
        "Tỷ lệ hồ sơ nộp trực tuyến 61,8%.",
    ],
)
def test_what_is_a_target_is_not_left_out(line: str) -> None:
    targets, others, _ = account(normalise(document_of(f"I. MỤC TIÊU\n- {line}")))
    assert (len(targets), len(others)) == (1, 0)


def test_running_lines_have_a_page_and_no_offsets() -> None:
    document = normalise(document_of("I. MỤC TIÊU\n- Đạt 80% hồ sơ."))
    line = RunningLine("Phấn đấu 100% hồ sơ đúng hạn", 3, Box(0, 0, 1, 1), 0.9)
    with_line = Document(
        document.source, document.text, document.pages, document.lines, document.blocks, document.tables, (line,)
    )
    (one,) = [one for one in account(with_line)[2] if one.reason == "running line"]
    assert (one.number, one.page, one.char_start, one.quote) == ("100%", 3, None, line.text)


def test_the_words_around_stay_within_the_line() -> None:
    text = f"I. YÊU CẦU\n- {'từ ' * 60}100% đơn vị\n- Việc sau."
    (one,) = account(normalise(document_of(text)))[2]
    assert one.quote.endswith("100% đơn vị") and one.quote.startswith("từ từ") and len(one.quote) < 100


def test_every_reason_of_a_number_has_a_phrase() -> None:
    assert {row["reason"] for row in rows("non_targets.tsv")} <= PHRASES.keys()
    assert all(PHRASES.values())
