import pytest

from extractors.domains import covers_areas, domain_of, domain_of_opening, domain_of_statement


@pytest.mark.parametrize(
    ("title", "domain"),
    [
        ("Cải cách thể chế", "institutions"),
        ("CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "procedures"),
        ("Cải cách tổ chức bộ máy hành chính nhà nước", "organization"),
        ("Cải cách chế độ công vụ", "civil_service"),
        ("Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức", "civil_service"),
        ("Cải cách tài chính công", "public_finance"),
        ("Xây dựng, phát triển chính quyền điện tử, chính quyền số", "digital_government"),
        ("Hiện đại hóa hành chính", "digital_government"),
        ("Công tác chỉ đạo, điều hành", "steering"),
        ("Cai cach the che", "institutions"),
        ("Hạ tầng số, dữ liệu số", "digital_government"),
        ("BẢO ĐẢM AN TOÀN THÔNG TIN", "digital_government"),
        ("Nâng cao nhận thức", "steering"),
        ("Hạ tầng giao thông", None),
        ("Xã hội số", None),
        ("TỔ CHỨC THỰC HIỆN", None),
        ("Phát triển kinh tế số", None),
        ("Kinh phí thực hiện", None),
    ],
)
def test_domain_of(title: str, domain: str | None) -> None:
    assert domain_of(title) == domain


def test_only_an_opening_names_the_area_of_a_clause() -> None:
    assert domain_of_opening("Đẩy mạnh ứng dụng công nghệ thông tin trong quản lý") == "digital_government"
    assert domain_of_opening("Phòng Nội vụ tham mưu các nhiệm vụ về cải cách thể chế của huyện và xã") is None


@pytest.mark.parametrize(
    ("title", "several"),
    [
        ("Cải cách hành chính", True),
        ("CÔNG TÁC CCHC", True),
        ("Cải cách thể chế, cải cách tài chính công", True),
        ("Cải cách thể chế", False),
        ("Phát triển nông nghiệp", False),
        ("Chỉ số cải cách hành chính", False),
    ],
)
def test_titles_that_cover_several_areas(title: str, several: bool) -> None:
    assert covers_areas(title) is several


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Nâng cấp trung tâm dữ liệu của tỉnh", "digital_government"),
        ("Khảo sát sự hài lòng của doanh nghiệp", "procedures"),
        ("Hỗ trợ doanh nghiệp công nghệ số mở rộng thị trường", None),
        ("Trồng rừng phòng hộ", None),
    ],
)
def test_areas_of_statements(text: str, domain: str | None) -> None:
    assert domain_of_statement(text) == domain
