"""Tables of a document are read once, and forgotten with it."""

import gc
from dataclasses import replace

import pytest

from extractors import source_tables as module
from extractors.source_tables import printed_tables, source_tables
from tests.extractors.tables import documents_of

ROWS = [["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", "Rà soát", "Sở A", "Quý I"]]


def test_a_document_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    read_grid = module.read_grid

    def counting(document, table):  # type: ignore[no-untyped-def]
        read.append(table)
        return read_grid(document, table)

    monkeypatch.setattr(module, "read_grid", counting)
    document = documents_of(ROWS)
    assert printed_tables(document) is printed_tables(document)
    assert source_tables(document) == source_tables(document)
    assert len(read) == 1
    # An equal document is another one.
    assert printed_tables(replace(document)) == printed_tables(document)
    assert len(read) == 2


def test_what_was_read_goes_with_its_document() -> None:
    held = module._held
    gc.collect()
    before = len(held)
    documents = [documents_of(ROWS) for _ in range(5)]
    for document in documents:
        source_tables(document)
    assert len(held) == before + 5
    del document
    documents.clear()
    gc.collect()
    assert len(held) == before
