"""Indicators: paraphrases of one commitment share a code, neighbours do not."""

import re
import time
from collections import Counter
from typing import get_args

import pytest

from corpora.loader import rows
from extractors.indicators import indicator_of, spelled_out
from models.records import Domain, Target
from models.text import fold_words


def code_of(subject, unit="%", **fields):
    values = {
        "id": "T1",
        "kind": "quantitative",
        "section": None,
        "quote": "",
        "value": 90,
        "unit": unit,
        "subject": subject,
    }
    return indicator_of(Target(**{**values, **fields}))


# Wordings as plans of different provinces, districts and years have them.
PERCENTAGES = {
    "satisfaction_service": [
        "Mức độ hài lòng của cá nhân, tổ chức với sự phục vụ của cơ quan hành chính",
        "tỷ lệ hài lòng của người dân và doanh nghiệp về sự phục vụ của các cơ quan hành chính",
        "Chỉ số hài lòng (SIPAS)",
        "mức độ hài lòng của người dân",
        "sự hài lòng của tổ chức, cá nhân",
    ],
    "satisfaction_procedures": [
        "mức độ hài lòng của người dân, doanh nghiệp về giải quyết TTHC",
        "người dân, doanh nghiệp hài lòng về việc giải quyết thủ tục hành chính",
        "Tỷ lệ hài lòng của tổ chức, cá nhân khi giải quyết hồ sơ tại Bộ phận Một cửa",
    ],
    "satisfaction_land": [
        "mức độ hài lòng về giải quyết TTHC lĩnh vực đất đai",
        "Mức độ hài lòng của người dân, doanh nghiệp trong lĩnh vực đất đai, xây dựng",
    ],
    "satisfaction_health": [
        "mức độ hài lòng của người dân về dịch vụ y tế công lập",
        "tỷ lệ hài lòng của người bệnh đối với dịch vụ khám, chữa bệnh",
    ],
    "satisfaction_education": ["phụ huynh hài lòng đối với dịch vụ giáo dục công lập"],
    "satisfaction_health_education": ["người dân hài lòng với dịch vụ y tế, giáo dục công lập"],
    "satisfaction_online_services": ["người dân, doanh nghiệp hài lòng khi sử dụng DVCTT"],
    "dossiers_on_time": [
        "hồ sơ TTHC được giải quyết đúng hạn",
        "Tỷ lệ giải quyết hồ sơ thủ tục hành chính đúng và trước hạn",
        "hồ sơ được giải quyết trước hạn và đúng hạn",
        "thủ tục hành chính được giải quyết đúng thời hạn quy định",
        "tỷ lệ hồ sơ giải quyết đúng hạn tại Bộ phận Tiếp nhận và Trả kết quả cấp xã",
    ],
    "dossiers_overdue": ["hồ sơ thủ tục hành chính giải quyết quá hạn", "tỷ lệ hồ sơ trễ hạn"],
    "processing_time_cut": [
        "cắt giảm thời gian giải quyết thủ tục hành chính",
        "rút ngắn thời gian giải quyết TTHC so với quy định",
        "thời hạn giải quyết thủ tục hành chính được cắt giảm",
    ],
    "compliance_cost_cut": ["cắt giảm chi phí tuân thủ quy định liên quan đến hoạt động kinh doanh"],
    "procedures_simplified": [
        "rà soát, đơn giản hóa thủ tục hành chính",
        "thủ tục hành chính được rà soát, cắt giảm, đơn giản hóa",
        "TTHC được đơn giản hóa",
    ],
    "internal_procedures_simplified": ["thủ tục hành chính nội bộ được rà soát, đơn giản hóa"],
    "internal_procedures_published": ["TTHC nội bộ trong hệ thống hành chính nhà nước được công bố"],
    "procedures_published": [
        "TTHC được công khai, niêm yết đầy đủ tại nơi tiếp nhận",
        "thủ tục hành chính được công bố, công khai đúng thời hạn trên Cơ sở dữ liệu quốc gia",
    ],
    "procedures_one_stop": [
        "TTHC được thực hiện theo cơ chế một cửa, một cửa liên thông",
        "thủ tục hành chính thuộc thẩm quyền được tiếp nhận tại Trung tâm Phục vụ hành chính công",
    ],
    "procedures_on_the_spot": ['thủ tục hành chính được thực hiện theo phương châm "5 tại chỗ"'],
    "procedures_regardless_of_place": [
        "thủ tục hành chính được tiếp nhận, trả kết quả không phụ thuộc vào địa giới hành chính",
        "TTHC thực hiện phi địa giới hành chính",
    ],
    "procedure_results_digitised": [
        "số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực",
        "kết quả giải quyết TTHC được số hóa",
    ],
    "dossiers_digitised": [
        "hồ sơ TTHC được số hóa khi tiếp nhận",
        "tỷ lệ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
        "thành phần hồ sơ được số hóa",
    ],
    "procedure_results_electronic": ["hồ sơ thủ tục hành chính được cấp kết quả bản điện tử"],
    "no_resubmission": [
        "người dân, doanh nghiệp không phải cung cấp lại thông tin, giấy tờ đã được chấp nhận",
        "tỷ lệ khai thác, tái sử dụng thông tin, dữ liệu đã được số hóa",
    ],
    "feedback_handled": [
        "phản ánh, kiến nghị của người dân được xử lý đúng hạn",
        "kiến nghị, phản ánh của tổ chức, cá nhân được tiếp nhận, trả lời",
    ],
    "complaints_settled": ["đơn khiếu nại, tố cáo thuộc thẩm quyền được giải quyết"],
    "dossiers_by_post": ["hồ sơ được trả kết quả qua dịch vụ bưu chính công ích"],
    "payment_procedures_online": [
        "thủ tục hành chính có nghĩa vụ tài chính được thanh toán trực tuyến",
        "TTHC đủ điều kiện có phát sinh nghĩa vụ tài chính được thanh toán trực tuyến",
    ],
    "online_payment_transactions": [
        "tỷ lệ giao dịch thanh toán trực tuyến trên Cổng Dịch vụ công",
        "hồ sơ thanh toán trực tuyến trên tổng số hồ sơ",
        "tỷ lệ thanh toán trực tuyến",
    ],
    "services_full_process": [
        "dịch vụ công trực tuyến toàn trình được cung cấp",
        "thủ tục hành chính đủ điều kiện được cung cấp dưới hình thức dịch vụ công trực tuyến toàn trình",
        "TTHC được triển khai DVCTT toàn trình",
    ],
    "dossiers_full_process": [
        "tỷ lệ hồ sơ trực tuyến toàn trình",
        "hồ sơ tiếp nhận và giải quyết bằng dịch vụ công trực tuyến toàn trình",
    ],
    "services_partial": ["thủ tục hành chính được cung cấp dịch vụ công trực tuyến một phần"],
    "services_level_4": [
        "dịch vụ công trực tuyến mức độ 4 được cung cấp",
        "thủ tục hành chính đủ điều kiện được đưa lên trực tuyến mức độ 4",
    ],
    "services_level_3_4": [
        "dịch vụ công trực tuyến mức độ 3, 4 được cung cấp",
        "TTHC cung cấp trực tuyến mức độ 3 và 4",
    ],
    "dossiers_online_level_4": ["hồ sơ nộp trực tuyến mức độ 4 trên tổng số hồ sơ"],
    "dossiers_online_level_3_4": ["hồ sơ giải quyết trực tuyến mức độ 3, mức độ 4"],
    "dossiers_online": [
        "tỷ lệ hồ sơ tiếp nhận trực tuyến trên tổng số hồ sơ",
        "hồ sơ thủ tục hành chính được nộp qua mạng",
        "hồ sơ TTHC tiếp nhận và giải quyết trực tuyến",
    ],
    "services_on_national_portal": ["dịch vụ công trực tuyến được tích hợp lên Cổng Dịch vụ công quốc gia"],
    "services_mobile": [
        "dịch vụ công trực tuyến được cung cấp trên nhiều phương tiện truy cập khác nhau, bao gồm thiết bị di động"
    ],
    "online_services_used": ["dịch vụ công trực tuyến có phát sinh hồ sơ trực tuyến"],
    "people_using_online_services": [
        "người dân trưởng thành sử dụng dịch vụ công trực tuyến",
        "dân số trong độ tuổi lao động có sử dụng dịch vụ công trực tuyến",
    ],
    "users_identified": [
        "người dân, doanh nghiệp sử dụng dịch vụ công trực tuyến được định danh và xác thực điện tử thông suốt",
    ],
    "dossiers_circulated_electronically": [
        "hồ sơ giải quyết TTHC được luân chuyển giữa các cơ quan bằng phương thức điện tử",
    ],
    "work_files_online": [
        "hồ sơ công việc tại cấp tỉnh được xử lý trên môi trường mạng",
        "HSCV cấp xã được xử lý trên môi trường số",
        "hồ sơ công việc được lập, xử lý dưới dạng điện tử",
    ],
    "documents_electronic": [
        "văn bản trao đổi giữa các phòng, ban dưới dạng điện tử",
        "văn bản đi, đến được gửi nhận trên môi trường mạng",
        "trao đổi văn bản điện tử liên thông 4 cấp chính quyền",
    ],
    "documents_digitally_signed": [
        "văn bản điện tử phát hành được ký số",
        "văn bản của UBND xã được ký số theo quy định",
    ],
    "officials_with_digital_signature": ["cán bộ, công chức được cấp chữ ký số chuyên dùng công vụ"],
    "people_with_digital_signature": ["dân số trưởng thành có chữ ký số hoặc chữ ký điện tử cá nhân"],
    "reports_online": [
        "báo cáo định kỳ được thực hiện trên Hệ thống thông tin báo cáo của tỉnh",
        "chế độ báo cáo được cập nhật, chia sẻ trên hệ thống báo cáo",
    ],
    "meetings_online": ["cuộc họp được tổ chức theo hình thức trực tuyến", "phiên họp UBND thực hiện không giấy tờ"],
    "inspection_online": ["hoạt động kiểm tra của cơ quan quản lý được thực hiện qua môi trường số"],
    "iso_agencies": ["cơ quan hành chính áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015"],
    "open_data": ["sở, ngành tham gia mở dữ liệu và cung cấp dữ liệu mở"],
    "systems_secured": [
        "hệ thống thông tin được phê duyệt hồ sơ đề xuất cấp độ an toàn",
        "máy trạm được cài phần mềm phòng chống mã độc",
    ],
    "systems_connected": [
        "hệ thống thông tin của tỉnh được kết nối, liên thông qua nền tảng tích hợp, chia sẻ dữ liệu",
        "các hệ thống thông tin đã đưa vào vận hành được kết nối, liên thông qua Trục liên thông văn bản quốc gia",
    ],
    "smart_radio": ["đài truyền thanh cấp xã ứng dụng công nghệ thông tin, viễn thông"],
    "digital_addresses": ["hộ gia đình được cấp địa chỉ số"],
    "officials_digital_training": [
        "cán bộ, công chức được tập huấn, bồi dưỡng kỹ năng số",
        "CBCCVC được bồi dưỡng về chuyển đổi số",
    ],
    "fibre_households": [
        "hộ gia đình có đường truyền cáp quang",
        "hạ tầng mạng băng rộng cáp quang phủ trên hộ gia đình",
        "tỷ lệ hộ gia đình có kết nối Internet băng rộng",
    ],
    "mobile_coverage": ["dân số được phủ sóng 5G", "thôn, bản được phủ sóng di động"],
    "smartphones": ["người dân trưởng thành có điện thoại thông minh", "thuê bao di động sử dụng smartphone"],
    "community_digital_teams": ["thôn, tổ dân phố có Tổ công nghệ số cộng đồng hoạt động hiệu quả"],
    "digital_identity": [
        "công dân đủ điều kiện được cấp tài khoản định danh điện tử mức độ 2",
        "người dân kích hoạt tài khoản VNeID",
    ],
    "cashless_payments": [
        "giao dịch thanh toán không dùng tiền mặt",
        "cơ sở giáo dục thu học phí không dùng tiền mặt",
    ],
    "bank_accounts": [
        "dân số từ 15 tuổi trở lên có tài khoản giao dịch tại ngân hàng hoặc tổ chức được phép khác",
        "người trưởng thành có tài khoản thanh toán điện tử tại ngân hàng",
    ],
    "e_invoices": ["doanh nghiệp, hộ kinh doanh sử dụng hóa đơn điện tử"],
    "e_contracts": ["doanh nghiệp sử dụng hợp đồng điện tử"],
    "digital_economy_share": ["kinh tế số chiếm tỷ trọng trong GRDP", "Tỷ trọng kinh tế số trong GRDP của tỉnh"],
    "enterprises_digital_platforms": [
        "doanh nghiệp nhỏ và vừa sử dụng nền tảng số",
        "DN, hợp tác xã ứng dụng công nghệ số trong sản xuất kinh doanh",
    ],
    "products_on_platforms": ["sản phẩm OCOP được đưa lên sàn thương mại điện tử"],
    "health_records_electronic": [
        "người dân có hồ sơ sức khỏe điện tử",
        "dân số được lập hồ sơ quản lý sức khỏe điện tử",
    ],
    "school_records_digital": [
        "học sinh có học bạ số",
        "cơ sở giáo dục triển khai nền tảng quản trị nhà trường, chuyển đổi số",
    ],
    "staff_by_position": ["cơ quan, đơn vị bố trí công chức, viên chức theo vị trí việc làm được phê duyệt"],
    "commune_staff_standard": [
        "cán bộ, công chức cấp xã đạt chuẩn theo quy định",
        "công chức xã, phường có trình độ đại học trở lên",
    ],
    "staff_standard": ["viên chức đạt tiêu chuẩn chức danh nghề nghiệp"],
    "staff_trained": ["cán bộ, công chức được đào tạo, bồi dưỡng nghiệp vụ hằng năm"],
    "leaders_trained": ["công chức lãnh đạo, quản lý được bồi dưỡng kiến thức, kỹ năng"],
    "units_self_financed": ["đơn vị sự nghiệp công lập tự chủ tài chính", "ĐVSNCL tự bảo đảm chi thường xuyên"],
    "units_self_financed_partly": ["đơn vị sự nghiệp tự bảo đảm một phần chi thường xuyên"],
    "units_self_financed_investment": ["đơn vị sự nghiệp công lập tự bảo đảm chi thường xuyên và chi đầu tư"],
    "legal_documents_right": [
        "văn bản quy phạm pháp luật được ban hành đúng trình tự, thủ tục",
        "VBQPPL do HĐND, UBND ban hành bảo đảm hợp hiến, hợp pháp",
    ],
    "legal_documents_reviewed": [
        "văn bản QPPL được rà soát, hệ thống hóa",
        "VB QPPL được tự kiểm tra sau khi ban hành",
    ],
    "unlawful_documents_handled": [
        "xử lý dứt điểm các văn bản quy phạm pháp luật trái pháp luật được phát hiện qua kiểm tra"
    ],
    "assigned_tasks_on_time": [
        "nhiệm vụ do UBND tỉnh giao được hoàn thành đúng hạn",
        "nhiệm vụ Thủ tướng Chính phủ giao hoàn thành đúng tiến độ",
    ],
    "units_inspected": [
        "cơ quan chuyên môn và UBND cấp xã được kiểm tra công tác cải cách hành chính",
        "kiểm tra CCHC tại các cơ quan, đơn vị",
        "đơn vị được kiểm tra công vụ",
    ],
    "reform_plan_done": [
        "nhiệm vụ trong Kế hoạch CCHC được hoàn thành",
        "hoàn thành các nội dung Kế hoạch cải cách hành chính năm",
    ],
    "reform_plans_issued": ["cơ quan, đơn vị ban hành KH cải cách hành chính"],
    "budget_disbursed": ["tỷ lệ giải ngân vốn đầu tư công"],
    "digital_budget_share": ["chi ngân sách nhà nước hằng năm cho chuyển đổi số"],
    "par_index_score": ["Chỉ số cải cách hành chính (PAR INDEX) của tỉnh"],
}

