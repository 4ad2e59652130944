"""Where terms stand in wording: the first use of each, so that it can be explained there."""

import re
from collections.abc import Iterable
from dataclasses import replace

from hub.downloads.blocks import Numbered, Run, Runs, Wording
from hub.glossary.models import Term


class Marker:
    """Finds terms in runs; each is marked once, where it stands first.

    A form with a capital is looked for as it is written when it is a defined term's:
    `Services` is what the contract means, `services` are any. Everything else is found
    whatever its capitals.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self.found: dict[str, Term] = {}
        self._exact: dict[str, Term] = {}
        self._folded: dict[str, Term] = {}
        for term in terms:
            for form in term.forms:
                if term.is_defined_term and form != form.lower():
                    self._exact.setdefault(form, term)
                else:
                    self._folded.setdefault(form.lower(), term)
        self._pattern = self._compiled()

    def marked(self, wording: Wording) -> Wording:
        """Return the wording with a link at the first use of each term."""
        return replace(
            wording,
            paragraphs=tuple(map(self._paragraph, wording.paragraphs)),
        )

    def _compiled(self) -> re.Pattern[str] | None:
        forms = [(form, re.escape(form)) for form in self._exact]
        forms += [(form, f"(?i:{re.escape(form)})") for form in self._folded]
        # The longest first: "direct award" is not "award".
        forms.sort(key=lambda pair: len(pair[0]), reverse=True)
        if not forms:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(one for _, one in forms)})(?!\w)")

    def _paragraph(self, paragraph: Numbered) -> Numbered:
        runs = [part for run in paragraph.runs for part in self._run(run)]
        return replace(paragraph, runs=tuple(runs))

    def _run(self, run: Run) -> Runs:
        if run.key or run.href or self._pattern is None:
            return (run,)
        parts: list[Run] = []
        end = 0
        for match in self._pattern.finditer(run.text):
            term = self._exact.get(match[0]) or self._folded.get(match[0].lower())
            if term is None or term.slug in self.found:
                continue
            self.found[term.slug] = term
            parts.append(replace(run, text=run.text[end : match.start()]))
            parts.append(replace(run, text=match[0], href=f"#term-{term.slug}"))
            end = match.end()
        parts.append(replace(run, text=run.text[end:]))
        return tuple(part for part in parts if part.text)


def explained(
    wording: Wording, terms: Iterable[Term] | None = None
) -> tuple[Wording, list[Term]]:
    """Return wording with its terms marked, and those terms by name.

    One query, or none for whoever brings all `terms`.
    """
    marker = Marker(Term.objects.all() if terms is None else terms)
    marked = marker.marked(wording)
    return marked, sorted(marker.found.values(), key=lambda term: term.name.lower())
