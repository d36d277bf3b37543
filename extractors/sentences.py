"""Sentences of a statement, as ranges. underthesea splits; what it splits at abbreviations is joined again."""

import regex

# 'TT. Tỉnh ủy', 'KT. Chủ tịch', 'TP. Vinh': the point belongs to the abbreviation.
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(])(?:\p{Lu}{1,4}|Tp|Tx|Ths|TS|ThS|PGS|GS|BS|Đ/c|đ/c|tr|Tr|vv|v\.v|St|No|Q|P|T)\.$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Ranges of the sentences of a paragraph, in order, without surrounding blanks."""
    # Imported late: loading underthesea takes half a second that other commands need not pay.
    from underthesea import sent_tokenize

    ranges: list[tuple[int, int]] = []
    offset = 0
    for sentence in sent_tokenize(text):
        start = text.find(sentence, offset)
        if start < 0:
            # The splitter changed characters: the rest stays one sentence rather than losing its place.
            start, sentence = offset, text[offset:]
        end = start + len(sentence)
        glued = ranges and (
            _ABBREVIATION.search(text[ranges[-1][0] : ranges[-1][1]]) or text[ranges[-1][1] : start].strip(" ") != ""
        )
        if ranges and (glued or text[start : start + 1].islower()):
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
        offset = end
    return [(start, end) for start, end in ranges if text[start:end].strip()]
