"""What the program knows and the database holds too: administrative units and indicators, kept like the data files."""

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from corpora.admin_units import all_units, name_key, unit_by_code
from corpora.loader import rows
from models.schema import AdminUnit, AdminUnitSuccessor, Indicator


def seed(session: Session) -> None:
    """Write what is new or has changed in the data files; what is the same is left alone, what plans refer to stays."""
    _seed_admin_units(session)
    _seed_indicators(session)


def _seed_admin_units(session: Session) -> None:
    wanted = {}
    for unit in all_units():
        parent = unit_by_code(unit.parent_code, unit.era) if unit.parent_code else None
        wanted[unit.unit_id] = {
            "admin_unit_id": unit.unit_id,
            "era": unit.era,
            "code": unit.code,
            "level": unit.level,
            "prefix": unit.prefix,
            "name": unit.name,
            "name_key": name_key(unit.name),
            "parent_id": parent.unit_id if parent else None,
        }
    columns = AdminUnit.__table__.c
    held = {row.admin_unit_id: dict(row._mapping) for row in session.execute(select(*columns))}
    new = [row for unit_id, row in wanted.items() if unit_id not in held]
    if new:
        session.execute(insert(AdminUnit), new)
    changed = [row for unit_id, row in wanted.items() if unit_id in held and held[unit_id] != row]
    if changed:
        session.execute(update(AdminUnit), changed)

    successors = {
        (unit.unit_id, after.unit_id)
        for unit in all_units()
        for after in (unit_by_code(code, "after") for code in unit.successors)
        if after is not None
    }
    pairs = select(AdminUnitSuccessor.admin_unit_id, AdminUnitSuccessor.successor_id)
    kept = {(old, new) for old, new in session.execute(pairs)}
    if kept - successors:
        session.execute(delete(AdminUnitSuccessor))
        kept = set()
    missing = sorted(successors - kept)
    if missing:
        session.execute(
            insert(AdminUnitSuccessor), [{"admin_unit_id": old, "successor_id": new} for old, new in missing]
        )


def _seed_indicators(session: Session) -> None:
    held = {indicator.code: indicator for indicator in session.scalars(select(Indicator))}
    for row in rows("indicators.tsv"):
        indicator = held.get(row["code"])
        if indicator is None:
            indicator = Indicator(code=row["code"])
            session.add(indicator)
        indicator.name, indicator.domain, indicator.unit = row["name"], row["domain"] or None, row["unit"]
    session.flush()
