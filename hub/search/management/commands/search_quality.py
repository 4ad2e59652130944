"""Measure how good the search is, on questions that were judged beforehand."""

import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hub.core.visibility import keys_for
from hub.search import quality, tuning
from hub.search.engine import asking, engine_at
from hub.search.models import SearchEntry
from hub.search.quality_baseline import BASELINE, Baseline


class Command(BaseCommand):
    """Asks an index of its own, made for the purpose; the site's is not touched."""

    help = "Measure the search on the judged questions, over the starter content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what to measure and what to do with the figures."""
        parser.add_argument(
            "--engine",
            action="append",
            dest="engines",
            metavar="SEARCH_URL",
            help="An engine to measure; may be repeated. Default: the site's.",
        )
        parser.add_argument(
            "--compare",
            action="store_true",
            help="Measure again without each switch, list and boost of tuning.py.",
        )
        parser.add_argument(
            "--worst",
            type=int,
            default=0,
            metavar="N",
            help="Show what was found for the N questions answered worst.",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="Fail when the figures are worse than those recorded.",
        )
        parser.add_argument(
            "--record", action="store_true", help="Record the figures as the baseline."
        )

    def handle(self, **options: object) -> None:
        """Measure each engine; fail when a check was asked for and does not hold."""
        self.visible = keys_for(AnonymousUser())
        self.questions = quality.read_questions()
        self._refuse_other_content()
        baseline = Baseline.read(BASELINE)
        worse: list[str] = []
        for address in options["engines"] or [settings.SEARCH_URL]:
            answers = self._measure(address)
            found = quality.figures_of(answers)
            self._report(address, answers)
            self._show_worst(answers, options["worst"])
            if options["compare"]:
                self._compare(address, found)
            if options["check"]:
                worse += baseline.complaints(address, found)
            if options["record"]:
                baseline.record(address, found)
        if options["record"]:
            baseline.write(BASELINE)
        if worse:
            raise CommandError("\n".join(worse))

    def _refuse_other_content(self) -> None:
        missing = sorted(quality.not_there(self.questions, self.visible))
        if missing:
            raise CommandError(
                "The questions were judged on the starter content. This site has no "
                "such entries (load_sample_content, then rebuild_search_index, bring "
                "them back):\n" + "\n".join(missing)
            )

    def _measure(self, address: str) -> list[quality.Answer]:
        with _own_index(address):
            return quality.ask_all(self.questions, self.visible)

    def _report(self, address: str, answers: Sequence[quality.Answer]) -> None:
        self.stdout.write(f"{address}  {len(answers)} questions")
        self.stdout.write(f"  {'':<16}{'nDCG@10':>9}{'MRR':>9}{'no result':>12}")
        groups = {"Everybody": list(answers)}
        for by, label in quality.PEOPLE.items():
            groups[label] = [answer for answer in answers if answer.asked.by == by]
        for label, group in groups.items():
            found = quality.figures_of(group)
            self.stdout.write(
                f"  {label:<16}{found.ndcg:>9.3f}{found.mrr:>9.3f}"
                f"{found.zero_rate:>12.1%}"
            )
        missed = [answer for answer in answers if answer.is_missed]
        self.stdout.write(f"  Without a relevant first page: {len(missed) or 'none'}")
        for answer in missed:
            held = f"{len(answer.addresses)} others" if answer.addresses else "nothing"
            self.stdout.write(
                f"    {answer.asked.text}  ({answer.asked.by}; found {held})"
            )

    def _show_worst(self, answers: Sequence[quality.Answer], number: int) -> None:
        for answer in sorted(answers, key=lambda answer: answer.ndcg)[:number]:
            self.stdout.write(f"\n  {answer.ndcg:.3f}  {answer.asked.text}")
            for place, address in enumerate(answer.addresses, start=1):
                grade = answer.asked.grades.get(address, 0)
                self.stdout.write(f"    {place:>2}. [{grade or '-'}] {address}")
            for address, grade in answer.asked.grades.items():
                if grade >= quality.RELEVANT and address not in answer.addresses:
                    self.stdout.write(f"        [{grade}] {address}: not shown")

    def _compare(self, address: str, usual: quality.Figures) -> None:
        self.stdout.write(
            f"\n  {'Without':<30}{'nDCG@10':>9}{'MRR':>9}{'no result':>12}"
        )
        for name, varied in quality.variations(tuning.current()).items():
            with tuning.using(varied):
                found = quality.figures_of(self._measure(address))
            self.stdout.write(
                f"  {name:<30}{found.ndcg - usual.ndcg:>+9.3f}"
                f"{found.mrr - usual.mrr:>+9.3f}"
                f"{found.zero_rate - usual.zero_rate:>+12.1%}"
            )


@contextmanager
def _own_index(address: str) -> Iterator[None]:
    """Answer from a new index of the present entries, which is gone afterwards.

    Files go with their directory; what an engine keeps in the database is rolled back.
    """
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        engine = engine_at(address, Path(folder))
        with engine.writing():
            engine.rebuild(SearchEntry.objects.filter(is_gone=False).iterator())
        with asking(engine):
            yield
        transaction.set_rollback(True)
