"""What the tests of documents need on the machine; CI must have all of it."""

import os
import shutil

import pytest

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice; skips where there is none, except in CI."""
    if not (SOFFICE or os.environ.get("CI")):
        pytest.skip("needs LibreOffice (apt install libreoffice-writer)")
    assert SOFFICE, "CI must have LibreOffice."
    return SOFFICE


@pytest.fixture(scope="session")
def weasyprint() -> None:
    """WeasyPrint with Pango; skips where there is none, except in CI."""
    from hub.downloads.pdf import is_available

    if not (is_available() or os.environ.get("CI")):
        pytest.skip("needs WeasyPrint and Pango (see requirements-pdf.txt)")
    assert is_available(), "CI must have WeasyPrint and Pango."
