"""Many callers at once: more than there are threads to serve them. Nobody waits for a database's patience."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fastapi import FastAPI

from emulator.background import serve

CROWD = 80  # twice the threads of the server


@pytest.mark.parametrize("key", [None, "one-key-for-all"])
def test_a_crowd_of_writers_is_served_one_after_the_other(
    app: FastAPI, admin: dict[str, str], key: str | None
) -> None:
    headers = admin | ({"Idempotency-Key": key} if key else {})
    with serve(app) as address, httpx.Client(base_url=address, headers=headers, timeout=60) as http:

        def add(number: int) -> int:
            name = "One" if key else f"Employer {number}"
            return http.post("/v1/employers", json={"name": name}).status_code

        with ThreadPoolExecutor(CROWD) as threads:
            answers = list(threads.map(add, range(CROWD)))
        employers = http.get("/v1/employers", params={"limit": 200}).json()["items"]
    app.state.database.close()

    assert Counter(answers) == {201: CROWD}
    assert len(employers) == (1 if key else CROWD)
