"""Findings of a made-up document of 8 February 2024, for tests."""

from extractors.citations import find_citations
from extractors.findings import find_findings
from extractors.header import read_header
from extractors.sections import find_sections
from models.records import Assignment, Finding, Target
from tests.extractors.builders import document_of

HEAD = (
    (0, "ỦY BAN NHÂN DÂN"),
    (0, "HUYỆN SÔNG LÔ"),
    (0, "Số: {number}"),
    (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (1, "Độc lập - Tự do - Hạnh phúc"),
    (1, "Sông Lô, ngày 08 tháng 02 năm 2024"),
)
PLAN = "KẾ HOẠCH\nCải cách hành chính năm 2024\n"


def all_findings(
    text: str,
    *,
    number: str = "214/KH-UBND",
    targets: tuple[Target, ...] = (),
    assignments: tuple[Assignment, ...] = (),
    letterhead: bool = True,
) -> list[Finding]:
    """Every finding of the text under the letterhead."""
    head = tuple((column, line.format(number=number)) for column, line in HEAD) if letterhead else ()
    document = document_of(text, letterhead=head)
    header, sections = read_header(document), find_sections(document)
    return find_findings(
        document, header, sections, list(targets), find_citations(document, header.number), list(assignments)
    )


def places(text: str, kind: str, **more: object) -> list[str]:
    """Where the findings of a kind stand."""
    return [finding.where for finding in all_findings(text, **more) if finding.kind == kind]  # type: ignore[arg-type]
