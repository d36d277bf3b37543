"""Pages with one table each, drawn by seed for the measure of grids: texts of our own, traits by name.

A page is the same for the same trait and number. `plan_of` gives it as a plan of the fixtures, so that their machinery
sets, wears and describes it.
"""

import zlib
from dataclasses import dataclass

import numpy as np

from fixtures.source import Centered, NewPage, Paragraph, Plan, SourceCell, SourceTable, parse_words

SEAL = "ỦY BAN NHÂN DÂN XÃ / XÃ ĐỒNG LÂM"
_TASKS = (
    "Rà soát danh mục thủ tục hành chính",
    "Mở lớp tập huấn kỹ năng số cho cán bộ",
    "Sửa chữa đường giao thông nội đồng",
    "Cập nhật dữ liệu dân cư của từng thôn",
    "Lắp đặt camera an ninh tại các ngã tư",
    "Kiểm tra an toàn thực phẩm ở chợ trung tâm",
    "Trồng cây xanh dọc hai bên kênh chính",
    "Tuyên truyền phòng chống cháy nổ mùa khô",
    "Số hóa hồ sơ lưu trữ giai đoạn trước",
    "Hỗ trợ hộ kinh doanh mở gian hàng trực tuyến",
)
_PRODUCTS = ("Báo cáo", "Kế hoạch của xã", "Danh sách được duyệt", "Hồ sơ nghiệm thu", "Văn bản hướng dẫn")
_OFFICES = ("Văn phòng", "Công an xã", "Phòng Kinh tế", "Trạm Y tế", "Phòng Văn hóa - Xã hội", "Đoàn Thanh niên")
_DUE = ("Quý I", "Quý II", "Tháng 6/2026", "Thường xuyên", "Trước 30/9", "Năm 2026")
_GROUPS = ("I. Chính quyền số", "II. Kinh tế và hạ tầng", "III. Văn hóa và xã hội", "IV. Quốc phòng, an ninh")
_SHARED = ("Phân công", "Thời gian", "Kết quả năm 2026")


@dataclass(frozen=True, slots=True)
class Trait:
    """What is special about the tables of a group."""

    about: str
    rulings: str = ""
    """A style of fixtures.rulings; drawn through if not given."""
    merged: bool = False
    nested: bool = False
    groups: bool = False
    landscape: bool = False
    figures: bool = False
    """Columns of amounts instead of tasks."""


TRAITS = {
    "plain": Trait("ruled, no cell merged"),
    "merged": Trait("cells merged over rows", merged=True),
    "nested": Trait("a head of two rows", nested=True),
    "groups": Trait("group rows over the full width", groups=True),
    "landscape": Trait("on its side, head of two rows, merged cells", nested=True, merged=True, landscape=True),
    "dotted": Trait("dotted rulings", "dotted", merged=True),
    "dashed": Trait("dashed rulings", "dashed", groups=True),
    "double": Trait("double rulings", "double", nested=True),
    "hairline": Trait("rulings a quarter of a point thick", "hairline", merged=True),
    "horizontal": Trait("rulings between rows only", "horizontal"),
    "horizontal groups": Trait("rulings between rows only, group rows", "horizontal", groups=True, nested=True),
    "horizontal merged": Trait("rulings between rows only, merged cells", "horizontal", merged=True),
    "three": Trait("rulings above the head, below it and at the end", "three"),
    "three figures": Trait("the same, of amounts", "three", figures=True),
    "none": Trait("no rulings", "none"),
    "none figures": Trait("no rulings, of amounts", "none", figures=True),
}


def _pick(rng: np.random.Generator, choices: tuple[str, ...]) -> str:
    return choices[int(rng.integers(len(choices)))]


def _cells_of_row(rng: np.random.Generator, number: int, columns: list[str]) -> list[str]:
    cells = []
    for kind in columns:
        match kind:
            case "TT":
                cells.append(str(number))
            case "Nhiệm vụ":
                extra = f" tại {rng.integers(2, 9)} thôn" if rng.random() < 0.4 else ""
                cells.append(_pick(rng, _TASKS) + extra)
            case "Sản phẩm":
                cells.append(_pick(rng, _PRODUCTS))
            case "Chủ trì" | "Phối hợp":
                cells.append(_pick(rng, _OFFICES))
            case "Thời hạn":
                cells.append(_pick(rng, _DUE))
            case "Đơn vị tính":
                cells.append(_pick(rng, ("%", "hộ", "km", "hồ sơ")))
            case "Ghi chú":
                cells.append(_pick(rng, _DUE) if rng.random() < 0.3 else "")
            case _:
                cells.append(f"{rng.integers(1, 990)}" + (f",{rng.integers(1, 10)}" if rng.random() < 0.4 else ""))
    return cells


