"""The answer to the question whether an employer is ready to be imported."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from app.accounts.check_schemas import Sentence
from app.runs.message import Actor
from app.setup.obstacles import ObstacleCode
from app.web import Schema


class Obstacle(Schema):
    """Something that would stop a run of the employer, or part of it, and what to do about it."""

    code: ObstacleCode
    message: Sentence
    next_step: Sentence
    actor: Actor = Field(description="Who must act")
    account_id: str | None = Field(description="The account it is about, if it is one and you may see it")
    configuration_ids: list[str] = Field(description="The configurations it is about that you may see")
    classifications: list[str] = Field(description="The labels at Nmbrs that no linked classification has")
    streams: list[str] = Field(description="The streams that are imported more than once")


class Readiness(Schema):
    """Whether a run would import all of an employer. `ready`: nothing that we know of is in the way."""

    employer_id: str
    checked_at: datetime
    ready: bool
    items: list[Obstacle] = Field(description="What is in the way, in the order in which to deal with it")
