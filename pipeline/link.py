"""Leading what a document names to rows: its issuer to a unit, agencies to one row, citations to documents."""

import re
from collections import Counter
from functools import cache

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from corpora import admin_units
from corpora.admin_units import AdminUnit
from corpora.agencies import agencies
from corpora.loader import rows
from extractors.symbols import official_form
from models.document import Document
from models.records import DocumentRecord
from models.schema import Agency, AgencyAlias, CitationRow
from models.schema import Document as DocumentRow
from models.text import fold, fold_words

LETTERHEAD_CHARS = 1500
"""How far into the text the letterhead and the first Căn cứ lines reach."""


def number_key(number: str | None) -> str | None:
    """Key of a document number: '09/KH-UBND' and '9 /KH-UBND' are the same, and '99/NQCP' is '99/NQ-CP'.

    >>> number_key("01-NQ/TU")
    '1/nq/tu'
    """
    if not number:
        return None
    printed = "".join(number.split())
    parts = re.sub(r"[^0-9a-z]+", "/", fold(official_form(printed) or printed)).strip("/").split("/")
    return "/".join([parts[0].lstrip("0") or "0", *parts[1:]])


def issuer_unit(record: DocumentRecord, document: Document) -> AdminUnit | None:
    """The unit whose body issued the document, or None where its name is borne by several and nothing tells which.

    The name stands in the issuer ('UBND xã Tân Lập') or, for a department, in the place of issue. Which unit of that
    name is told by the units around it: in the letterhead, the place, the title, the recipients, and in the text, the
    oftenest first.
    """
    if record.admin_level == "central":
        return None
    level = next((level for level in admin_units.LEVELS if level == record.admin_level), None)
    named = admin_units.units_named(record.issuer or "")
    name = named[-1] if named else record.place
    if not name:
        return None
    context = [
        *admin_units.units_named(document.text[:LETTERHEAD_CHARS]),
        *([record.place] if record.place else []),
        *admin_units.units_named(" ; ".join([record.title or "", *record.recipients])),
        *(unit for unit, _ in Counter(admin_units.units_named(document.text)).most_common()),
    ]
    issued = record.issued_on
    return admin_units.resolve_unit(
        name,
        level=level,
        context=list(dict.fromkeys(context)),
        year=issued.year if issued else record.period_start,
        month=issued.month if issued else None,
    )


def agency_row(session: Session, name: str, *, unit: AdminUnit | None = None, level: str | None = None) -> Agency:
    """The row of an agency under its canonical name, made where it is new; `unit` tells namesakes apart."""
    key = " ".join(name.casefold().split()) + (f" @{unit.unit_id}" if unit else "")
    query = select(Agency).where(Agency.key == key)
    agency = session.scalar(query)
    if agency is not None:
        return agency
    agency = Agency(name=name, key=key, level=level or agency_level(name), admin_unit_id=unit.unit_id if unit else None)
    try:
        with session.begin_nested():
            session.add(agency)
    except IntegrityError:
        # Another loader has made it since we looked.
        agency = session.scalars(query).one()
    return agency


def agency_level(name: str) -> str | None:
    """Level of an agency where its name tells: 'Sở Nội vụ' is a province's; None for 'Các cơ quan, đơn vị'.

    A registered name counts before what its words tell; one that is registered at several levels tells nothing.
    """
    key = fold_words(name)
    by_words = [row["level"] for row in rows("agency_levels.tsv") if _fits(key, row["opens"], row["holds"])]
    if "" in by_words:
        return None
    registered = _registered_levels().get(key)
    if registered:
        return next(iter(registered)) if len(registered) == 1 else None
    return by_words[0] if by_words else None


def _fits(key: str, opens: str, holds: str) -> bool:
    return (not opens or f"{key} ".startswith(f"{opens} ")) and (not holds or f" {holds} " in f" {key} ")


@cache
def _registered_levels() -> dict[str, frozenset[str]]:
    levels: dict[str, set[str]] = {}
    for agency in agencies():
        for spelling in (agency.name, *agency.aliases):
            # Collectives are named the same at all levels, unless their words tell.
            levels.setdefault(fold_words(spelling), set()).update({agency.level} - {"any"})
    return {key: frozenset(found) for key, found in levels.items()}


