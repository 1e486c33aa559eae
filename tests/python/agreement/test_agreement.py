from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ordagrant as og
from ordagrant.agreement import LEVELS, ac1, alpha

A = [1, 1, 1, 0, 0, 1, 2, 0, 1, 1, 0, 1]
B = [1, 1, 1, 0, 1, 1, 2, 0, 1, 2, 0, 1]

# Three coders and fifteen units, the example that the package krippendorff documents.
THREE = [
    [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3],
    [1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None],
    [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4],
]


def units(coders):
    return list(zip(*coders, strict=True))


# What a reader may rely on -------------------------------------------------


def test_two_coders():
    assert round(alpha(units([A, B])).value, 3) == 0.714
    assert round(ac1(units([A, B])).value, 3) == 0.769


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.691), ("interval", 0.811)])
def test_three_coders_who_have_not_coded_everything(level, value):
    found = alpha(units(THREE), level)
    assert round(found.value, 3) == value
    assert found.low < found.value < found.high
    assert found.units == 12  # two were coded by nobody, one by one coder alone


def test_agreement_by_chance_is_nought_and_beyond_it_one():
    assert alpha(units([A, A])).value == ac1(units([A, A])).value == 1
    turned = units([["x", "y"], ["y", "x"]])
    assert alpha(turned).value == pytest.approx(-0.5)
    assert ac1(turned).value == pytest.approx(-1)


def test_nearly_all_alike_is_where_the_two_part():
    rare = units([["no"] * 98 + ["yes", "no"], ["no"] * 98 + ["no", "yes"]])
    assert alpha(rare).value < 0
    assert ac1(rare).value > 0.97


@pytest.mark.parametrize("coders", [[[1, 1], [1, 1]], [[1, None], [None, 1]], [[None], [None]], [[], []]])
def test_without_two_codes_that_differ_it_is_not_defined(coders):
    for found in (alpha(units(coders)), ac1(units(coders))):
        assert found[:3] == (None, None, None)


def test_an_interval_comes_from_the_seed_alone():
    first, again, other = (alpha(units([A, B]), seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.value == other.value
    assert (first.low, first.high) != (other.low, other.high)
    assert alpha(units([A, B]), resamples=0)[1:3] == (None, None)


def test_an_interval_of_more_units_is_narrower():
    few, many = (alpha(units([A * times, B * times])) for times in (2, 20))
    assert many.high - many.low < 0.5 * (few.high - few.low)
    assert many.value == pytest.approx(few.value, abs=0.02)


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (lambda: alpha([[1, 2]], "ratio"), "level 'ratio' is not one of: nominal, ordinal, interval"),
        (lambda: alpha([["npm", "1"]], "ordinal"), "code 'npm' is no number, and those of level 'ordinal' are"),
        (lambda: ac1([[1, 2]], resamples=10), "resamples 10 is neither 0 nor a number from 40"),
    ],
)
def test_a_wrong_request_says_what_is_wrong(of, said):
    with pytest.raises(og.RequestError, match=said):
        of()


# What holds for all codings -------------------------------------------------

CODINGS = st.lists(
    st.lists(st.none() | st.integers(-2, 3), min_size=3, max_size=3), min_size=2, max_size=20
)  # three coders


def slow_alpha(coded, level):
    """By its definition: every pair of codes within units, against every pair of all codes."""
    pairable = [[code for code in unit if code is not None] for unit in coded]
    pairable = [unit for unit in pairable if len(unit) > 1]
    codes = [code for unit in pairable for code in unit]

    def apart(one, other):
        if level == "nominal":
            return float(one != other)
        if level == "interval":
            return float((one - other) ** 2)
        low, high = sorted((one, other))
        between = sum(low <= code <= high for code in codes)
        return (between - (codes.count(one) + codes.count(other)) / 2) ** 2 if one != other else 0.0

    observed = sum(apart(*pair) / (len(unit) - 1) for unit in pairable for pair in permutations(unit, 2))
    expected = sum(apart(*pair) for pair in permutations(codes, 2)) / max(1, len(codes) - 1)
    return 1 - observed / expected if expected else None


def slow_ac1(coded):
    rated = [[code for code in unit if code is not None] for unit in coded]
    rated = [unit for unit in rated if unit]
    codes = {code for unit in rated for code in unit}
    twice = [unit for unit in rated if len(unit) > 1]
    if len(codes) < 2 or not twice:
        return None
    agreed = [sum(a == b for a, b in permutations(unit, 2)) / len(list(permutations(unit, 2))) for unit in twice]
    shares = [sum(unit.count(code) / len(unit) for unit in rated) / len(rated) for code in codes]
    chance = sum(share * (1 - share) for share in shares) / (len(codes) - 1)
    return (sum(agreed) / len(agreed) - chance) / (1 - chance)


@given(CODINGS)
def test_it_is_what_the_definitions_say(coded):
    for level in LEVELS:
        assert alpha(coded, level, resamples=0).value == pytest.approx(slow_alpha(coded, level), nan_ok=True)
    assert ac1(coded, resamples=0).value == pytest.approx(slow_ac1(coded))


@given(CODINGS, st.randoms())
def test_neither_the_order_of_units_nor_that_of_coders_counts(coded, chance):
    turned = [list(reversed(unit)) for unit in coded]
    chance.shuffle(turned)
    for level in LEVELS:
        assert alpha(turned, level, resamples=40) == alpha(coded, level, resamples=40)
    assert ac1(turned, resamples=40) == ac1(coded, resamples=40)


@given(CODINGS)
def test_names_are_only_names_and_intervals_only_distances(coded):
    renamed = [[None if code is None else f"code {-code}" for code in unit] for unit in coded]
    moved = [[None if code is None else 1000 + 3 * code for code in unit] for unit in coded]
    assert alpha(renamed, resamples=0).value == pytest.approx(alpha(coded, resamples=0).value)
    for level in ("ordinal", "interval"):
        found = alpha(moved, level, resamples=0).value
        assert found == pytest.approx(alpha(coded, level, resamples=0).value)


def test_it_is_what_the_package_krippendorff_gives():
    krippendorff = pytest.importorskip("krippendorff", reason="krippendorff is not installed")
    chance = random.Random(3)
    compared = 0
    for _ in range(100):
        coders = [[None if chance.random() < 0.2 else chance.randint(-2, 3) for _ in range(20)] for _ in range(4)]
        for level in LEVELS:
            data = [[float("nan") if code is None else code for code in coder] for coder in coders]
            value = krippendorff.alpha(data, level_of_measurement=level)
            assert alpha(units(coders), level, resamples=0).value == pytest.approx(value)
            compared += 1
    assert compared == 300
