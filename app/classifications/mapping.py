"""What may be mapped, and how it is told: between the route of the mapping and its SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sqlmodel import Session

from app import models
from app.classifications import mapping_repository as repository
from app.classifications.mapping_schemas import ClassificationMapping, Mapped, MappingChange
from app.errors import Invalid
from app.hr.classification import IN_MANUAL, recognise
from app.writing import Edit, change, touch

FIELD: Final = "body.mappings"
Tell = Callable[[str, str, str], str]


def put(edit: Edit, row: models.ClassificationMapping, body: MappingChange) -> None:
    """Make the body the mapping, if every label and code of it exists and option 2 has all it needs."""
    codes = _by_label(body.mappings)
    ids = repository.ids_of(edit.session, codes.values())
    unknown = sorted(set(codes.values()) - ids.keys())
    if unknown:
        raise Invalid("MAPPED_CODE_UNKNOWN", field=FIELD, codes=_listed(unknown))
    missing = _missing(codes)
    if body.strategy == "standard" and missing:
        raise Invalid("CLASSIFICATION_MAPPING_INCOMPLETE", field=FIELD, labels=_listed(missing))
    before = {label: each.code for label, each in repository.pairs(edit.session).items()}
    if codes != before:
        repository.replace(edit.session, {label: ids[code] for label, code in codes.items()})
    if not change(row, {"strategy": body.strategy}, edit.now) and codes != before:
        touch(row, edit.now)
    edit.session.flush()


def _by_label(mappings: Iterable[Mapped]) -> dict[str, str]:
    """Label, as the manual writes it → code."""
    found = [(pair.label, recognise(pair.label), pair.code) for pair in mappings]
    unknown = [text for text, known, _ in found if known is None]
    if unknown:
        raise Invalid("MAPPED_LABEL_UNKNOWN", field=FIELD, labels=_listed(unknown))
    codes = [(known.label, code) for _, known, code in found if known]
    repeated = [label for label, times in Counter(label for label, _ in codes).items() if times > 1]
    if repeated:
        raise Invalid("MAPPED_LABEL_REPEATED", field=FIELD, labels=_listed(repeated))
    return dict(codes)


def _missing(mapped: Mapping[str, object]) -> list[str]:
    return [label for label in IN_MANUAL if label not in mapped]


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)


def shown(session: Session, row: models.ClassificationMapping) -> ClassificationMapping:
    """The mapping as callers see it."""
    pairs = repository.pairs(session)
    return ClassificationMapping(
        strategy=row.strategy,
        mappings=[Mapped(label=label, code=each.code) for label, each in pairs.items()],
        missing_labels=_missing(pairs),
        classification_ids=sorted({each.id for each in pairs.values()}),
        help_desk_text=_told(pairs, in_dutch),
        help_desk_text_en=_told(pairs, in_english),
        updated_at=row.updated_at,
    )


def _told(pairs: Mapping[str, models.AbsenceClassification], tell: Tell) -> str:
    return "\n".join(tell(label, each.name, each.code) for label, each in pairs.items())


def in_dutch(label: str, name: str, code: str) -> str:
    """Word for word the sentence of the manual, section 5, step 3."""
    return f"{label} dient te verwijzen naar verzuimclassificatie {name} met code {code}"


def in_english(label: str, name: str, code: str) -> str:
    return f"{label} must refer to absence classification {name} with code {code}"