OTHERS = [
    ("par_index_rank", "Chỉ số CCHC của huyện nằm trong nhóm dẫn đầu tỉnh", {"unit": "hạng"}),
    ("par_index_rank", "PAR INDEX", {"unit": "hạng", "comparator": "<="}),
    ("sipas_rank", "Chỉ số hài lòng của người dân (SIPAS) thuộc nhóm dẫn đầu", {"unit": "hạng"}),
    ("papi_rank", "Chỉ số PAPI", {"unit": "hạng"}),
    ("papi_rank", "Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh", {"unit": "hạng"}),
    ("pci_rank", "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)", {"unit": "hạng"}),
    ("dti_rank", "Chỉ số chuyển đổi số (DTI) của tỉnh", {"unit": "hạng"}),
    ("dti_rank", "xếp hạng chuyển đổi số của huyện", {"unit": "hạng"}),
    ("staff_cut_public_service", "biên chế sự nghiệp hưởng lương từ ngân sách nhà nước", {"direction": "reduce"}),
    ("staff_cut_administrative", "biên chế công chức so với năm 2021", {"direction": "reduce"}),
    ("staff_cut", "biên chế", {"direction": "reduce"}),
    ("units_cut", "số lượng đơn vị sự nghiệp công lập", {"direction": "reduce"}),
    ("units_cut", "đầu mối đơn vị sự nghiệp công lập so với năm 2021", {"direction": "reduce"}),
    ("agencies_cut", "đầu mối tổ chức bên trong các cơ quan", {"direction": "reduce"}),
    ("processing_time_cut", "thời gian giải quyết thủ tục hành chính", {"direction": "reduce"}),
    ("direct_budget_cut", "chi trực tiếp từ NSNN cho đơn vị sự nghiệp công lập", {"direction": "reduce"}),
    ("initiatives", "sáng kiến, giải pháp về cải cách hành chính", {"unit": "sáng kiến"}),
    ("initiatives", "sáng kiến được công nhận", {"unit": "sáng kiến cấp huyện"}),
    ("dialogues", "đối thoại giữa lãnh đạo UBND với người dân, doanh nghiệp", {"unit": "lần"}),
    ("units_inspected", "kiểm tra công tác cải cách hành chính", {"unit": "đơn vị"}),
    ("digital_enterprises", "doanh nghiệp công nghệ số", {"unit": "doanh nghiệp"}),
    ("waiting_time", "thời gian chờ đợi của người dân, doanh nghiệp tại Bộ phận Một cửa", {"unit": "phút"}),
]

