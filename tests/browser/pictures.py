"""Take the picture of the home page that the README shows: `make screenshots`."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.site import ROOT, start_site

PICTURE = ROOT / "docs" / "home.png"


def main() -> None:
    """Start a site with the starter content, and take its picture."""
    folder = Path(tempfile.mkdtemp())
    site, server = start_site(folder)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 1180})
            page.goto(site.url)
            page.screenshot(path=PICTURE)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=15)
        shutil.rmtree(folder)
    print(f"Taken: {PICTURE}")


if __name__ == "__main__":
    main()
