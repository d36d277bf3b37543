"""Assignment records of whole tables."""

from extractors.assignments import find_assignments
from extractors.sections import find_sections
from tests.extractors.tables import documents_of

HEAD = ["TT", "Nội dung", "Sản phẩm", "Chủ trì", "Phối hợp", "Theo dõi, đôn đốc", "Thời gian", "Kinh phí", "Ghi chú"]


def test_record_of_a_row() -> None:
    document = documents_of(
        [
            HEAD,
            ["II", "Cải cách thủ tục hành chính", "", "", "", "", "", "", ""],
            ["3", "Số hóa hồ sơ", "Kho", "VP UBND tỉnh", "Các Sở: Nội vụ, TT&TT", "Sở Nội vụ", "Quý II", "45", "Mới"],
        ],
        between=("Phụ lục 2",),
    )
    (record,) = find_assignments(document, find_sections(document), 2024)
    assert record.model_dump(
        mode="json", exclude={"char_start", "char_end", "page", "confidence", "deadlines", "extras"}
    ) == {
        "table": 1,
        "group": "II",
        "group_title": "Cải cách thủ tục hành chính",
        "no": "3",
        "task": "Số hóa hồ sơ",
        "product": "Kho",
        "lead_raw": "VP UBND tỉnh",
        "lead": ["Văn phòng UBND tỉnh"],
        "coordinate_raw": "Các Sở: Nội vụ, TT&TT",
        "coordinate": ["Sở Nội vụ", "Sở Thông tin và Truyền thông"],
        "monitor_raw": "Sở Nội vụ",
        "monitor": ["Sở Nội vụ"],
        "deadline_raw": "Quý II",
        "deadline": {"kind": "quarter", "start": "2024-04-01", "end": "2024-06-30"},
        "budget": "45",
        "note": "Mới",
        "domain": "procedures",
    }
    assert record.char_start is not None and record.char_end is not None
    assert document.slice(record.char_start, record.char_end).startswith("3\tSố hóa hồ sơ")


def test_misread_heads_and_cells() -> None:
    document = documents_of(
        [
            ["TI", "Nội dung nhiêm vu", "Sản phâm", "Co quan chù trì", "Cơ quan phôi hợp", "Thời gian hoàn thànk"],
            ["1", "Kiểm tra", "Kế hoạch", "Sở Nôi vụ", "So Tai chinh", "Quy 1V/2024"],
        ],
        ruled=True,
    )
    (record,) = find_assignments(document, [], 2024)
    assert (record.lead, record.coordinate) == (["Sở Nội vụ"], ["Sở Tài chính"])
    assert (record.no, record.product, str(record.deadline.end)) == ("1", "Kế hoạch", "2024-12-31")


def test_no_tables_no_records() -> None:
    assert find_assignments(documents_of([["Nơi nhận:", "TM. UBND"], ["- Như trên", "CHỦ TỊCH"]]), [], 2024) == []
