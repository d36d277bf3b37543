"""Document in, records out: one module a kind of record, no input or output of their own."""
