"""An account's credentials, in plain for the adapter only."""

from __future__ import annotations

from app import models
from app.nmbrs.soap import Credentials
from app.security import Cipher


def token_place(account_id: str) -> str:
    """Where the token of an account can be read, and nowhere else."""
    return f"account:{account_id}:token"


def of(account: models.Account, cipher: Cipher) -> Credentials:
    """What Nmbrs is called with for this account."""
    return Credentials(
        username=account.username,
        token=cipher.decrypt(account.token_encrypted, token_place(account.id)),
        domain=account.domain,
        version=account.version,
    )


def same(one: models.Account, other: models.Account) -> bool:
    """Whether two readings of an account hold the same credentials; what was learnt with others is void."""
    return (one.username, one.token_encrypted, one.domain) == (
        other.username, other.token_encrypted, other.domain,
    )  # fmt: skip
