"""What is protected opens with its key, at its place, and nowhere else; and scopes keep out."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import security
from app.errors import NotAllowed, NotFound
from app.security import Caller, CannotDecrypt, Cipher, Role

HASH_SECRET = "hash-secret-of-the-tests"
OLD, NEW = "2025:secret-of-last-year-000", "2026:secret-of-this-year-000"
PLACE = "0199-record:bsn"


def _cipher(keys: str = OLD, hash_secret: str = HASH_SECRET) -> Cipher:
    return Cipher(keys, hash_secret)


# --- encryption -----------------------------------------------------------------------------------


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"])), place=st.text("ab:-", min_size=1))
def test_what_was_sealed_at_a_place_opens_there(text: str, place: str) -> None:
    cipher = _cipher()

    assert text == cipher.decrypt(cipher.encrypt(text, place), place)


def test_a_sealed_value_shows_its_key_id_and_not_its_text() -> None:
    sealed = _cipher().encrypt("123456782", PLACE)

    name, _, body = sealed.rpartition(".")
    assert "2025" == name
    assert b"123456782" not in base64.urlsafe_b64decode(body)


def test_one_text_sealed_twice_does_not_look_the_same() -> None:
    cipher = _cipher()

    assert cipher.encrypt("123456782", PLACE) != cipher.encrypt("123456782", PLACE)


@pytest.mark.parametrize("place", ["0199-record:classification", "0200-record:bsn", "", PLACE + ":"])
def test_a_value_copied_to_another_place_does_not_open(place: str) -> None:
    cipher = _cipher()
    sealed = cipher.encrypt("123456782", PLACE)

    with pytest.raises(CannotDecrypt):
        cipher.decrypt(sealed, place)


def test_after_rotation_the_first_key_seals_and_the_old_one_still_opens() -> None:
    before = _cipher(OLD).encrypt("123456782", PLACE)
    rotated = _cipher(f"{NEW},{OLD}")

    assert "123456782" == rotated.decrypt(before, PLACE)
    assert rotated.encrypt("123456782", PLACE).startswith("2026.")


def test_a_value_of_a_key_that_was_taken_away_does_not_open_and_names_the_key() -> None:
    sealed = _cipher(OLD).encrypt("123456782", PLACE)

    with pytest.raises(CannotDecrypt, match="2025"):
        _cipher(NEW).decrypt(sealed, PLACE)


def test_another_secret_under_the_same_key_id_does_not_open() -> None:
    sealed = _cipher("2025:a-different-secret-000").encrypt("123456782", PLACE)

    with pytest.raises(CannotDecrypt):
        _cipher("2025:secret-of-last-year-000").decrypt(sealed, PLACE)


@pytest.mark.parametrize("name", ["2026.1", "k.", ".", "eu.2026.05"])
def test_a_key_id_may_contain_a_dot(name: str) -> None:
    cipher = _cipher(f"{name}:secret-of-this-year-000")

    assert "123456782" == cipher.decrypt(cipher.encrypt("123456782", PLACE), PLACE)


@given(st.integers(0, 200), st.sampled_from("AZaz09-_=!\n"))
def test_a_value_that_was_tampered_with_never_opens_as_another(position: int, sign: str) -> None:
    cipher = _cipher()
    sealed = cipher.encrypt("123456782", PLACE)
    at = len("2025.") + position % (len(sealed) - len("2025."))
    changed = sealed[:at] + sign + sealed[at + 1 :]

    try:
        opened = cipher.decrypt(changed, PLACE)
    except CannotDecrypt:
        return
    assert "123456782" == opened, "only writing it differently may leave it readable"


@pytest.mark.parametrize("body", ["", "AAAA", "A", "not base64 at all", "é"])
def test_what_is_no_sealed_value_is_refused_as_one_that_does_not_open(body: str) -> None:
    with pytest.raises(CannotDecrypt):
        _cipher().decrypt(f"2025.{body}", PLACE)


@pytest.mark.parametrize("sealed", ["", "2025", "123456782"])
def test_what_names_no_key_is_refused(sealed: str) -> None:
    with pytest.raises(CannotDecrypt):
        _cipher().decrypt(sealed, PLACE)


def test_no_error_of_decryption_quotes_the_value() -> None:
    sealed = _cipher().encrypt("123456782", PLACE)
    body = sealed.rpartition(".")[2]

    for broken in (sealed[:-8], f"2025.{body[:9]}", f"gone.{body}"):
        with pytest.raises(CannotDecrypt) as refusal:
            _cipher().decrypt(broken, PLACE)
        assert body[:9] not in str(refusal.value)
        assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


# --- keys -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "keys",
    [
        "",
        " , ",
        "2025",
        "2025:",
        "2025:short",
        "2025:nineteen-signs-long",
        f"{NEW},2025:short",
        "a-secret-without-an-id-000",
    ],
)  # fmt: skip
def test_keys_without_a_long_secret_are_refused_without_quoting_them(keys: str) -> None:
    with pytest.raises(ValueError, match="ENCRYPTION_KEYS") as refusal:
        _cipher(keys)

    assert "short" not in str(refusal.value)


@pytest.mark.parametrize("secret", ["", "nineteen-signs-long"])
def test_a_short_hash_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="HASH_KEY"):
        _cipher(hash_secret=secret)


def test_spaces_around_keys_and_colons_inside_secrets_are_fine() -> None:
    sealed = _cipher("2025:secret:with:colons-000").encrypt("x", PLACE)

    assert "x" == _cipher(f" {NEW} , 2025:secret:with:colons-000 ,").decrypt(sealed, PLACE)


def test_a_cipher_prints_no_secret() -> None:
    assert "<Cipher 2026>" == repr(_cipher(f"{NEW},{OLD}"))


# --- keyed hashes ---------------------------------------------------------------------------------


def test_equal_content_has_an_equal_hash_also_after_rotation_of_the_encryption_key() -> None:
    assert _cipher(OLD).digest("123456782") == _cipher(f"{NEW},{OLD}").digest("123456782")


def test_another_content_or_hash_secret_gives_another_hash() -> None:
    other_secret = _cipher(hash_secret="another-secret-for-hashes")

    assert 3 == len(
        {
            _cipher().digest("123456782"),
            _cipher().digest("123456783"),
            other_secret.digest("123456782"),
        }
    )


def test_a_hash_is_not_the_plain_hash_that_anybody_can_make() -> None:
    plain = hashlib.blake2b(b"123456782", digest_size=16).hexdigest()

    assert plain != _cipher().digest("123456782")


def test_an_api_key_is_found_by_a_hash_that_does_not_contain_it() -> None:
    key, hashed = security.new_key()

    assert hashed == security.hash_key(key)
    assert key not in hashed
    assert key.startswith("xn_")
    assert security.new_key()[0] != key


# --- scope ----------------------------------------------------------------------------------------


def _caller(*employers: str) -> Caller:
    return Caller("key", Role.ADMIN, frozenset(), frozenset(employers))


EVERYBODY = Caller("key", Role.ADMIN, frozenset(), None)


def test_an_unscoped_key_reaches_everything() -> None:
    EVERYBODY.must_be_unscoped()
    EVERYBODY.must_reach("e1")

    assert EVERYBODY.reaches(["e1", "e2"])


@pytest.mark.parametrize(
    ("employers", "reached"),
    [([], True), (["e1"], True), (["e1", "e2"], True), (["e3"], False), (["e1", "e3"], False)],
)
def test_a_scoped_key_reaches_only_what_lies_wholly_in_its_scope(employers: list[str], reached: bool) -> None:
    assert reached is _caller("e1", "e2").reaches(employers)


def test_a_key_whose_scope_is_empty_reaches_nobody() -> None:
    assert not _caller().reaches(["e1"])
    assert not _caller().unscoped


def test_a_foreign_employer_does_not_exist() -> None:
    with pytest.raises(NotFound, match="EMPLOYER_NOT_FOUND"):
        _caller("e1").must_reach("e2")


def test_what_concerns_the_installation_is_not_for_a_scoped_key() -> None:
    with pytest.raises(NotAllowed, match="UNSCOPED_ADMIN_REQUIRED"):
        _caller("e1").must_be_unscoped()
