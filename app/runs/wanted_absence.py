"""Which absence cases should stand, and what about them somebody should look at. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date

from app.hr import absence, classification, employment
from app.hr.absence import Case
from app.hr.classification import Classification, Kind
from app.hr.delivery import Remark, Stream
from app.hr.records import AbsenceRow, Employment
from app.runs.fields import Values, day
from app.runs.rules import Rules


@dataclass(frozen=True, slots=True)
class About:
    """Whose cases count, and what we know of them.

    `employments` of those of whom all were read. `unsure`: of whom one could not be. `held`: the cases
    we have inside the history, which are compared wherever the source has moved them to.
    """

    employees: Set[str]
    employments: Mapping[str, list[Employment]]
    unsure: Set[str]
    held: Set[str]


def build(rows: Iterable[AbsenceRow], about: About, rules: Rules, remarks: list[Remark]) -> dict[str, Values]:
    """The cases that should stand. What is refused becomes a remark, and stays as we hold it."""
    cases = [
        case
        for case in absence.group_into_cases(rows, end_is_last_sick_day=rules.end_is_last_sick_day)
        if case.employee_key in about.employees
    ]
    known = {case.source_key: classification.recognise(case.label) for case in cases}
    compared = [case for case in cases if case.source_key in about.held or case.overlaps_since(rules.since)]
    accepted = _accepted(compared, known, rules, remarks)
    wanted: dict[str, Values] = {}
    for theirs in _by_employee(cases).values():
        sick, leave = _sick(theirs, known), _maternity(theirs, known)
        clash = absence.clashing(case for case in sick if case.source_key in accepted)
        close = absence.too_close(sick, leave)
        for case in theirs:
            key = case.source_key
            if key in clash or (key in accepted and case.contradicts_itself):
                remarks.append(Remark("ABSENCE_OVERLAP", Stream.ABSENCES, key))
            elif key in accepted:
                label, code = accepted[key]
                wanted[key] = _case(case, label, code)
                if key in close:
                    remarks.append(Remark("ABSENCE_WITHIN_28_DAYS", Stream.ABSENCES, key))
                remarks += _to_look_at(case, label, about, rules.today)
    return wanted


def _accepted(
    cases: Iterable[Case], known: Mapping[str, Classification | None], rules: Rules, remarks: list[Remark]
) -> dict[str, tuple[Classification, str]]:
    """What each case that may come in is, and its code of the catalogue."""
    found = {}
    refused: Counter[tuple[str, str]] = Counter()
    codes = rules.classifications
    for case in cases:
        label = known[case.source_key]
        code = codes.by_label.get(label.label) if label else None
        if label is None:
            remarks.append(_unknown(case))
        elif code is None:
            refused["CLASSIFICATION_NOT_MAPPED", label.label] += 1
        elif code not in codes.linked:
            refused["CLASSIFICATION_NOT_LINKED", label.label] += 1
        else:
            found[case.source_key] = label, code
    # A label beside one person's reference would be a health record in a report: counts per label only.
    for (message, text), count in sorted(refused.items()):
        remarks.append(Remark(message, Stream.ABSENCES, params={"label": text, "count": count}))
    return found


def _unknown(case: Case) -> Remark:
    """Of a label not a word, for it would stand beside one person's reference; but whether there is one."""
    if not case.label.strip():
        return Remark("CLASSIFICATION_UNKNOWN", Stream.ABSENCES, case.source_key, {"label": ""})
    return Remark("CLASSIFICATION_UNKNOWN", Stream.ABSENCES, case.source_key)


def _by_employee(cases: Iterable[Case]) -> dict[str, list[Case]]:
    grouped: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        grouped[case.employee_key].append(case)
    return grouped


def _sick(cases: Iterable[Case], known: Mapping[str, Classification | None]) -> list[Case]:
    labels = ((case, known[case.source_key]) for case in cases)
    return [case for case, label in labels if label and label.kind is Kind.SICKNESS]


def _maternity(cases: Iterable[Case], known: Mapping[str, Classification | None]) -> list[Case]:
    labels = ((case, known[case.source_key]) for case in cases)
    return [case for case, label in labels if label and label.maternity]


def _to_look_at(case: Case, label: Classification, about: About, today: date) -> Iterator[Remark]:
    """What is processed as delivered, and may be a mistake or ask for something to be done."""
    last = case.last_sick_day
    if label.kind is Kind.SICKNESS and last is not None and last > today:
        yield Remark("ABSENCE_ENDS_IN_FUTURE", Stream.ABSENCES, case.source_key)
    employments = about.employments.get(case.employee_key, [])
    if not employments or case.employee_key in about.unsure:
        return
    first = case.first_sick_day
    began, goes_on = (
        any(employment.covers(each, on) for each in employments) for on in (first, last or max(first, today))
    )
    if label.kind is Kind.SICKNESS and began and not goes_on and last is None:
        yield Remark("ABSENCE_AFTER_EMPLOYMENT", Stream.ABSENCES, case.source_key)
    elif not began or (last is not None and not goes_on):
        yield Remark("ABSENCE_OUTSIDE_EMPLOYMENT", Stream.ABSENCES, case.source_key)


def _case(case: Case, known: Classification, code: str) -> Values:
    return {
        "employee_key": case.employee_key,
        "classification": code,
        "kind": known.kind.value,
        "safety_net": known.safety_net.value,
        "first_sick_day": day(case.first_sick_day),
        "last_sick_day": day(case.last_sick_day),
        "closed_on": None,
        "periods": [
            {
                "source_key": period.source_key,
                "first_day": day(period.first_day),
                "last_day": day(period.last_day),
                "percentage": period.percentage,
                "reported_on": day(period.reported_on),
            }
            for period in case.periods
        ],
    }
