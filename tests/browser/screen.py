"""What a person has before him: a page of a browser, pictures of it, and what it asked of whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LOOKS = (("light", WIDE), ("dark", WIDE), ("light", NARROW))


@dataclass
class Screen:
    """One browser profile, fresh and empty."""

    page: Page
    pictures: Path
    requested: list[str] = field(default_factory=list)
    complained: list[str] = field(default_factory=list)

    def picture(self, name: str) -> None:
        """The whole page, light, dark, and as narrow as a telephone."""
        for scheme, size in LOOKS:
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.wait_for_timeout(200)  # looks fade in
            look = "narrow" if size is NARROW else scheme
            self.page.screenshot(path=self.pictures / f"{name}-{look}.png", full_page=True)
            assert self._fits(), f"{name} is wider than the window when {look}"
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(WIDE)  # type: ignore[arg-type]

    def _fits(self) -> bool:
        wide: bool = self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        return wide

    def hosts(self) -> set[str]:
        """Whom the browser asked for anything, in this profile."""
        return {
            urlsplit(each).netloc for each in self.requested if urlsplit(each).scheme not in ("data", "blob")
        }


@contextmanager
def screen(browser: Browser, pictures: Path, language: str = "nl-NL") -> Iterator[Screen]:
    """A profile that notes every request and every complaint of the browser."""
    context = browser.new_context(locale=language, viewport=WIDE, service_workers="block")  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    opened = Screen(context.new_page(), pictures)
    context.on("request", lambda request: opened.requested.append(request.url))
    opened.page.on(
        "console",
        lambda said: opened.complained.append(said.text) if said.type in ("error", "warning") else None,
    )
    opened.page.on("pageerror", lambda error: opened.complained.append(str(error)))
    yield opened
    context.close()
