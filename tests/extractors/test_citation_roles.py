"""What a document has to do with those it cites: grounds, what it carries out, replaces, amends."""

import pytest

from extractors.citations import find_citations
from tests.extractors.builders import document_of


def roles(text: str) -> list[tuple[str | None, str | None]]:
    found = find_citations(document_of(text), "9/KH-UBND")
    return [(c.number.split("/")[0] if c.number else c.title, c.role) for c in found]


FILLER = "Nâng cao chất lượng phục vụ người dân trên địa bàn huyện.\n" * 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # grounds
        ("Căn cứ Nghị định số 15/2031/NĐ-CP ngày 01/3/2031 của Chính phủ;", [("15", "basis")]),
        ("Căn cứ Luật Viên chức;", [("Luật Viên chức", "basis")]),
        ("Trên cơ sở Kế hoạch số 31/KH-UBND của UBND tỉnh, UBND xã xây dựng kế hoạch.", [("31", "basis")]),
        (
            "Căn cứ các văn bản sau:\n"
            "- Nghị quyết số 15/NQ-CP của Chính phủ;\n- Quyết định số 31/QĐ-TTg.\nBáo cáo số 7/BC-UBND.",
            [("15", "basis"), ("31", "basis"), ("7", "mentions")],
        ),
        # in a line of grounds, what one cited document does to another does not count
        (
            "Căn cứ Nghị định số 15/2031/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 31/2028/NĐ-CP;",
            [("15", "basis"), ("31", "basis")],
        ),
        # what is carried out, alone, by several verbs, in lists
        ("Thực hiện Nghị quyết số 15-NQ/TU ngày 02/4/2031 của Tỉnh ủy", [("15-NQ", "implements")]),
        ("Tiếp tục triển khai có hiệu quả các nhiệm vụ tại Quyết định số 15/QĐ-TTg", [("15", "implements")]),
        ("Giải quyết hồ sơ theo Nghị định số 15/2031/NĐ-CP của Chính phủ", [("15", "implements")]),
        ("Nhằm cụ thể hóa Nghị quyết số 15-NQ/TW, huyện ban hành kế hoạch", [("15-NQ", "implements")]),
        (
            "Thực hiện Quyết định số 15/QĐ-TTg ngày 02/4/2031 của Thủ tướng Chính phủ phê duyệt Đề án, Kế hoạch số "
            "31/KH-UBND ngày 03/5/2031 của UBND tỉnh và Công văn số 77/SNV-CCHC của Sở Nội vụ",
            [("15", "implements"), ("31", "implements"), ("77", "implements")],
        ),
        (
            "Thực hiện các văn bản sau:\n- Nghị quyết số 15/NQ-CP của Chính phủ;\n+ Quyết định số 31/QĐ-TTg.",
            [("15", "implements"), ("31", "implements")],
        ),
        ("đúng quy định của Luật Ngân sách nhà nước", [("Luật Ngân sách nhà nước", "mentions")]),
        ("Thực hiện Luật Thanh tra và Luật Tố cáo", [("Luật Thanh tra", "implements"), ("Luật Tố cáo", "implements")]),
        # the document itself replaces or amends: by name, in an article, in the title
        ("Kế hoạch này thay thế Kế hoạch số 15/KH-UBND ngày 05/01/2030 của UBND huyện.", [("15", "replaces")]),
        (
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 15/QĐ-UBND, "
            "Quyết định số 31/QĐ-UBND.",
            [("15", "replaces"), ("31", "replaces")],
        ),
        ("Điều 3. Bãi bỏ Quyết định số 15/QĐ-UBND ngày 05/01/2030 của UBND tỉnh.", [("15", "replaces")]),
        (
            "Điều 3. Bãi bỏ các văn bản sau:\n"
            "1. Quyết định số 15/QĐ-UBND;\n2. Quyết định số 31/QĐ-UBND.\nTheo Công văn số 77/SNV-CCHC.",
            [("15", "replaces"), ("31", "replaces"), ("77", "implements")],
        ),
        (
            "Quyết định số 15/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.",
            [("15", "replaces")],
        ),
        ("Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 Quy chế số 15/QC-UBND", [("15", "amends")]),
        ("Về việc sửa đổi, bổ sung một số điều của Quyết định số 15/QĐ-UBND", [("15", "amends")]),
        # what others do to each other, and what is planned, changes nothing
        (
            FILLER + "Thông tư số 15/2031/TT-BNV sửa đổi Thông tư số 31/2028/TT-BNV được ban hành.",
            [("15", "mentions"), ("31", "mentions")],
        ),
        (
            "Theo Nghị định số 15/2028/NĐ-CP (được sửa đổi, bổ sung tại Nghị định số 31/2031/NĐ-CP).",
            [("15", "implements"), ("31", "mentions")],
        ),
        (FILLER + "Tham mưu UBND tỉnh thay thế Quyết định số 15/QĐ-UBND trong quý II.", [("15", "mentions")]),
        (FILLER + "- Sửa đổi Quyết định số 15/QĐ-UBND về phân cấp quản lý.", [("15", "mentions")]),
        ("Quyết định số 15/QĐ-UBND đã hết hiệu lực từ năm 2029.", [("15", "mentions")]),
        # a relation between two cited documents does not end a list
        (
            "Thực hiện Nghị định số 15/2028/NĐ-CP, Nghị định số 31/2031/NĐ-CP sửa đổi Nghị định số 7/2020/NĐ-CP và Kế "
            "hoạch số 77/KH-UBND",
            [("15", "implements"), ("31", "implements"), ("7", "mentions"), ("77", "implements")],
        ),
        (
            "Kế hoạch số 15/KH-UBND của UBND tỉnh thực hiện Nghị quyết số 31-NQ/TU",
            [("15", "mentions"), ("31-NQ", "mentions")],
        ),
        ("cắt giảm chi phí theo hướng dẫn tại Quyết định số 15/QĐ-TTg", [("15", "implements")]),
        # annexes of others
        ("Áp dụng Bộ tiêu chí ban hành kèm theo Quyết định số 15/QĐ-BNV.", [("15", "attached_to")]),
        (
            "Điều 1. Sửa đổi Điều 2 của Quy chế ban hành kèm theo Quyết định số 15/QĐ-UBND.",
            [("15", "amends")],
        ),
        # mere mentions
        ("Theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 15/TTr-NV", [("15", "mentions")]),
        (
            "Tình hình đã nêu ở Báo cáo số 15/BC-UBND. Theo dõi tiến độ Công văn số 31/UBND-NC",
            [("15", "mentions"), ("31", "mentions")],
        ),
        ("Theo báo cáo của xã. Ngày 05/6/2031 có Công văn số 15/UBND-NC.", [("15", "mentions")]),
        # the strongest of several mentions
        (
            "Thực hiện Nghị quyết số 15/NQ-CP.\n"
            "Căn cứ Nghị quyết số 15/NQ-CP ngày 01/02/2031 của Chính phủ;\nxem Nghị quyết số 15/NQ-CP",
            [("15", "basis")],
        ),
        (
            "Căn cứ Quyết định số 15/QĐ-UBND;\nĐiều 2. Quyết định này thay thế Quyết định số 15/QĐ-UBND.",
            [("15", "replaces")],
        ),
    ],
)
def test_roles(text, expected):
    assert roles(text) == expected
