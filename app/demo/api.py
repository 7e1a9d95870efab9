"""A plain client of the public API, as any customer of it would write one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from app.demo.processes import DemoFailed

OPEN = frozenset({"queued", "running"})
PATIENCE_SECONDS = 110.0


class Api:
    """Speaks JSON to the service at `address` with one key."""

    def __init__(self, address: str, key: str) -> None:
        self._http = httpx.Client(
            base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=30, trust_env=False
        )

    def close(self) -> None:
        self._http.close()

    def get(self, path: str) -> Any:
        return self._ask("GET", path).json()

    def text(self, path: str) -> str:
        return self._ask("GET", path).text

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self._ask("POST", path, body).json()

    def put(self, path: str, body: dict[str, Any]) -> Any:
        return self._ask("PUT", path, body).json()

    def archive(self, path: str) -> None:
        """Archive what was just read, and nothing somebody changed meanwhile."""
        read = self._ask("GET", path)
        self._ask("POST", f"{path}/archive", headers={"If-Match": read.headers["ETag"]})

    def run(self, configuration_id: str, watch: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        """Start a run and show it to `watch` until it has ended."""
        started = self._ask("POST", f"/v1/configurations/{configuration_id}/runs", {"mode": "apply"})
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            run: dict[str, Any] = self.get(started.headers["Location"])
            watch(run)
            if run["status"] not in OPEN:
                return run
            time.sleep(0.25)
        raise DemoFailed(f"the run did not end within {PATIENCE_SECONDS:.0f} seconds")

    def _ask(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        try:
            answer = self._http.request(method, path, json=body, headers=headers)
        except httpx.TransportError as error:
            raise DemoFailed(f"{method} {path}: no answer ({type(error).__name__})") from None
        if answer.is_error:
            raise DemoFailed(f"{method} {path}: {answer.status_code} {_detail(answer)}")
        return answer


def _detail(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
        fields = "".join(
            f"\n  {each.get('field')}: {each.get('message') or each.get('code')}"
            for each in problem.get("errors") or []
        )
        return f"{problem['code']}: {problem['detail']}{fields}"
    except (ValueError, KeyError):
        return answer.text[:500]