def note_alias(session: Session, agency: Agency, spelling: str) -> None:
    """Keep a spelling under which the agency was read, once."""
    key = fold_words(spelling)
    if not key or key == fold_words(agency.name):
        return
    held = session.scalar(select(AgencyAlias).where(AgencyAlias.agency_id == agency.agency_id, AgencyAlias.key == key))
    if held is None:
        session.add(AgencyAlias(agency_id=agency.agency_id, alias=spelling, key=key))
        session.flush()


def link_citations(session: Session, document: DocumentRow) -> int:
    """Fill `cited_document_id` of the document's citations, and of those that cite it; gives the number of new links.

    Links of the document that no longer hold, after its number or date was read anew, are taken back.
    """
    for citation in session.scalars(select(CitationRow).where(CitationRow.cited_document_id == document.document_id)):
        citing = session.get_one(DocumentRow, citation.document_id)
        if not is_cited(citation, citing, document):
            citation.cited_document_id = None
    session.flush()
    open_ends = select(CitationRow).where(CitationRow.cited_document_id.is_(None), CitationRow.number_key.is_not(None))
    found = 0
    waiting = list(session.scalars(open_ends.where(CitationRow.document_id == document.document_id)))
    if document.number_key:
        waiting += session.scalars(
            open_ends.where(
                CitationRow.number_key == document.number_key, CitationRow.document_id != document.document_id
            )
        )
    for citation in waiting:
        citing = session.get_one(DocumentRow, citation.document_id)
        candidates = [
            candidate
            for candidate in session.scalars(
                select(DocumentRow).where(
                    DocumentRow.number_key == citation.number_key, DocumentRow.document_id != citation.document_id
                )
            )
            if is_cited(citation, citing, candidate)
        ]
        # Two files of one document, a scan and its text, are no doubt: the first that came in stands for both.
        if len({(candidate.issued_on, candidate.issuer_id) for candidate in candidates}) == 1:
            citation.cited_document_id = min(candidate.document_id for candidate in candidates)
            found += 1
    session.flush()
    return found


def is_cited(citation: CitationRow, citing: DocumentRow, cited: DocumentRow) -> bool:
    """Whether a citation means a document of the same number.

    Numbers begin anew each year in each office: '12/KH-UBND' alone says little. The date must agree; or the number must
    hold its year, and the area be that of the citing document. Issuer, level and area must never contradict. A citation
    of which neither is known stays open.
    """
    if citation.number_key is None or citation.number_key != cited.number_key:
        return False
    if citation.issued_on and cited.issued_on and citation.issued_on != cited.issued_on:
        return False
    level = agency_level(citation.issuer) if citation.issuer else None
    if level and cited.admin_level and level != cited.admin_level:
        return False
    area = _same_area(citation, citing, cited)
    if area is False:
        return False
    if citation.issued_on and cited.issued_on:
        return True
    has_year = re.search(r"/(19|20)\d\d/", citation.number_key) is not None
    return has_year and (area is True or cited.admin_level == "central")


def _same_area(citation: CitationRow, citing: DocumentRow, cited: DocumentRow) -> bool | None:
    """Whether the cited document comes from the unit that the citation names, else from the citing document's province;
    None where that is not known."""
    cited_unit = admin_units.unit_by_id(cited.admin_unit_id)
    if cited_unit is None:
        return None
    named = admin_units.units_named(citation.issuer or "")
    if named:
        return cited_unit in [*admin_units.find_units(named[-1]), *admin_units.find_former(named[-1])]
    citing_unit = admin_units.unit_by_id(citing.admin_unit_id)
    if citing_unit is None:
        return None
    # A plan of after the reform cites those of the provinces that were merged into its own.
    one, other = map(admin_units.province_of, (cited_unit, citing_unit))
    return one == other or admin_units.lies_within(one, other) or admin_units.lies_within(other, one)
