from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.shares import corrected_share, wilson

# What a reader may rely on -------------------------------------------------


def test_the_intervals_of_wilson():
    assert [round(100 * end, 1) for end in wilson(560, 800)] == [66.7, 73.1]
    assert [round(100 * end, 1) for end in wilson(161, 535)] == [26.4, 34.1]
    assert wilson(0, 0) == (0.0, 1.0)


def test_what_the_tool_got_wrong_is_taken_back():
    # It says yes of 400 of 1,000; of 50 coded ones 45 are, and of 50 of the others 3: 400 x 0.9 + 600 x 0.06.
    said = [True] * 400 + [False] * 600
    coded = {**{unit: unit >= 5 for unit in range(50)}, **{unit: unit < 503 for unit in range(500, 550)}}
    found = corrected_share(said, coded)
    assert found.share == pytest.approx((400 * 0.9 + 600 * 0.06) / 1000)
    assert found.low < 0.36 < found.share < 0.44 < found.high


def test_strata_that_were_drawn_unequally_are_weighed_by_their_size():
    said = [True] * 900 + [False] * 100
    strata = ["often"] * 900 + ["seldom"] * 100
    coded = {**dict.fromkeys(range(20), 1), **{900 + unit: unit < 10 for unit in range(20)}}
    assert corrected_share(said, coded, strata).share == pytest.approx(0.95)


def test_where_all_is_coded_the_tool_says_nothing_and_the_interval_is_wilsons():
    said = [unit % 3 == 0 for unit in range(60)]
    found = corrected_share(said, {unit: unit < 42 for unit in range(60)})
    assert [round(100 * end, 1) for end in found] == [70.0, 57.5, 80.1]


def test_where_nothing_of_what_the_tool_says_yes_of_is_coded_the_sample_stands_for_all():
    said = [False] * 99 + [True]
    assert corrected_share(said, {unit: unit < 5 for unit in range(20)}).share == 0.25


def test_coders_of_two_minds_count_by_halves():
    assert corrected_share([True] * 10, {0: 0.5, 1: 1, 2: 0.5, 3: 0}).share == 0.5


@pytest.mark.parametrize(
    ("coded", "strata", "said"),
    [
        ({}, None, "no unit is coded"),
        ({7: 1}, None, "unit 7 is coded, and there are 2 units"),
        ({0: 2}, None, "unit 0 has the code 2, which is not from 0 to 1"),
        ({0: 1}, ["a"], "strata are 1, and units 2"),
        ({0: 1}, ["a", "b"], "no unit of the stratum 'b' is coded"),
    ],
)
def test_a_wrong_request_says_what_is_wrong(coded, strata, said):
    with pytest.raises(og.RequestError, match=said):
        corrected_share([True, False], coded, strata)


# What holds for every sample ------------------------------------------------


def test_a_wilson_interval_holds_its_share_and_stays_in_its_bounds():
    for n in (1, 2, 7, 30, 1000):
        for count in range(0, n + 1, max(1, n // 20)):
            low, high = wilson(count, n)
            assert 0 <= low <= count / n <= high <= 1


def test_wilson_is_that_of_statsmodels():
    proportion = pytest.importorskip("statsmodels.stats.proportion", reason="statsmodels is not installed")
    for count, n in [(0, 9), (3, 9), (9, 9), (42, 60), (161, 535)]:
        assert wilson(count, n) == pytest.approx(proportion.proportion_confint(count, n, method="wilson"))


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from("ab")), min_size=1, max_size=60), st.integers())
def test_the_share_is_in_its_interval_and_that_of_not_is_the_rest(units, seed):
    said, true, strata = (list(column) for column in zip(*units, strict=True))
    coded = {unit: true[unit] for unit in range(len(units)) if random.Random(seed + unit).random() < 0.7}
    if {strata[unit] for unit in coded} != set(strata):
        return
    found = corrected_share(said, coded, strata)
    assert 0 <= found.low <= found.share <= found.high <= 1
    other = corrected_share([not yes for yes in said], {unit: not yes for unit, yes in coded.items()}, strata)
    assert other.share == pytest.approx(1 - found.share)
    assert (other.low, other.high) == pytest.approx((1 - found.high, 1 - found.low))


def tuned(said: list[bool], coded: dict[int, bool]) -> float:
    """Prediction-powered inference as it is written: the predictions' mean, the sample's error, and a weight."""
    n, of_all = len(coded), sum(said) / len(said)
    of_sample, true = sum(said[unit] for unit in coded) / n, sum(coded.values()) / n
    covariance = sum((said[unit] - of_sample) * (yes - true) for unit, yes in coded.items())
    variance = sum((said[unit] - of_sample) ** 2 for unit in coded)
    weight = covariance / variance
    return weight * of_all + true - weight * of_sample


def test_it_is_prediction_powered_inference_with_a_tuned_weight():
    chance = random.Random(5)
    for _ in range(50):
        true = [chance.random() < 0.4 for _ in range(400)]
        said = [yes if chance.random() < 0.8 else not yes for yes in true]
        coded = {unit: true[unit] for unit in chance.sample(range(400), 60)}
        assert corrected_share(said, coded).share == pytest.approx(tuned(said, coded))


def held(n: int, true_share: float, right: float, stratified: bool) -> float:
    """How many of 400 intervals hold the share from which 500 units come, of which n are coded."""
    chance = random.Random(f"{n} {true_share} {right} {stratified}")
    holds = 0
    for _ in range(400):
        true = [chance.random() < true_share for _ in range(500)]
        said = [yes if chance.random() < right else not yes for yes in true]
        sample = chance.sample(range(500), n)
        if stratified:
            parts = [[unit for unit in range(500) if said[unit] is answer] for answer in (True, False)]
            sample = [unit for part in parts for unit in chance.sample(part, min(len(part), n // 2))]
        found = corrected_share(said, {unit: true[unit] for unit in sample}, said if stratified else None)
        holds += found.low <= true_share <= found.high
    return holds / 400


def test_about_95_of_100_intervals_hold_the_true_share():
    settings = list(product([40, 150], [0.1, 0.3], [0.75, 0.97], [False, True]))
    shares = [held(*setting) for setting in settings]
    # Where a small sample holds hardly an error of the tool, Wilson's intervals are wider than they must be.
    assert min(shares) >= 0.92, dict(zip(settings, shares, strict=True))
    assert 0.94 <= sum(shares) / len(shares) <= 0.975


def test_it_is_narrower_than_the_sample_alone_where_the_tool_is_right():
    chance = random.Random(1)
    true = [chance.random() < 0.3 for _ in range(2000)]
    coded = {unit: true[unit] for unit in chance.sample(range(2000), 100)}
    low, high = wilson(sum(coded.values()), 100)
    found = corrected_share(true, coded)
    assert found.high - found.low < 0.6 * (high - low)
