"""`python -m emulator`: serve a made-up Nmbrs until it is stopped."""

import argparse
import sys
from datetime import UTC, date, datetime

import uvicorn

from emulator.generation import generate
from emulator.server import create_app
from emulator.world import DEMO_USER


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m emulator",
        description="Serve a Nmbrs look-alike: SOAP under /soap/v3, its remote control under /control.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8081, help="port to listen on (%(default)s)")
    parser.add_argument("--companies", type=int, default=4, help="0 gives an empty world (%(default)s)")
    parser.add_argument("--employees", type=int, default=60, help="employees per company (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same world (%(default)s)")
    parser.add_argument("--today", type=date.fromisoformat, help="the world's date (the real one)")
    return parser.parse_args()


def main() -> None:
    options = _options()
    today = options.today or datetime.now(UTC).astimezone().date()
    app = create_app(generate(options.seed, options.companies, options.employees, today))
    sys.stdout.write(
        f"Nmbrs look-alike at http://{options.host}:{options.port} (username {DEMO_USER.username},"
        f" token {DEMO_USER.token}, domain {DEMO_USER.domain})\n"
    )
    sys.stdout.flush()
    uvicorn.run(app, host=options.host, port=options.port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
