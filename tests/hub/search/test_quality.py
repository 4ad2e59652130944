"""How good the search is, in figures: computed as the textbooks do, and kept."""

import dataclasses
import math
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hub.search import quality, quality_baseline
from hub.search.carrying import rebuild_index
from hub.search.engine import get_engine
from hub.search.models import SearchEntry
from hub.search.quality import Answer, Figures, Judged
from hub.search.quality_baseline import Baseline
from hub.search.tuning import Tuning

LOG3 = math.log2(3)


def answer(*grades: int, left_out: tuple[int, ...] = ()) -> Answer:
    """Results with these grades, and judged entries that were not shown."""
    judged = {f"/{place}/": grade for place, grade in enumerate(grades) if grade}
    missing = {f"/missing-{place}/": grade for place, grade in enumerate(left_out)}
    shown = [f"/{place}/" for place in range(len(grades))]
    return Answer(Judged("words", "founder", judged | missing), shown)


@pytest.mark.parametrize(
    ("grades", "left_out", "expected"),
    [
        ((3, 2, 1), (), 1.0),
        # Gains 7, 3, 1 with discounts 1, 1/log2(3), 1/2: by hand.
        ((1, 2, 3), (), (1 + 3 / LOG3 + 7 / 2) / (7 + 3 / LOG3 + 1 / 2)),
        ((0, 3), (), 1 / LOG3),
        ((3,), (3,), 7 / (7 + 7 / LOG3)),
        ((0, 0), (2,), 0.0),
        ((), (3,), 0.0),
        # What comes eleventh is on the next page.
        ((*[0] * 10, 3), (), 0.0),
    ],
)
def test_ndcg_against_hand_computed_values_agrees(grades, left_out, expected):
    assert answer(*grades, left_out=left_out).ndcg == pytest.approx(expected)


@pytest.mark.parametrize(
    ("grades", "left_out", "expected"),
    [
        ((3,), (), 1.0),
        ((0, 2), (), 0.5),
        # Touching on a subject does not answer.
        ((1, 1, 2), (), 1 / 3),
        ((0, 1), (3,), 0.0),
        ((*[0] * 10, 3), (), 0.0),
    ],
)
def test_reciprocal_rank_against_hand_computed_values_agrees(
    grades, left_out, expected
):
    found = answer(*grades, left_out=left_out)
    assert found.reciprocal_rank == pytest.approx(expected)
    assert found.is_missed == (expected == 0)


def test_figures_of_several_answers_are_their_means():
    found = quality.figures_of([answer(3), answer(0, 3), answer(left_out=(2,))])
    assert found == Figures(
        questions=3,
        ndcg=pytest.approx((1 + 1 / LOG3) / 3),
        mrr=pytest.approx((1 + 0.5) / 3),
        zero_rate=pytest.approx(1 / 3),
        missed=1,
    )


def test_judged_questions_of_the_hub_are_many_and_sound():
    questions = quality.read_questions()
    assert len({question.text for question in questions}) == len(questions) >= 60
    for by in quality.PEOPLE:
        assert sum(question.by == by for question in questions) >= 20


@pytest.mark.parametrize(
    "written",
    [
        '[[questions]]\ntext = "a"\nby = "founder"\n1 = ["/a/"]\n',
        '[[questions]]\ntext = "a"\nby = "founder"\n3 = ["/a/"]\n2 = ["/a/"]\n',
        '[[questions]]\ntext = "a"\nby = "nobody"\n3 = ["/a/"]\n',
    ],
)
def test_questions_that_judge_nothing_twice_or_for_nobody_are_refused(
    written, tmp_path
):
    path = tmp_path / "questions.toml"
    path.write_text(written)
    with pytest.raises(ValueError, match=r"'a'|/a/|nobody"):
        quality.read_questions(path)


def test_variations_of_a_tuning_each_leave_one_thing_out():
    usual = Tuning()
    varied = quality.variations(usual)
    assert varied["stems"] == dataclasses.replace(usual, stems=False)
    assert varied["synonyms"] == dataclasses.replace(usual, synonyms=False)
    assert varied["freshness"] == dataclasses.replace(usual, freshness=0.0)
    assert varied["field boosts: title"].field_boosts["title"] == 1.0
    assert all(tuning != usual for tuning in varied.values())


