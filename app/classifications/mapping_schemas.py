"""Bodies of the mapping of labels to the catalogue (manual, section 5, option 2)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field

from app.fields import Line
from app.web import Schema

Strategy: TypeAlias = Literal["nmbrs", "standard"]
StrategyField = Annotated[
    Strategy,
    Field(
        description="`nmbrs`: option 1, the seven with Nmbrs in their name; `standard`: option 2, the mapping"
    ),
]


class Mapped(Schema):
    """What one label of Nmbrs refers to."""

    label: Line = Field(description="The text as Nmbrs has it; capitals and punctuation do not matter")
    code: Line = Field(description="A code of GET /v1/absence-classifications")


class MappingChange(Schema):
    """The option that holds from now on, and the whole mapping."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "strategy": "nmbrs",
                    "mappings": [
                        {"label": "Ziekte", "code": "NMBRS_ZIEKTE"},
                        {"label": "Ziekte door zwangerschap (vangnet)", "code": "NMBRS_ZWANGERSCHAP"},
                    ],
                }
            ]
        }
    )
    strategy: StrategyField
    mappings: list[Mapped] = Field(
        max_length=100, description="All pairs; one that is left out is gone. Kept while option 1 holds"
    )


class ClassificationMapping(Schema):
    """The one mapping of the installation; there is none per customer or employer (manual, section 5.3)."""

    strategy: StrategyField
    mappings: list[Mapped]
    missing_labels: list[str] = Field(
        description="Labels of the manual without a code: `standard` needs all seven"
    )
    classification_ids: list[str] = Field(
        description="What the pairs refer to, to be linked with PUT /v1/employers/{id}/classifications"
    )
    help_desk_text: str = Field(description="What the manual has you tell the help desk, in Dutch")
    help_desk_text_en: str = Field(description="The same in English, to read along")
    updated_at: datetime
