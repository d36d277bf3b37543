import pytest

from extractors.duty_bearers import read_agency
from extractors.responsibilities import find_responsibilities
from extractors.sections import find_sections
from tests.extractors.builders import document_of


def duties(text: str) -> list[tuple[str, str, int]]:
    document = document_of(text)
    return [(r.section, r.agency, r.duties) for r in find_responsibilities(document, find_sections(document))]


PLAN = """KẾ HOẠCH
Chuyển đổi số năm 2024
I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao chất lượng phục vụ.
II. TỔ CHỨC THỰC HIỆN
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # headings with lettered duties
        (
            "1. Phòng Nội vụ\na) Chủ trì triển khai Kế hoạch này.\nb) Tổng hợp báo cáo Ủy ban nhân dân huyện.\n"
            "2. Phòng Tư pháp\na) Theo dõi thi hành pháp luật.\n",
            [("II.1", "Phòng Nội vụ", 2), ("II.2", "Phòng Tư pháp", 1)],
        ),
        # headings with bulleted duties, a colon, a polite word
        (
            "1. Giao Sở Nội vụ:\n- Chủ trì triển khai.\n- Tổng hợp báo cáo.\n- Kiểm tra các đơn vị.\n"
            "2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh\nTăng cường giám sát việc thực hiện Kế hoạch.\n",
            [("II.1", "Sở Nội vụ", 3), ("II.2", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", 1)],
        ),
        # sentences
        (
            "1. Sở Tài chính có trách nhiệm cân đối kinh phí thực hiện Kế hoạch này theo quy định.\n"
            "2. Các sở, ban, ngành tỉnh căn cứ Kế hoạch này xây dựng kế hoạch của đơn vị mình trong tháng 02.\n",
            [("II.1", "Sở Tài chính", 1), ("II.2", "Các sở, ban, ngành tỉnh", 1)],
        ),
        # paragraphs without labels
        (
            "- Phòng Văn hóa và Thông tin: chủ trì, phối hợp với các đơn vị triển khai.\n"
            "- Ủy ban nhân dân các xã: tổ chức tuyên truyền trên địa bàn.\n",
            [("II", "Phòng Văn hóa và Thông tin", 1), ("II", "Ủy ban nhân dân các xã", 1)],
        ),
        # the paragraph that closes a plan
        (
            "1. Sở Nội vụ có trách nhiệm theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"
            "Trong quá trình thực hiện, nội dung nào cần sửa đổi, các cơ quan, đơn vị kịp thời báo cáo Sở Nội vụ./.\n",
            [("II.1", "Sở Nội vụ", 1), ("II", "các cơ quan, đơn vị", 1)],
        ),
        # whom to turn to in difficulties is no duty
        (
            "1. Sở Nội vụ có trách nhiệm theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"
            "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị kịp thời phản ánh về Sở Nội vụ./.\n",
            [("II.1", "Sở Nội vụ", 1)],
        ),
        # nor is what is asked of others at the end
        (
            "1. Ủy ban nhân dân các xã\nXây dựng kế hoạch của địa phương.\n"
            "Yêu cầu các phòng, ban, đơn vị nghiêm túc triển khai Kế hoạch này./.\n",
            [("II.1", "Ủy ban nhân dân các xã", 1)],
        ),
        # names with a bullet, duties behind another
        (
            "- Phòng Y tế:\n+ Hướng dẫn các trạm.\n+ Báo cáo hằng quý.\n- Phòng Tư pháp:\n+ Kiểm tra văn bản.\n",
            [("II", "Phòng Y tế", 2), ("II", "Phòng Tư pháp", 1)],
        ),
        # lines that are a name and nothing else
        (
            "Phòng Nội vụ\n- Chủ trì triển khai.\n- Tổng hợp báo cáo.\nCác xã, thị trấn\nTuyên truyền đến từng hộ.\n",
            [("II", "Phòng Nội vụ", 2), ("II", "Các xã, thị trấn", 1)],
        ),
        # labels in whatever shape
        (
            "1, Phòng Nội vụ theo dõi, đôn đốc.\nZ. Phòng Y tế hướng dẫn các trạm.\n"
            "3 Phòng Tư pháp\na } Kiểm tra.\nb Báo cáo.\n",
            [("II.1", "Phòng Nội vụ", 1), ("II.2", "Phòng Y tế", 1), ("II.3", "Phòng Tư pháp", 2)],
        ),
        # one level more
        (
            "1. Các sở, ban, ngành\n1.1. Sở Tư pháp\n- Kiểm tra.\n- Báo cáo.\n1.2. Sở Y tế\n- Tập huấn.\n",
            [("II.1.1", "Sở Tư pháp", 2), ("II.1.2", "Sở Y tế", 1)],
        ),
        # what the duty follows from stands before its bearer
        (
            "1. Căn cứ Kế hoạch này, các phòng, ban xây dựng kế hoạch của mình.\n"
            "2. Các chế độ báo cáo thực hiện theo quy định.\n",
            [("II.1", "các phòng, ban", 1)],
        ),
        # bodies of the Party
        (
            "1. Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo xây dựng kế hoạch thực hiện.\n"
            "2. Đảng đoàn Hội đồng nhân dân tỉnh lãnh đạo, chỉ đạo tăng cường giám sát.\n"
            "3. Ban Dân vận Tỉnh ủy hướng dẫn công tác tuyên truyền.\n"
            "4. Các thị ủy, huyện ủy, đảng ủy trực thuộc Tỉnh ủy tổ chức học tập, quán triệt.\n",
            [
                ("II.1", "Ban cán sự đảng Ủy ban nhân dân tỉnh", 1),
                ("II.2", "Đảng đoàn Hội đồng nhân dân tỉnh", 1),
                ("II.3", "Ban Dân vận Tỉnh ủy", 1),
                ("II.4", "Các thị ủy, huyện ủy, đảng ủy trực thuộc Tỉnh ủy", 1),
            ],
        ),
        # departments of one body, each with a node of its own
        (
            "1. Các phòng, đơn vị thuộc Sở\na) Văn phòng Sở\n- Tham mưu kế hoạch.\n- Tổng hợp báo cáo.\n"
            "b) Phòng Kế hoạch - Tài chính\nTham mưu bố trí kinh phí.\n"
            "2. Các phòng thuộc huyện\na) Chủ trì triển khai.\nb) Báo cáo kết quả.\n",
            [
                ("II.1.a", "Văn phòng Sở", 2),
                ("II.1.b", "Phòng Kế hoạch - Tài chính", 1),
                ("II.2", "Các phòng thuộc huyện", 2),
            ],
        ),
        # the note on an annex is no duty
        (
            "1. Trưởng các thôn\nVận động Nhân dân nộp hồ sơ trực tuyến.\n(Đính kèm Phụ lục nhiệm vụ)\n",
            [("II.1", "Trưởng các thôn", 1)],
        ),
        # parts that are nobody's duty
        ("1. Kinh phí thực hiện được bố trí từ ngân sách nhà nước theo phân cấp hiện hành.\n", []),
    ],
)
def test_implementation(text, expected):
    assert duties(PLAN + text) == expected


def test_articles_of_a_decision():
    text = (
        "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch chuyển đổi số.\n"
        "Điều 2. Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan theo dõi việc thực hiện Kế hoạch.\n"
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.\n"
        "Nơi nhận:\n- Như Điều 3;\n- Sở Nội vụ: để thực hiện;\nCHỦ TỊCH\n"
    )
    assert duties(text) == [("Điều 2", "Sở Nội vụ", 1)]


def test_an_article_with_bullets():
    text = (
        "QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Kế hoạch phòng cháy năm 2024.\nĐiều 2. Tổ chức thực hiện:\n"
        "- Giao Sở Tài chính bố trí kinh phí thực hiện.\n- Giao Công an tỉnh chủ trì hướng dẫn, kiểm tra.\n"
    )
    assert duties(text) == [("Điều 2", "Sở Tài chính", 1), ("Điều 2", "Công an tỉnh", 1)]


def test_nodes_below_an_article_or_a_title_without_label():
    nodes = "1. Sở Nội vụ:\na) Theo dõi.\nb) Báo cáo.\n2. Sở Tài chính bố trí kinh phí.\n"
    article = "QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Kế hoạch.\nĐiều 2. Tổ chức thực hiện\n" + nodes
    assert duties(article) == [("Điều 2.1", "Sở Nội vụ", 2), ("Điều 2.2", "Sở Tài chính", 1)]
    title = "KẾ HOẠCH\nMỤC TIÊU\nNâng cao chất lượng.\nTỔ CHỨC THỰC HIỆN\n" + nodes
    assert duties(title) == [("1", "Sở Nội vụ", 2), ("2", "Sở Tài chính", 1)]
    other = title.replace("TỔ CHỨC THỰC HIỆN", "TỔ CHỨC CHỈ ĐẠO, ĐIỀU HÀNH")
    assert duties(other) == []


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Giao Sở Nội vụ chủ trì, phối hợp", ("Sở Nội vụ", True)),
        ("Sở Nội vụ:", ("Sở Nội vụ", False)),
        ("Ban Tổ chức Huyện ủy chủ trì tham mưu", ("Ban Tổ chức Huyện ủy", True)),
        ("Phòng Quản lý đô thị theo dõi", ("Phòng Quản lý đô thị", True)),
        ("các đơn vị trên địa bàn chịu trách nhiệm thi hành", ("các đơn vị trên địa bàn", True)),
        ("Công an huyện (cơ quan tham mưu Đề án) chủ trì", ("Công an huyện", True)),
        (
            "Hội Nông dân và các tổ chức chính trị - xã hội phối hợp",
            ("Hội Nông dân và các tổ chức chính trị - xã hội", True),
        ),
        ("Các đồng chí lãnh đạo chủ trì", ("Các đồng chí lãnh đạo", True)),
        ("VP UBND tỉnh: theo dõi", ("VP UBND tỉnh", False)),
        ("MTTQ và các đoàn thể", ("MTTQ và các đoàn thể", False)),
        ("Ban Quản lý dự án đầu tư huyện lập dự toán", ("Ban Quản lý dự án đầu tư huyện", True)),
        ("Cổng Thông tin điện tử tỉnh đăng tải", ("Cổng Thông tin điện tử tỉnh", True)),
        ("Bộ phận Tiếp nhận và Trả kết quả niêm yết", ("Bộ phận Tiếp nhận và Trả kết quả", True)),
        ("Huyện đoàn chủ trì", ("Huyện đoàn", True)),
        ("Công tác kiểm tra", None),
        ("Hội nghị sơ kết", None),
        ("Các nội dung phối hợp", None),
        ("Bố trí kinh phí cho các đơn vị", None),
        ("Báo cáo kết quả về Sở Nội vụ", None),
        ("Kinh phí thực hiện lấy từ ngân sách", None),
    ],
)
def test_agencies_at_the_beginning(text, agency):
    assert read_agency(text) == agency