# What resembles an indicator and is none, or is another.
NONE = [
    ("hồ sơ cán bộ được quản lý", {}),
    ("diện tích rừng được bảo vệ", {}),
    ("hộ nghèo đa chiều", {"direction": "reduce"}),
    ("khách du lịch hài lòng", {}),
    ("biên chế được giao sử dụng đúng quy định", {}),
    ("đơn vị sự nghiệp công lập hoàn thành nhiệm vụ", {}),
    ("nước sạch đạt tiêu chuẩn", {}),
    ("thành lập Tổ hợp tác", {}),
    ("doanh nghiệp thành lập mới", {}),
    ("hồ sơ trình dự thảo quyết định công bố TTHC được kiểm soát chất lượng", {}),
    ("cán bộ, công chức vi phạm kỷ luật", {"direction": "reduce"}),
    ("các văn bản chỉ đạo, điều hành được ban hành kịp thời", {}),
    ("dân số tham gia bảo hiểm y tế", {}),
    ("học sinh tốt nghiệp trung học phổ thông", {}),
    # The unit is another.
    ("hồ sơ TTHC được giải quyết đúng hạn", {"unit": "ngày"}),
    ("Chỉ số CCHC (PAR INDEX)", {"unit": "lần"}),
    ("hồ sơ TTHC được giải quyết đúng hạn", {"unit": None}),
    # Without a number there is nothing to compare.
    ("hồ sơ TTHC được giải quyết đúng hạn", {"kind": "dated", "value": None}),
    ("hồ sơ TTHC được giải quyết đúng hạn", {"kind": "qualitative", "value": None, "unit": None}),
]


