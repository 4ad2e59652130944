"""What every page has to keep: the rules of accessibility, and its width."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1280, 375)


def violations(page: Page, inside: str | None = None) -> list[str]:
    """Return what axe finds wrong, one line for each rule and place."""
    found = Axe().run(page, context=inside).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Tell whether the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def assert_fit(page: Page, inside: str | None = None) -> None:
    """Hold the page that is open to the rules, wide and narrow; it stays as it was."""
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page, inside) == [], width
        assert not scrolls_sideways(page), (width, page.url)
    page.set_viewport_size(before)
