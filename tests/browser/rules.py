"""What every page has to keep: the rules of accessibility, and its width."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

WIDTHS = (1280, 375)
# What pulses for longer, as the badge of Wagtail's menu does, is not waited for.
_AT_REST = """Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime <= 2000)
    .map((one) => one.finished)).then(() => {})"""


def violations(page: Page, inside: str | None = None) -> list[str]:
    """Return what axe finds wrong, one line for each rule and place.

    What is being asked for or fades is looked at when it has come to rest, and what a
    page frames, as the trial of a newsletter, when that is there.
    """
    page.wait_for_load_state("load")
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.evaluate(_AT_REST)
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
        broken = violations(page, inside)
        assert not broken, (width, page.url, broken)
        assert not scrolls_sideways(page), (width, page.url)
    page.set_viewport_size(before)
