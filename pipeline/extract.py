"""Document in, all records out: the extractors in the order in which they need each other."""

from extractors.assignments import find_assignments
from extractors.citations import find_citations
from extractors.confidence import rate
from extractors.findings import find_findings
from extractors.header import read_header
from extractors.indicators import link_indicators
from extractors.left_out import find_left_out
from extractors.long_paragraphs import cut_long_paragraphs
from extractors.plain_tables import find_tables
from extractors.repairs import tell_repairs
from extractors.responsibilities import find_responsibilities
from extractors.row_targets import link_rows
from extractors.sections import find_sections
from extractors.statistics import find_statistics
from extractors.targets import find_targets
from models.document import Document
from models.records import Records


def extract(document: Document) -> Records:
    """Records of a normalised document. Pure: no input, no output, no clock."""
    document = cut_long_paragraphs(document)
    header = read_header(document)
    sections = find_sections(document)
    reading = find_targets(document, sections, header)
    assignments = find_assignments(document, sections, header.period_start, header.issued_on)
    targets = link_rows(link_indicators(reading.targets, sections), assignments)
    responsibilities = find_responsibilities(document, sections)
    citations = find_citations(document, header.number)
    found = Records(
        document=header,
        sections=sections,
        targets=targets,
        assignments=assignments,
        statistics=find_statistics(document, sections, header.period_start),
        tables=find_tables(document, sections),
        responsibilities=responsibilities,
        citations=citations,
        findings=find_findings(document, header, sections, targets, citations, assignments, responsibilities),
        ocr_errors=tell_repairs(document),
        excluded=find_left_out(document, sections, reading),
    )
    return rate(document, found)
