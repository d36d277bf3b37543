"""Letters, plans, decisions and forms rendered to PDFs in the official form, one page or a few each."""

from pathlib import Path

import pikepdf
import pytest

from fixtures.render import register_fonts, to_digital
from fixtures.sheets import set_plan
from fixtures.source import parse

STATE = "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\n**Độc lập - Tự do - Hạnh phúc**"
BODY = """I. MỤC TIÊU

1. Trên 80% hồ sơ được tiếp nhận trực tuyến trong năm 2026.

2. Phấn đấu 95% người dân hài lòng với việc phục vụ tại bộ phận một cửa.

II. TỔ CHỨC THỰC HIỆN

Văn phòng theo dõi, đôn đốc các phòng và báo cáo trước ngày 15 tháng 12 năm 2026./.
"""


def head(number: str, date: str, organ: str = "**ỦY BAN NHÂN DÂN**\n**XÃ ĐỒNG LÂM**", state: str = STATE) -> str:
    return f"::: letterhead\n{organ}\n{number}\n|||\n{state}\n*{date}*\n:::\n\n"


def signature(position: str = "CHỦ TỊCH", name: str = "Trần Văn Bình") -> str:
    left = "Nơi nhận:\n- Như trên;\n- Đảng ủy, HĐND xã;\n- Lưu: VT."
    return f"\n::: signature\n{left}\n|||\n**TM. ỦY BAN NHÂN DÂN**\n**{position}**\n**{name}**\n:::\n\n"


def letter(number: str = "Số: 45/UBND-VP", date: str = "Đồng Lâm, ngày 12 tháng 01 năm 2026") -> str:
    subject = "V/v gửi kế hoạch năm 2026"
    text = "Ủy ban nhân dân xã gửi đến quý cơ quan bản kế hoạch năm nay để theo dõi và cùng thực hiện. " * 3
    return head(f"{number}\n{subject}", date) + f"Kính gửi: Ủy ban nhân dân huyện.\n\n{text}./.\n" + signature()


def plan(
    number: str = "Số: 12/KH-UBND", date: str = "Đồng Lâm, ngày 09 tháng 01 năm 2026", *, above: str = "",
    below: str = "", body: str = BODY, closed: bool = True, **options: str,
) -> str:  # fmt: skip
    title = f"::: center\n**KẾ HOẠCH**\n**Cải cách hành chính năm 2026**\n{below}\n:::\n\n"
    return above + head(number, date, **options) + title + body + (signature() if closed else "")


def decision(number: str = "Số: 30/QĐ-UBND", *, issues: bool = True) -> str:
    subject = "Ban hành Kế hoạch cải cách hành chính năm 2026" if issues else "Về việc thành lập Tổ công tác của xã"
    what = "Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính" if issues else "Thành lập Tổ công tác"
    return (
        head(number, "Đồng Lâm, ngày 09 tháng 01 năm 2026")
        + f"::: center\n**QUYẾT ĐỊNH**\n**{subject}**\n:::\n\n"
        + "*Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;*\n\n"
        + f"::: center\n**QUYẾT ĐỊNH:**\n:::\n\n**Điều 1.** {what} của xã trong năm 2026.\n\n"
        + "**Điều 2.** Văn phòng, các phòng và các ấp thi hành Quyết định./.\n"
        + signature()
    )


def report_form(
    number: str = "Số:      /BC-UBND", date: str = "……, ngày … tháng … năm ……", *, above: str = "",
    organ: str = "**ỦY BAN NHÂN DÂN**\n**XÃ ………………**", rows: str = "1. Kết quả: ………………………………",
    about: str = "Kết quả cải cách hành chính của xã trong năm",
) -> str:  # fmt: skip
    title = f"::: center\n**BÁO CÁO**\n**{about}**\n:::\n\n"
    text = "Ủy ban nhân dân xã báo cáo kết quả thực hiện trong năm theo các nội dung sau đây của kế hoạch."
    return above + head(number, date, organ) + title + f"{text}\n\n{rows}\n\n{rows}\n\n{rows}\n\n{text}\n\n"


def annex(text: str = "") -> str:
    rows = "Danh sách các nhiệm vụ được giao cho các phòng của xã trong năm theo kế hoạch này, chia theo quý. " * 3
    return f"::: center\n**PHỤ LỤC**\n**Danh mục nhiệm vụ năm 2026**\n:::\n\n{rows}\n\n{text}"


def write_pdf(folder: Path, name: str, *papers: str | Path) -> Path:
    """One PDF of the papers in their order, each from a new page; a path is taken as a PDF."""
    try:
        register_fonts()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    out = folder / f"{name}.pdf"
    with pikepdf.new() as whole:
        for at, paper in enumerate(papers):
            if isinstance(paper, str):
                source = folder / f"{name}-{at}.md"
                source.write_text(f"---\ntranscript: plain\n---\n\n{paper}", "utf-8")
                parsed = parse(source)
                source.unlink()
                source = folder / f"{name}-{at}.part"
                source.write_bytes(to_digital(parsed, set_plan(parsed)))
            else:
                source = paper
            with pikepdf.open(source) as part:
                whole.pages.extend(part.pages)
            if isinstance(paper, str):
                source.unlink()
        whole.save(out)
    return out
