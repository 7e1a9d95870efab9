"""Routes of API keys, for administrators of the whole installation."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app import contract, web
from app.fields import KeyId
from app.keys import repository
from app.keys.issue import issue
from app.keys.schemas import Key, KeyCreate, NewKey

router = APIRouter(prefix="/api-keys", tags=["Keys"])


# No `OnceDep` here: it would keep the answer, and with it the key, in our database in plain text. A
# lost answer costs one more key and one revocation.
@router.post(
    "",
    status_code=201,
    responses=web.problems(400, 404, 413) | contract.headers(201, "Location"),
    summary="Make an API key",
)
def create_api_key(
    caller: web.Admin, body: KeyCreate, session: web.SessionDep, now: web.NowDep, response: Response
) -> NewKey:
    """Makes a key and shows it, this one time. Hand it over safely; we keep only a fingerprint of it.

    Needs an administrator key that is not limited to employers. This route knows no `Idempotency-Key`:
    if the answer was lost, revoke the key of that name and make another.
    """
    caller.must_be_unscoped()
    row, key = issue(
        session,
        name=body.name,
        role=body.role,
        permissions=body.permissions,
        employer_ids=body.employer_ids or [],
        group_ids=body.employer_group_ids or [],
        now=now,
    )
    response.headers["Location"] = f"/v1/api-keys/{row.id}"
    response.headers["Cache-Control"] = "no-store"
    return NewKey(**repository.shown(session, [row])[0].model_dump(), key=key)


@router.get("", responses=web.problems(), summary="List API keys")
def list_api_keys(caller: web.Admin, session: web.SessionDep, paging: web.PagingDep) -> web.Page[Key]:
    """Shows every key, revoked ones too, oldest first; never the keys themselves.

    Needs an administrator key that is not limited to employers.
    """
    caller.must_be_unscoped()
    rows, next_cursor = repository.page(session, paging)
    return web.Page(items=repository.shown(session, rows), next_cursor=next_cursor)


@router.delete("/{key_id}", status_code=204, responses=web.problems(404, 409), summary="Revoke an API key")
def revoke_api_key(caller: web.Admin, key_id: KeyId, session: web.SessionDep, now: web.NowDep) -> None:
    """Makes a key worthless at once. It stays in the list, with the time.

    Needs an administrator key that is not limited to employers. The last of those cannot be revoked.
    """
    caller.must_be_unscoped()
    repository.revoke(session, key_id, now)
