"""Making, changing and archiving an account: the rules, between the routes and the SQL."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any, Final

from pydantic import SecretStr
from sqlmodel import Session, col

from app import models
from app.accounts import permissions, repository
from app.accounts.authorization import check_reach, check_width
from app.accounts.credentials import token_place
from app.accounts.schemas import AccountCreate, AccountPatch, Authorization
from app.errors import Conflict
from app.security import Caller, CannotDecrypt, Cipher
from app.writing import Edit, New, change

CREDENTIALS: Final = ("username", "domain", "token_encrypted")


def create(new: New, caller: Caller, body: AccountCreate, cipher: Cipher) -> models.Account:
    """A new account inside the caller's scope, its token sealed."""
    check_width(body.authorization, body.authorised_employer_count)
    check_reach(new.session, caller, body.authorization)
    repository.refuse_second(new.session, caller, body.domain, body.username)
    account_id = models.new_id("accounts")
    row = models.Account(
        id=account_id,
        **body.model_dump(exclude={"token", "authorization"}),
        **body.authorization.model_dump(),
        token_encrypted=cipher.encrypt(body.token.get_secret_value(), token_place(account_id)),
        created_at=new.now,
        updated_at=new.now,
    )
    repository.add(new.session, row)
    return row


def refuse_archived(row: models.Account) -> None:
    """An archived account is kept for its reports only."""
    if row.archived_at is not None:
        raise Conflict("ACCOUNT_ARCHIVED")


def patch(edit: Edit, caller: Caller, row: models.Account, body: AccountPatch, cipher: Cipher) -> None:
    """Change what was sent. Other credentials get a new chance at Nmbrs."""
    refuse_archived(row)
    values = body.changes()
    _authorize(edit.session, caller, row, values)
    token: SecretStr | None = values.pop("token", None)
    if token is not None and not _same_token(row, token, cipher):
        values["token_encrypted"] = cipher.encrypt(token.get_secret_value(), token_place(row.id))
    login = {name: values.get(name, getattr(row, name)) for name in ("domain", "username")}
    repository.refuse_second(edit.session, caller, **login, besides=row.id)
    if any(getattr(row, name) != value for name, value in values.items() if name in CREDENTIALS):
        values["attention_code"] = None
        permissions.forget(edit.session, row.id)
    with repository.refuse_same_login(edit.session):
        change(row, values, edit.now)


def _authorize(session: Session, caller: Caller, row: models.Account, values: dict[str, Any]) -> None:
    """Check the authorization there will be, and put its columns in the place of its body."""
    sent: Authorization | None = values.pop("authorization", None)
    if sent is not None:
        check_reach(session, caller, sent)
        values |= sent.model_dump()
    count = values.get("authorised_employer_count", row.authorised_employer_count)
    check_width(sent or repository.authorization(row), count)


def _same_token(row: models.Account, token: SecretStr, cipher: Cipher) -> bool:
    """The same token again is no change: Nmbrs refused it, and is not asked again with it."""
    try:
        stored = cipher.decrypt(row.token_encrypted, token_place(row.id))
    except CannotDecrypt:
        return False
    return hmac.compare_digest(stored.encode(), token.get_secret_value().encode())


def archive(session: Session, row: models.Account, now: datetime) -> None:
    """Take the account out of use, for good; not while it is at work."""
    repository.refuse_open_run(session, col(models.Run.account_id) == row.id)
    change(row, {"archived_at": now}, now)