@pytest.mark.parametrize(
    ("code", "subject"), [(code, subject) for code, many in PERCENTAGES.items() for subject in many]
)
def test_percentages(code, subject):
    assert code_of(subject) == code


@pytest.mark.parametrize(("code", "subject", "fields"), OTHERS)
def test_other_units_and_cuts(code, subject, fields):
    assert code_of(subject, **fields) == code


@pytest.mark.parametrize(("subject", "fields"), NONE)
def test_no_indicator(subject, fields):
    assert code_of(subject, **fields) is None


@pytest.mark.parametrize("subject", [many[0] for many in PERCENTAGES.values()])
def test_recognition_slips_in_diacritics_and_case_do_no_harm(subject):
    code = code_of(subject)
    assert code_of(subject.upper()) == code
    assert code_of(subject.translate(str.maketrans("ảẩổểứ", "áấốếử"))) == code
    assert code_of(fold_words(subject)) == code


def test_the_quote_stands_in_for_a_missing_subject():
    assert code_of(None, quote="100% hồ sơ thủ tục hành chính giải quyết đúng hạn") == "dossiers_on_time"


def test_abbreviations_are_spelled_out_as_words_only():
    assert spelled_out("DVCTT, TTHC; (VBQPPL)") == (
        "dich vu cong truc tuyen thu tuc hanh chinh van ban quy pham phap luat"
    )
    assert spelled_out("ATTTHC1") == "attthc1"


