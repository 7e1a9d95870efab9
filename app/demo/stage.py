"""The demo's surroundings: a fresh folder, a pretended Nmbrs, the service, and a key."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx

from app.demo.processes import Child, DemoFailed, free_port, run, start, wait_for
from app.settings import DEMO_SEED, PLACEHOLDER_KEY, Settings

DATABASE, NMBRS_LOG, SERVICE_LOG, OUTBOX = "xpert-nmbrs", "nmbrs.log", "service.log", "outbox"
NMBRS_PORT = 8081
SERVICE_PORT = 8000
CREDENTIALS = re.compile(r"username (?P<username>\S+), token (?P<token>\S+), domain (?P<domain>[^\s)]+)")


@dataclass(frozen=True, repr=False)
class Customer:
    """What a customer hands over (article, 2.14) and an administrator knows of him."""

    username: str
    token: str
    domain: str
    companies: list[str]


@dataclass(frozen=True, repr=False)
class Stage:
    """Everything runs; `key` opens the API at `address`."""

    address: str
    key: str
    customer: Customer
    children: list[Child]


@contextmanager
def set_up(
    folder: Path,
    settings: Mapping[str, str] = MappingProxyType({}),
    ports: tuple[int, int] = (NMBRS_PORT, SERVICE_PORT),
) -> Iterator[Stage]:
    """Start everything on a fresh database, and end it afterwards whatever happened.

    `settings` go before the demo's own. Where a port of Nmbrs or the service is taken, or 0, it is any.
    """
    with ExitStack() as stack:
        stack.enter_context(_alone(folder))
        folder.mkdir(parents=True, exist_ok=True)
        for pattern in (f"{DATABASE}*", NMBRS_LOG, SERVICE_LOG, f"{OUTBOX}/*.eml"):
            for left_over in folder.glob(pattern):
                left_over.unlink()
        nmbrs_port, service_port = map(free_port, ports)
        nmbrs = start("pretended Nmbrs", ["emulator", "--port", str(nmbrs_port)], {}, folder / NMBRS_LOG)
        stack.callback(nmbrs.stop)
        nmbrs_address = f"http://127.0.0.1:{nmbrs_port}"
        wait_for(nmbrs, f"{nmbrs_address}/control/health", lambda answer: answer.is_success)
        customer = _customer(nmbrs, nmbrs_address)

        address = f"http://127.0.0.1:{service_port}"
        environment = {**_environment(folder, address, nmbrs_address), **settings}
        run(["app", "migrate"], environment, folder)
        arguments = ["app", "serve", "--port", str(service_port)]
        service = start("service", arguments, environment, folder / SERVICE_LOG)
        stack.callback(service.stop)
        wait_for(service, f"{address}/health/ready", lambda answer: answer.is_success)
        key = run(["app", "api-key", "create", "--name", "Demo", "--role", "admin"], environment, folder)
        yield Stage(address, key, customer, [nmbrs, service])


def _environment(folder: Path, address: str, nmbrs_address: str) -> dict[str, str]:
    """Development settings on the demo's database; every other setting keeps its default."""
    defaults = {name.upper(): "" for name in Settings.model_fields}  # empty means the default
    return {
        **defaults,
        "ENVIRONMENT": "development",
        "PUBLIC_URL": address,
        "ID_SEED": DEMO_SEED,
        "EMPLOYERS_AT_ONCE": "1",  # in turn, so that their records are numbered the same each time
        "DATABASE_URL": f"sqlite:///{folder / f'{DATABASE}.db'}",
        "MAIL_OUTBOX": str(folder / OUTBOX),
        "ENCRYPTION_KEYS": f"demo:{PLACEHOLDER_KEY}",
        "HASH_KEY": PLACEHOLDER_KEY,
        "NMBRS_SOAP_URL": f"{nmbrs_address}/soap/v3",
    }


def _customer(nmbrs: Child, address: str) -> Customer:
    """What the pretended Nmbrs tells on its screen, and the companies its user may see."""
    told = CREDENTIALS.search(nmbrs.last_words())
    if told is None:
        raise DemoFailed(f"the pretended Nmbrs told no credentials:\n{nmbrs.last_words()}")
    world = httpx.get(f"{address}/control/world", timeout=30, trust_env=False).json()
    names = [company["name"] for company in world["companies"] if company["visible"]]
    return Customer(told["username"], told["token"], told["domain"], names)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two demos in one folder would pull the database from under each other."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DemoFailed("another demo runs in this folder; end it first") from None
        yield
