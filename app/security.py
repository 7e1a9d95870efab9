"""Who is calling and what they may reach, and the encryption of what must not be read.

Roles: `admin` sets up, `operator` triggers and reads runs, `reader` reads records. Each may be limited
to employers or employer groups; what is installation-wide needs an unscoped admin. Classification and
BSN need a permission of their own.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app import models
from app.errors import NotAllowed, NotFound

NONCE_BYTES = 12
MINIMUM_SECRET = 20


class Role(StrEnum):
    """What a key is for."""

    ADMIN = "admin"
    OPERATOR = "operator"
    READER = "reader"


class Permission(StrEnum):
    """What a role alone never gives."""

    CLASSIFICATION = "classification"
    BSN = "bsn"


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of an API key. `employers` is `None` when the key reaches all of them."""

    key_id: str
    role: Role
    permissions: frozenset[Permission]
    employers: frozenset[str] | None
    groups: frozenset[str] = frozenset()

    @property
    def unscoped(self) -> bool:
        """Whether the key reaches every employer, now and later."""
        return self.employers is None

    def reaches(self, employer_ids: Iterable[str]) -> bool:
        """Whether every one of these employers lies in the scope."""
        return self.employers is None or self.employers.issuperset(employer_ids)

    def must_reach(self, employer_id: str) -> None:
        """Refuse a foreign employer as if it did not exist."""
        if not self.reaches([employer_id]):
            raise NotFound("EMPLOYER_NOT_FOUND")

    def must_be_unscoped(self) -> None:
        """Refuse what concerns the whole installation to a key with a scope."""
        if not self.unscoped:
            raise NotAllowed("UNSCOPED_ADMIN_REQUIRED")


def new_key() -> tuple[str, str]:
    """A fresh API key and the hash under which it is found. Only the caller ever has the key."""
    key = f"xn_{secrets.token_urlsafe(32)}"
    return key, hash_key(key)


def hash_key(key: str) -> str:
    """The look-up hash of an API key; keys are 256 random bits, so a plain hash cannot be guessed."""
    return hashlib.sha256(key.encode()).hexdigest()


def authenticate(session: Session, key: str) -> Caller | None:
    """The caller who holds `key`, with a scope as of this moment; `None` if unknown or revoked."""
    return holder(session, select(models.ApiKey).where(models.ApiKey.secret_hash == hash_key(key)))


def holder(session: Session, wanted: SelectOfScalar[models.ApiKey]) -> Caller | None:
    """The holder of the one key that `wanted` selects; `None` if there is none, or it was revoked."""
    found = session.exec(wanted).first()
    if found is None or found.revoked_at is not None:
        return None
    employers, groups = None, frozenset[str]()
    if not found.all_employers:
        employers, groups = _scope(session, found.id)
    return Caller(
        key_id=found.id,
        role=Role(found.role),
        permissions=frozenset(Permission(name) for name in found.permissions),
        employers=employers,
        groups=groups,
    )


def _scope(session: Session, key_id: str) -> tuple[frozenset[str], frozenset[str]]:
    named = select(models.ApiKeyEmployer.employer_id).where(models.ApiKeyEmployer.api_key_id == key_id)
    groups = frozenset(
        session.exec(
            select(models.ApiKeyGroup.employer_group_id).where(models.ApiKeyGroup.api_key_id == key_id)
        )
    )
    members = select(models.EmployerGroupMember.employer_id).where(
        col(models.EmployerGroupMember.employer_group_id).in_(groups)
    )
    return frozenset(session.exec(named)) | frozenset(session.exec(members)), groups


class CannotDecrypt(Exception):
    """A protected value was made with a key we do not hold, or moved to another record."""


class Cipher:
    """Encrypts protected fields and makes keyed hashes of content.

    `keys` is `id:secret[,id:secret…]`; the first encrypts, all decrypt, so keys can be rotated. A value
    is bound to its `place` (record id and field): a ciphertext copied elsewhere does not open.
    """

    def __init__(self, keys: str, hash_secret: str) -> None:
        pairs = [pair.strip().partition(":") for pair in keys.split(",") if pair.strip()]
        if not pairs or any(len(secret) < MINIMUM_SECRET for _, _, secret in pairs):
            raise ValueError(f"ENCRYPTION_KEYS needs id:secret, secret of {MINIMUM_SECRET}+ signs")
        if len(hash_secret) < MINIMUM_SECRET:
            raise ValueError(f"HASH_KEY needs at least {MINIMUM_SECRET} signs")
        self._current = pairs[0][0]
        self._keys = {name: AESGCM(_derive(secret)) for name, _, secret in pairs}
        self._keyed = hashlib.blake2b(key=_derive(hash_secret), digest_size=16)

    def __repr__(self) -> str:
        return f"<Cipher {self._current}>"

    def encrypt(self, text: str, place: str) -> str:
        """`key id.base64(nonce + ciphertext)`, only readable at `place`."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self._keys[self._current].encrypt(nonce, text.encode(), place.encode())
        return f"{self._current}.{base64.urlsafe_b64encode(sealed).decode()}"

    def decrypt(self, sealed: str, place: str) -> str:
        """The text sealed at `place`; raises `CannotDecrypt`."""
        name, _, body = sealed.rpartition(".")  # a key id may have dots in it, base64 has none
        if name not in self._keys:
            raise CannotDecrypt(f"key {name} is not in ENCRYPTION_KEYS")
        try:
            raw = base64.urlsafe_b64decode(body)
            opened = self._keys[name].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):  # the latter when it was cut off
            raise CannotDecrypt(f"key {name} does not open this value") from None
        return opened.decode()

    def digest(self, content: str) -> str:
        """A keyed hash: equal content gives equal text, and nobody can guess the content from it."""
        begun = self._keyed.copy()
        begun.update(content.encode())
        return begun.hexdigest()

    def new_hash(self) -> hashlib.blake2b:
        """Begin a keyed hash of content that comes in pieces."""
        return self._keyed.copy()


def _derive(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"xpert-nmbrs").derive(secret.encode())
