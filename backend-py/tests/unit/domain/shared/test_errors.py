"""Errors say what went wrong, field by field, and when to come back."""

from walkumentary.domain.shared.errors import (
    AppError,
    FieldProblem,
    GatewayUnavailable,
    Invalid,
)


def test_an_error_is_its_sentence() -> None:
    assert str(AppError("The palace is closed.")) == "The palace is closed."


def test_an_error_names_the_fields_that_are_wrong() -> None:
    problem = FieldProblem("/speed", "too fast")

    assert Invalid("No.", fields=[problem]).fields == (problem,)


def test_a_failure_that_may_pass_says_when() -> None:
    error = GatewayUnavailable("Down.", retry_after_s=3)

    assert (error.retry_after_s, error.fields) == (3, ())