def _table(trait: Trait, rng: np.random.Generator) -> SourceTable:
    if trait.figures:
        columns = ["TT", "Nhiệm vụ", "Đơn vị tính", *("2024", "2025", "2026")[: int(rng.integers(2, 4))]]
    else:
        middle = [name for name in ("Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn", "Ghi chú") if rng.random() < 0.6]
        columns = ["TT", "Nhiệm vụ", *(middle if len(middle) > 1 else ["Chủ trì", "Thời hạn"])]
    share = {"TT": 0.07, "Nhiệm vụ": 0.34}
    widths = [share.get(name, float(rng.uniform(0.12, 0.2))) for name in columns]
    cells: list[SourceCell] = []
    nested = trait.nested and len(columns) >= 4
    head_rows = 2 if nested else 1
    for column, title in enumerate(columns):
        words = parse_words(title, bold=True)
        if nested and column >= len(columns) - 2:
            if column == len(columns) - 2:
                cells.append(SourceCell(0, column, 1, 2, parse_words(_pick(rng, _SHARED), bold=True)))
            cells.append(SourceCell(1, column, 1, 1, words))
        else:
            cells.append(SourceCell(0, column, head_rows, 1, words))
    row, number = head_rows, 0
    for part in range(int(rng.integers(2, 4))):
        if trait.groups:
            cells.append(SourceCell(row, 0, 1, len(columns), parse_words(_GROUPS[part], bold=True)))
            row += 1
        for _ in range(int(rng.integers(2, 5))):
            number += 1
            down = int(rng.integers(2, 4)) if trait.merged and rng.random() < 0.4 else 1
            for step in range(down):
                for column, text in enumerate(_cells_of_row(rng, number, columns)):
                    shared = column < 2
                    if step == 0 or not shared:
                        spans = (down, 1) if shared else (1, 1)
                        cells.append(SourceCell(row + step, column, *spans, parse_words(text)))
            row += down
    align = "".join("c" if name in ("TT", "Thời hạn", "Đơn vị tính") or name.isdigit() else "l" for name in columns)
    total = sum(widths)
    return SourceTable(
        tuple(cells),
        row,
        tuple(width / total for width in widths),
        align,
        head_rows,
        True,
        float(rng.choice([11, 12, 13])),
    )


def plan_of(name: str, number: int) -> Plan:
    """The page of a trait with that number: a title, a line or two of prose, the table."""
    trait = TRAITS[name]
    rng = np.random.default_rng(zlib.crc32(f"{name} {number}".encode()))
    options = {"seal": SEAL, "transcript": "plain"}
    if trait.rulings:
        options["rulings"] = trait.rulings
    blocks: list[object] = [
        Centered((parse_words(f"PHỤ LỤC {number + 1}", bold=True), parse_words("Danh mục của xã năm 2026"))),
        Paragraph(parse_words("Các đơn vị được giao căn cứ bảng dưới đây để tổ chức thực hiện và báo cáo đúng hạn.")),
        _table(trait, rng),
        Paragraph(parse_words("Số liệu trong bảng được chốt đến cuối tháng trước; nơi nào thay đổi thì báo lại xã.")),
    ]
    if trait.landscape:
        blocks.insert(2, NewPage(True))
    return Plan(f"{name.replace(' ', '-')}-{number}", options, blocks)  # type: ignore[arg-type]


def long_plan(rows: int) -> Plan:
    """A plan with one ruled table of so many rows, its head repeated on every page."""
    rng = np.random.default_rng(rows)
    columns = ["TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn"]
    texts = [columns] + [_cells_of_row(rng, number, columns) for number in range(1, rows + 1)]
    cells = [
        SourceCell(row, column, 1, 1, parse_words(text, bold=row == 0))
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    ]
    table = SourceTable(tuple(cells), rows + 1, (0.07, 0.41, 0.18, 0.18, 0.16), "clllc", 1, True, 12.0)
    title = Centered((parse_words("PHỤ LỤC", bold=True), parse_words("Danh mục nhiệm vụ của xã năm 2026")))
    return Plan(f"long-{rows}", {"seal": SEAL, "transcript": "plain"}, [title, table])
