"""What one running look-alike holds: the world, the faults in force, the calls it has seen."""

from collections import deque
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from threading import Lock

from emulator.faults import FaultBoard, Target
from emulator.world import World

_REMEMBERED_CALLS = 100_000


@dataclass(frozen=True)
class Call:
    """One call that reached us, also if it was refused. The token is never kept."""

    service: str
    operation: str
    company_id: int | None
    employee_id: int | None
    username: str | None
    at: datetime


class CallLog:
    """The last calls, oldest first."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=_REMEMBERED_CALLS)
        self._lock = Lock()

    def add(self, service: str, target: Target, username: str | None) -> None:
        call = Call(
            service=service,
            operation=target.operation or "",
            company_id=target.company_id,
            employee_id=target.employee_id,
            username=username,
            at=datetime.now(UTC),
        )
        with self._lock:
            self._calls.append(call)

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()

    def as_rows(self) -> list[dict[str, object]]:
        with self._lock:
            return [asdict(call) for call in self._calls]


@dataclass(repr=False)
class Stage:
    """Shared by the SOAP entrance and the control API. A reset puts another world in its place."""

    world: World
    faults: FaultBoard = field(default_factory=FaultBoard)
    calls: CallLog = field(default_factory=CallLog)
    first_today: date = field(init=False)

    def __post_init__(self) -> None:
        self.first_today = self.world.today

    def put(self, world: World) -> None:
        self.world = world
        self.faults.clear()
        self.calls.clear()