FIGURES = Figures(questions=100, ndcg=0.9, mrr=0.95, zero_rate=0.01, missed=0)


@pytest.mark.parametrize(
    ("change", "complains"),
    [
        ({}, False),
        ({"ndcg": 0.8801}, False),
        ({"ndcg": 0.8799}, True),
        ({"zero_rate": 0.02}, True),
        ({"zero_rate": 0.0, "ndcg": 0.95}, False),
    ],
)
def test_baseline_complains_when_figures_fall_and_only_then(
    change, complains, tmp_path
):
    path = tmp_path / "baseline.toml"
    written = Baseline({})
    written.record("whoosh:", FIGURES)
    written.write(path)
    found = dataclasses.replace(FIGURES, **change)
    assert bool(Baseline.read(path).complaints("whoosh:", found)) == complains


def test_baseline_without_the_engine_asked_for_complains():
    assert Baseline.read(Path("/nowhere")).complaints("whoosh:", FIGURES)


@pytest.fixture
def two_questions(db, put, monkeypatch, tmp_path):
    """Two entries, two questions about them, and a baseline of one's own."""
    put("Rotas", url="/forum/working-4/topic/rotas-17/")
    put("Surplus", url="/guides/surplus/")
    questions = tmp_path / "questions.toml"
    questions.write_text(
        '[[questions]]\ntext = "rotas"\nby = "manager"\n'
        '3 = ["/forum/working/topic/rotas/"]\n'
        '[[questions]]\ntext = "surplus"\nby = "founder"\n3 = ["/guides/surplus/"]\n'
        '[[questions]]\ntext = "rotas"\nby = "commissioner"\n2 = ["/guides/surplus/"]\n'
    )
    read = quality.read_questions
    monkeypatch.setattr(quality, "read_questions", lambda: read(questions))
    baseline = tmp_path / "baseline.toml"
    for module in (quality_baseline, _command_module()):
        monkeypatch.setattr(module, "BASELINE", baseline)
    return baseline


def _command_module():
    from hub.search.management.commands import search_quality

    return search_quality


def test_command_measures_on_an_index_of_its_own_and_leaves_the_sites_alone(
    two_questions, own_index, capsys
):
    before = sorted(path.name for path in own_index.rglob("*"))
    revisions = list(SearchEntry.objects.values_list("pk", "indexed_revision"))
    call_command("search_quality", compare=True, worst=1)
    out = capsys.readouterr().out
    # Two of three questions answered at once, numbers in addresses left out.
    assert "Everybody           0.667    0.667" in out
    assert "rotas  (commissioner; found 1 others)" in out
    assert "[2] /guides/surplus/: not shown" in out
    assert "synonyms" in out
    assert sorted(path.name for path in own_index.rglob("*")) == before
    assert list(SearchEntry.objects.values_list("pk", "indexed_revision")) == revisions


def test_command_checking_against_better_figures_fails(two_questions, capsys):
    call_command("search_quality", record=True)
    call_command("search_quality", check=True)
    recorded = two_questions.read_text()
    assert "ndcg = 0.6667" in recorded
    two_questions.write_text(recorded.replace("0.6667", "0.9"))
    with pytest.raises(CommandError, match=r"fell from 0\.900 to 0\.667"):
        call_command("search_quality", check=True)


def test_command_without_the_judged_entries_refuses(two_questions):
    SearchEntry.objects.filter(url="/guides/surplus/").update(visibility="members")
    with pytest.raises(CommandError, match="/guides/surplus/"):
        call_command("search_quality")


def test_another_engine_is_asked_only_inside_its_block(db, settings, tmp_path):
    from hub.search.engine import asking, engine_at

    usual = get_engine()
    other = engine_at("whoosh:", tmp_path / "elsewhere")
    with asking(other):
        assert get_engine() is other
    assert get_engine() is usual


def test_judged_addresses_in_the_starter_content_are_all_there(starter_content):
    from django.contrib.auth.models import AnonymousUser

    from hub.core.visibility import keys_for

    rebuild_index()
    visible = keys_for(AnonymousUser())
    assert not quality.not_there(quality.read_questions(), visible)
