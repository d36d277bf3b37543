"""What is wrong or contradictory in a document: precision first, a reviewer trusts each finding or stops reading them.

Each names both places of the contradiction (extractors.places). Labels that recognition may have misread give none.
"""

from collections.abc import Sequence

from extractors.agency_twins import find_twin_findings, same_office
from extractors.conflicts import find_target_conflicts
from extractors.date_findings import find_date_findings
from extractors.frame import frame_lines
from extractors.letterhead import find_attachments
from extractors.missing_parts import find_missing_parts
from extractors.number_findings import (
    distinct,
    find_attachment_findings,
    find_kind_findings,
    find_standards,
    find_variants,
    mentions_of,
)
from extractors.places import Places
from extractors.table_findings import find_table_findings
from extractors.task_tables import find_unknown_columns
from extractors.totals import find_total_conflicts
from extractors.tree_findings import find_tree_findings
from models.document import Document
from models.records import Assignment, Citation, DocumentRecord, Finding, Responsibility, Section, Target


def find_findings(
    document: Document,
    header: DocumentRecord,
    sections: list[Section],
    targets: list[Target],
    citations: list[Citation],
    assignments: list[Assignment],
    responsibilities: Sequence[Responsibility] = (),
) -> list[Finding]:
    """All findings, in the order of their place in the text; those of the whole document first."""
    lines = frame_lines(document)
    places = Places(document, sections)
    mentions = mentions_of(document)
    same = same_office(header, assignments, list(responsibilities))
    findings = [
        *find_attachment_findings(header, places, find_attachments(lines)),
        *find_variants(document, places, mentions),
        *find_kind_findings(document, header, places, lines, mentions),
        *find_date_findings(document, header, places, lines, targets, citations, assignments),
        *find_standards(document, places, mentions),
        *find_tree_findings(document, sections, places),
        *find_target_conflicts(targets, places),
        *find_total_conflicts(document, places),
        *find_missing_parts(document, header, sections, places, lines),
        *find_table_findings(document, places, assignments, same),
        *find_unknown_columns(document),
        *find_twin_findings(header, assignments, list(responsibilities)),
    ]
    placed = [_place(document, finding) for finding in distinct(findings)]
    return sorted(placed, key=lambda finding: -1 if finding.char_start is None else finding.char_start)


def _place(document: Document, finding: Finding) -> Finding:
    start = finding.char_start
    if start is None:
        return finding
    end = finding.char_end if finding.char_end is not None else document.text.find("\n", start)
    end = end if end > start else len(document.text)
    return finding.model_copy(
        update={
            "char_end": end,
            "page": document.page_of(start),
            "confidence": document.confidence_of(start, end),
        }
    )