def test_the_table_is_sound():
    table = rows("indicators.tsv")
    assert len(table) >= 45
    assert max(Counter(row["code"] for row in table).values()) == 1
    assert max(Counter(row["name"] for row in table).values()) == 1
    for row in table:
        assert re.fullmatch(r"[a-z0-9_]+", row["code"])
        assert row["domain"] in get_args(Domain)
        assert row["unit"]
        assert row["wording"]
        assert row["direction"] in {"", "reduce"}
        for expression in re.split(r" [|&] ", row["wording"]) + row["never"].split(" | "):
            re.compile(expression)
            # Wordings are compared with folded words: a mark, a capital or a comma in one could never match.
            bare = re.sub(r"\\[a-z]|[()|?*+{}\[\].^$\\]|\d+,\d+", " ", expression)
            assert fold_words(bare) == " ".join(bare.split()), expression


@pytest.mark.parametrize("row", rows("indicators.tsv"), ids=lambda row: row["code"])
def test_an_indicator_is_found_by_its_own_name(row):
    """One that a more general one before it always hides would be dead."""
    assert code_of(row["name"], row["unit"], direction=row["direction"] or "attain") == row["code"]


def test_a_long_subject_takes_no_time():
    started = time.perf_counter()
    code_of("hồ sơ thủ tục hành chính của cơ quan " * 3000)
    assert time.perf_counter() - started < 2
