"""The first version of the agreement, for a community to make its own."""

from pathlib import Path

from forum.guarding import actions
from forum.guarding.models import Agreement
from hub.core.sample import html_from_markdown

_TEXT = Path(__file__).parent / "sample" / "agreement.md"


def load() -> None:
    """Publish it, unless there is one."""
    if not Agreement.objects.exists():
        text = html_from_markdown(_TEXT.read_text(encoding="utf-8"))
        actions.publish(agreement=Agreement(text=text))
