"""`python -m app`: serve, migrate, make keys, run for a script, print the contract, walk the demo.

Whatever an operator can put right is told in one sentence on stderr, with exit code 1 and no traceback.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import sqlalchemy as sa
import typer
import uvicorn
from pydantic import SecretStr, ValidationError

from app import log, machine, migrations, numbering, problems
from app.database import Database
from app.demo import walk
from app.errors import AppError
from app.keys.issue import issue
from app.mail.carrier import carrier
from app.main import create_app
from app.security import Cipher, Permission, Role
from app.settings import PLACEHOLDER_KEY, Settings
from app.trigger import errand, order, screen, told
from app.trigger.order import Language, Order

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
keys = typer.Typer(no_args_is_help=True, help="Make API keys.")
cli.add_typer(keys, name="api-key")
logger = log.get(__name__)

GRACE_SECONDS = 10


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    migrate: Annotated[bool, typer.Option("--migrate", help="Run the migrations first.")] = False,
) -> None:
    """Serve the API and do the runs, in this one process."""
    settings = read_settings()
    log.configure(settings.log_level)
    machine.collect_garbage_less_often()
    machine.take_shorter_turns()
    with told_plainly(settings):
        if migrate:
            migrations.upgrade(settings.database_url)
        _refuse_unmigrated(settings)
        _number_ids(settings, settings.executor_id)
    logger.info("service.starting", address=f"http://{host}:{port}")
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


@cli.command()
def migrate() -> None:
    """Bring the database to the revision of this version."""
    settings = read_settings()
    with told_plainly(settings):
        migrations.upgrade(settings.database_url)


@keys.command("create")
def create_key(
    name: Annotated[str, typer.Option(help="Who or what will use the key.")],
    role: Annotated[Role, typer.Option(help="What the key is for.")],
    employer: Annotated[
        list[str] | None, typer.Option(help="Id of an employer it reaches; may be repeated. Default: all.")
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option(help="Id of an employer group it reaches; may be repeated.")
    ] = None,
    permission: Annotated[
        list[Permission] | None, typer.Option(help="What no role gives by itself; may be repeated.")
    ] = None,
) -> None:
    """Make an API key and print it, alone and this one time."""
    settings = read_settings()
    with told_plainly(settings):
        _refuse_unmigrated(settings)
        _number_ids(settings, "api-key")
        database = Database(settings.database_url)
        with database.transaction() as session:
            _, key = issue(
                session,
                name=name,
                role=role,
                permissions=permission or [],
                employer_ids=employer or [],
                group_ids=group or [],
                now=datetime.now(UTC),
            )
    typer.echo(key)


@cli.command()
def run(
    url: Annotated[str, typer.Option(help="Address of the service.")],
    configuration: Annotated[str, typer.Option(help="Id of the configuration to run.")],
    mode: Annotated[
        order.Mode, typer.Option(help="Apply the changes, or only show what they would be.")
    ] = "apply",
    wait: Annotated[bool, typer.Option("--wait", help="Wait for the outcome.")] = False,
    timeout: Annotated[int, typer.Option(min=1, help="Seconds that all of it may take.")] = 3600,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the outcome as one JSON object.")] = False,
) -> None:
    """Run a configuration from a script, with the API key in the environment variable API_KEY.

    Needs no settings and no database. Exit codes (docs/ci.md):

    \b
    0  succeeded, previewed, or started (without --wait)
    1  outcome unknown: no connection, time-out, interrupted
    2  wrong use
    3  succeeded with warnings
    4  partially applied
    5  awaiting approval
    6  failed or cancelled
    7  refused by the service, rejected, superseded or skipped
    """
    try:
        address = order.read_address(url)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="--url") from None
    try:
        key = order.read_key(os.environ.get("API_KEY", ""))
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="API_KEY") from None
    placed = Order(address, key, configuration, mode, wait, timeout, _language())
    ending = errand.carry_out(placed, screen.open_screen(placed.language))
    if ending.sentence:
        typer.echo(ending.sentence, err=True)
    typer.echo((told.as_json if as_json else told.as_lines)(placed, ending))
    raise typer.Exit(ending.exit_code)


@cli.command()
def openapi() -> None:
    """Print the API's contract. Needs no settings and no database."""
    settings = Settings.model_construct(  # reads no environment, so a wrong one does not matter
        encryption_keys=SecretStr(f"contract:{PLACEHOLDER_KEY}"), hash_key=SecretStr(PLACEHOLDER_KEY)
    )
    typer.echo(json.dumps(create_app(settings).openapi(), indent=2, ensure_ascii=False))


@cli.command()
def demo(
    once: Annotated[bool, typer.Option("--once", envvar="ONCE", help="End when the walk has ended.")] = False,
    folder: Annotated[Path, typer.Option(help="For its database and logs, each time fresh.")] = Path(
        "var/demo"
    ),
) -> None:
    """Walk the article's sections 3 to 6 against a pretended Nmbrs, then keep serving."""
    raise typer.Exit(walk.demo(folder.resolve(), once=once))


# --- what can be wrong before anything starts ----------------------------------------------------


def read_settings() -> Settings:
    """The settings of the environment and `.env`, or a sentence for each that is wrong."""
    try:
        settings = Settings()
        Cipher(settings.encryption_keys.get_secret_value(), settings.hash_key.get_secret_value())
        carrier(settings)
    except ValidationError as error:
        _end(*(_sentence(item["loc"], item["msg"]) for item in error.errors(include_input=False)))
    except ValueError as error:
        _end(f"{error}.")
    if lack := machine.shortcoming_here(settings.engine_url()):
        _end(lack)
    return settings


@contextmanager
def told_plainly(settings: Settings) -> Iterator[None]:
    """Tell a refusal, or a database that cannot be reached, in one sentence."""
    try:
        yield
    except AppError as error:
        _end(problems.text(error.code, _language(), error.params))
    except (sa.exc.OperationalError, sa.exc.ArgumentError, sa.exc.NoSuchModuleError):
        _end(f"The database cannot be reached: {_address(settings.database_url)} (DATABASE_URL).")


def _number_ids(settings: Settings, who: str) -> None:
    """With a seed, let this process number its ids; `who` keeps them apart from those of another."""
    if settings.id_seed:
        numbering.begin(f"{settings.id_seed}/{who}", Database(settings.database_url))


def _refuse_unmigrated(settings: Settings) -> None:
    database = Database(settings.database_url)
    try:
        if not migrations.are_done(database.engine):
            _end("The database is not of this version: run `python -m app migrate`, or serve with --migrate.")
    finally:
        database.close()


def _address(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return "not a database URL"


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    told = message.removeprefix("Value error, ")
    setting = "_".join(part for part in place if isinstance(part, str)).upper()
    return f"{setting}: {told}." if setting else f"{told}."


def _language() -> Language:
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))  # as every program does
    return "nl" if next(filter(None, named), "").lower().startswith("nl") else "en"


def _end(*sentences: str) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)
