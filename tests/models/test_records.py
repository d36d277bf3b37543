import pytest
from pydantic import ValidationError

from models.records import Records, Target


def test_a_quote_cut_by_a_page_break_is_joined() -> None:
    target = Target(id="T001", kind="quantitative", section="I", quote=["Tối thiểu 80%", "hồ sơ"])  # type: ignore[arg-type]
    assert target.quote == "Tối thiểu 80% hồ sơ"


def test_the_exchange_format_writes_except() -> None:
    records = Records(targets=[Target(id="T001", kind="dated", section=None, quote="a", exception="trừ b")])
    assert '"except": "trừ b"' in records.to_json()
    assert Records.model_validate_json(records.to_json()) == records


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        Records.model_validate({"document": {"colour": "red"}})
