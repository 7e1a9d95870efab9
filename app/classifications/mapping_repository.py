"""All SQL of the one mapping of labels to the catalogue. Takes a session, never commits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app import models
from app.hr.classification import IN_MANUAL, LABELS, Codes

catalogue, mapped = models.AbsenceClassification, models.MappedClassification


def mapping(session: Session, *, lock: bool = False) -> models.ClassificationMapping:
    """The only row there is. `lock`: nobody changes it until this transaction ends."""
    return session.get_one(models.ClassificationMapping, 1, with_for_update=lock)


def pairs(session: Session) -> dict[str, models.AbsenceClassification]:
    """What each mapped label refers to, in the order of the manual; also while option 1 holds."""
    rows = session.exec(
        select(mapped.source_label, catalogue).join(catalogue, col(catalogue.id) == mapped.classification_id)
    )
    found = dict(rows.all())
    return {known.label: found[known.label] for known in LABELS if known.label in found}


def ids_of(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Code → id, of those codes that the catalogue has."""
    known = select(catalogue.code, catalogue.id).where(col(catalogue.code).in_(set(codes)))
    return dict(session.exec(known).all())


def replace(session: Session, wanted: Mapping[str, str]) -> None:
    """Make these pairs of a label and the id of a classification, and no others, the mapping."""
    session.execute(sa.delete(mapped))
    session.add_all(mapped(source_label=label, classification_id=each) for label, each in wanted.items())


def codes(session: Session, employer_id: str) -> Codes:
    """The code of each label by the option that holds, and the codes linked to an employer."""
    return codes_of(session, [employer_id])[employer_id]


def codes_of(session: Session, employer_ids: Collection[str]) -> dict[str, Codes]:
    """The same for each of several employers."""
    by_label = _codes_by_label(session)
    link = models.EmployerClassification
    linked: dict[str, set[str]] = {each: set() for each in employer_ids}
    rows = select(link.employer_id, catalogue.code).join(
        catalogue, col(link.classification_id) == catalogue.id
    )
    for employer_id, code in session.exec(rows.where(col(link.employer_id).in_(employer_ids))):
        linked[employer_id].add(code)
    return {each: Codes(by_label=by_label, linked=frozenset(found)) for each, found in linked.items()}


def _codes_by_label(session: Session) -> dict[str, str]:
    if mapping(session).strategy == "standard":
        return {label: row.code for label, row in pairs(session).items()}
    seven = select(catalogue.source_label, catalogue.code).where(col(catalogue.source_label).in_(IN_MANUAL))
    return {str(label): code for label, code in session.exec(seven)}
