"""What the members of a list measure together: 'đạt 98% đối với cấp tỉnh, 95% đối với cấp xã'.

Texts are matched on `fold_senses`. Source: usage of plans.
"""

from corpora.senses import fold_senses
from extractors.subjects import (
    PREDICATE,
    is_only_time,
    names_only_whom,
    only_verbs,
    without_light_verbs,
    without_whom,
)


def shared_subjects(own: list[str]) -> list[str]:
    """The subjects of clauses in a row, each completed from the others where it does not say what it measures.

    '… đạt 40%, tăng 5% so với năm 2024', 'tối thiểu 80% và phấn đấu 90% hồ sơ' speak of one thing; 'đạt 98% đối với cấp
    tỉnh, 95% đối với cấp xã' of one thing of two levels.
    """
    shared: list[str] = []
    group = own[0].partition(": ") if own else ("", "", "")
    for subject in own:
        if names_only_whom(subject):
            what = next((one for one in reversed(own[: len(shared)]) if not names_only_whom(one)), "")
            subject = _of_whom(what, subject) if what else subject
        elif shared and group[2] and _is_member(subject):
            subject = f"{group[0]} {subject}"
        elif shared and (not subject or is_only_time(subject) or _is_only_verb(subject)):
            subject = shared[-1]
        elif shared and PREDICATE.match(fold_senses(subject)):
            # '80% cán bộ có trình độ đại học, trong đó 100% được bồi dưỡng'
            noun = PREDICATE.search(fold_senses(shared[-1]))
            if noun and noun.start():
                subject = f"{shared[-1][: noun.start()]}{subject}"
        shared.append(subject)
    for index in reversed(range(len(shared) - 1)):
        following = shared[index + 1]
        # 'năm 2024 đạt 80%, năm 2025 đạt 100% số hồ sơ', 'tối thiểu 80%, đến năm 2025 100% cơ quan có …'
        half = PREDICATE.match(fold_senses(shared[index])) and following.endswith(f" {shared[index]}")
        if not shared[index] or half or (is_only_time(shared[index]) and not is_only_time(following)):
            shared[index] = without_light_verbs(following)
    return shared


def _of_whom(what: str, whom: str) -> str:
    """'đạt 98% đối với cấp tỉnh, 95% đối với cấp xã'; '100% cơ quan cấp tỉnh và 80% cấp xã tham gia': of the same."""
    predicate = PREDICATE.search(fold_senses(what))
    if predicate and predicate.start() and PREDICATE.search(fold_senses(whom)):
        return f"{without_whom(what[: predicate.start()].strip())} {whom}"
    return f"{without_whom(what)} {whom.split(',')[0]}"


def _is_only_verb(subject: str) -> bool:
    """'tăng', 'phấn đấu đạt'; 'được bồi dưỡng' says what is measured."""
    folded = fold_senses(subject)
    return only_verbs(folded) and not folded.startswith(("duoc ", "bi ", "phai "))


def _is_member(subject: str) -> bool:
    """'Tỷ lệ trường đạt chuẩn: mầm non 60%, tiểu học 75%': a name without a predicate."""
    return 0 < len(subject.split()) <= 5 and not PREDICATE.search(fold_senses(subject)) and ":" not in subject
