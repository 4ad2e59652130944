"""A browser and a real site for it; without Chromium these tests cannot run."""

import os

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.mail import Mailbox, mail_server
from tests.browser.site import RunningSite, free_port, start_site, stop

# A busy machine answers late; what never comes still fails.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items):
    """Skip where there is no Chromium, except in CI, which must have one."""
    if CHROMIUM or os.environ.get("CI"):
        return
    no_browser = pytest.mark.skip(
        reason="needs Chromium (apt install chromium-headless-shell)"
    )
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(no_browser)


@pytest.fixture(scope="session")
def mailbox() -> Mailbox:
    """Every letter that the site has sent."""
    with mail_server(free_port()) as mailbox:
        yield mailbox


@pytest.fixture(scope="session")
def site(tmp_path_factory, mailbox) -> RunningSite:
    """A site with the starter content, served as on a real machine."""
    running, server = start_site(
        tmp_path_factory.mktemp("site"), EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}"
    )
    yield running
    stop(server)


# Not for the whole session: while Playwright runs, Django takes its event loop for an
# asynchronous caller and refuses every other test of this process its database.
@pytest.fixture(scope="module")
def browser() -> Browser:
    """A headless Chromium."""
    assert CHROMIUM, "CI must have Chromium."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def own_files():
    """The site runs in processes of its own; nothing of this one is moved."""
