"""Strategies, presets and custom configurations."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkumentary.domain.ops.resilience import (
    CRITICAL,
    PRESETS,
    STRATEGIES,
    Operation,
    ResilienceInvalid,
    configured,
)


@pytest.mark.parametrize(
    ("name", "attempts", "backoff_s", "total_s"),
    [
        ("aggressive", 2, (0.5, 5), 10),
        ("balanced", 3, (1, 10), 30),
        ("conservative", 5, (2, 30), 120),
        ("critical", 7, (1.5, 60), 300),
    ],
)
def test_strategies_are_those_of_the_specification(
    name: str, attempts: int, backoff_s: tuple[float, float], total_s: float
) -> None:
    one = STRATEGIES[name]

    assert (one.attempts, one.total_s) == (attempts, total_s)
    assert (one.backoff_s, one.longest_backoff_s) == backoff_s


@pytest.mark.parametrize(
    ("name", "attempts", "to_open", "recovery_s", "strategy"),
    [
        ("simple", 3, 5, 60, "balanced"),
        ("development", 2, 3, 30, "aggressive"),
        ("production", 5, 10, 120, "conservative"),
    ],
)
def test_presets_are_those_of_the_specification(
    name: str, attempts: int, to_open: int, recovery_s: float, strategy: str
) -> None:
    preset = configured(name)

    assert preset.strategy == STRATEGIES[strategy]
    assert preset.strategy.attempts == attempts
    assert (preset.failures_to_open, preset.recovery_s) == (to_open, recovery_s)


def test_production_is_patient_with_conversation_and_brief_with_sentiment() -> None:
    patience = configured("production").strategy_for

    assert patience(Operation.CHAT) == patience(Operation.ANSWER) == CRITICAL
    assert patience(Operation.SENTIMENT).name == "aggressive"
    assert patience(Operation.NARRATE).name == "conservative"


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_nobody_waits_long_for_an_answer_in_an_open_request(preset: str) -> None:
    waited_for = [Operation.EMBED, Operation.LOOK, Operation.GEOCODE, Operation.ROUTE]

    totals = {configured(preset).strategy_for(one).total_s for one in waited_for}

    assert totals == {10.0}


@given(
    st.sampled_from(sorted(STRATEGIES)),
    st.integers(1, 10_000),
    st.floats(0, 1, exclude_max=True),
)
def test_pauses_lie_between_nothing_and_the_longest(
    name: str, failures: int, luck: float
) -> None:
    strategy = STRATEGIES[name]

    pause_s = strategy.pause_s(failures=failures, luck=luck)

    assert 0 <= pause_s <= strategy.longest_backoff_s
    assert pause_s <= strategy.backoff_s * 2.0 ** (failures - 1 if failures < 9 else 9)


def test_the_longest_pause_doubles_until_it_is_long_enough() -> None:
    balanced = STRATEGIES["balanced"]

    pauses = [balanced.pause_s(failures=n, luck=1.0) for n in range(1, 7)]

    assert pauses == [1, 2, 4, 8, 10, 10]


def test_a_custom_configuration_changes_a_preset() -> None:
    custom = {
        "retry_attempts": 4,
        "circuit_breaker_threshold": 7,
        "recovery_timeout": 15,
        "default_strategy": "critical",
        "operation_overrides": {"speak": "aggressive"},
    }

    made = configured("simple", json.dumps(custom))

    assert (made.failures_to_open, made.recovery_s) == (7, 15.0)
    assert made.strategy_for(Operation.NARRATE).total_s == CRITICAL.total_s
    assert made.strategy_for(Operation.SPEAK).total_s == 10
    assert {made.strategy_for(one).attempts for one in Operation} == {4}


def test_what_a_custom_configuration_leaves_out_is_the_presets() -> None:
    assert configured("production", "{}") == PRESETS["production"]


@pytest.mark.parametrize(
    ("custom", "pointer"),
    [
        ('{"retry_attempts": 0}', "/retry_attempts"),
        ('{"retry_attempts": 11}', "/retry_attempts"),
        ('{"retry_attempts": true}', "/retry_attempts"),
        ('{"retry_attempts": 2.5}', "/retry_attempts"),
        ('{"circuit_breaker_threshold": 51}', "/circuit_breaker_threshold"),
        ('{"recovery_timeout": "60"}', "/recovery_timeout"),
        ('{"default_strategy": "hopeful"}', "/default_strategy"),
        ('{"default_strategy": []}', "/default_strategy"),
        ('{"operation_overrides": {"sing": "critical"}}', "/operation_overrides"),
        ('{"operation_overrides": {"speak": {}}}', "/operation_overrides"),
        ('{"operation_overrides": []}', "/operation_overrides"),
        ('{"atempts": 3}', "/atempts"),
        ("[]", ""),
        ("{", ""),
    ],
)
def test_what_is_wrong_is_named(custom: str, pointer: str) -> None:
    with pytest.raises(ResilienceInvalid) as refusal:
        configured("simple", custom)

    assert [field.pointer for field in refusal.value.fields] == [pointer]


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(ResilienceInvalid) as refusal:
        configured("simple", '{"retry_attempts": 0, "recovery_timeout": 0}')

    assert len(refusal.value.fields) == 2


def test_an_unknown_preset_names_those_there_are() -> None:
    with pytest.raises(ResilienceInvalid, match="simple, development, production"):
        configured("complex")
