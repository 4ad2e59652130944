"""The words of an OpenDocument text: bold, links, placeholders."""

from hub.downloads.blocks import Run, Runs
from hub.downloads.cleaning import safe_link
from hub.downloads.markup import Element
from hub.downloads.odt.markup import add, add_words

_MARKED = {
    (True, False): "Strong",
    (False, True): "Emphasis",
    (True, True): "Strong_20_Emphasis",
}


def write_runs(paragraph: Element, runs: Runs) -> None:
    """Append the runs to a paragraph."""
    for run in runs:
        if run.text:
            _write(paragraph, run)


def _write(parent: Element, run: Run) -> None:
    if address := safe_link(run.href):
        leading = {"xlink:type": "simple", "xlink:href": address}
        parent = add(
            parent, "text:a", {**leading, "text:style-name": "Internet_20_link"}
        )
    if style := _MARKED.get((run.bold, run.italic)):
        parent = add(parent, "text:span", {"text:style-name": style})
    if run.is_blank:
        parent = add(parent, "text:span", {"text:style-name": "Placeholder"})
    add_words(parent, f"[{run.text}]" if run.is_blank else run.text)
