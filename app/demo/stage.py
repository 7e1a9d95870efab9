"""The demo's surroundings: a fresh folder, a pretended Nmbrs, the service, and a key."""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx

from app.demo.processes import ROOT, Child, DemoFailed, free_port, run, start, wait_for
from app.settings import PLACEHOLDER_KEY, Settings

FOLDER = ROOT / "var" / "demo"
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
def set_up() -> Iterator[Stage]:
    """Start everything on a fresh database, and end it afterwards whatever happened."""
    with ExitStack() as stack:
        stack.enter_context(_alone())
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        nmbrs_port, service_port = free_port(NMBRS_PORT), free_port(SERVICE_PORT)
        nmbrs = start("pretended Nmbrs", ["emulator", "--port", str(nmbrs_port)], {}, FOLDER / "nmbrs.log")
        stack.callback(nmbrs.stop)
        nmbrs_address = f"http://127.0.0.1:{nmbrs_port}"
        wait_for(nmbrs, f"{nmbrs_address}/control/health", lambda answer: answer.is_success)
        customer = _customer(nmbrs, nmbrs_address)

        address = f"http://127.0.0.1:{service_port}"
        environment = _environment(address, nmbrs_address)
        run(["app", "migrate"], environment, FOLDER)
        arguments = ["app", "serve", "--port", str(service_port)]
        service = start("service", arguments, environment, FOLDER / "service.log")
        stack.callback(service.stop)
        wait_for(service, f"{address}/health/ready", lambda answer: answer.is_success)
        key = run(["app", "api-key", "create", "--name", "Demo", "--role", "admin"], environment, FOLDER)
        yield Stage(address, key, customer, [nmbrs, service])


def _environment(address: str, nmbrs_address: str) -> dict[str, str]:
    """Development settings on the demo's database; every other setting keeps its default."""
    defaults = {name.upper(): "" for name in Settings.model_fields}  # empty means the default
    return {
        **defaults,
        "ENVIRONMENT": "development",
        "PUBLIC_URL": address,
        "DATABASE_URL": f"sqlite:///{FOLDER / 'xpert-nmbrs.db'}",
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
def _alone() -> Iterator[None]:
    """Two demos in one folder would pull the database from under each other."""
    FOLDER.parent.mkdir(exist_ok=True)
    with (FOLDER.parent / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DemoFailed("another demo runs in this folder; end it first") from None
        yield
