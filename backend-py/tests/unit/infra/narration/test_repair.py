"""Mending broken JSON without making anything up."""

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outside import outside
from walkumentary.infra.narration.repair import repaired

OURS = [
    (
        '{"a": "He said "no" to her.", "b": [1]}',
        {"a": 'He said "no" to her.', "b": [1]},
    ),
    ("{'a': 'It\\'s one.', 'b': [0,]}", {"a": "It's one.", "b": [0]}),
    ('{a: "One.", b: true}', {"a": "One.", "b": True}),
    ('[{"a": 1.5} {"a": null}]', [{"a": 1.5}, {"a": None}]),
    ('```json\n{"a": "One."}\n```', {"a": "One."}),
    ('{"a": "Caf\\u00e9",}', {"a": "Café"}),
    ('{"a": "One."', None),
    ('{"a": "One. And', None),
    ('{"a": "One.}', None),
    ('{"a": "One.,"b": "Two."}', None),
    ('{"a": "One." and more}', None),
    ('{"a": 1 + 1}', None),
    ("Sure! Here is your tour.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "value"), OURS, ids=[text for text, _ in OURS])
def test_a_text_is_mended_only_where_it_is_certain(text: str, value: object) -> None:
    assert repaired(text) == value


def cases() -> list[dict[str, object]]:
    lines = outside("malformed_json/cases.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def words(text: str) -> list[str]:
    """Return the runs of letters and digits, escapes taken for what they stand for."""
    unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    return re.findall(r"\w+", re.sub(r"\\[nrtbf]", " ", unescaped))


def said(value: object) -> Iterator[str]:
    """Yield the words of a value: names, texts, numbers and the three constants."""
    if isinstance(value, dict):
        value = [part for item in value.items() for part in item]
    parts = value if isinstance(value, list) else []
    yield from (word for inner in parts for word in said(inner))
    if not isinstance(value, list):
        yield from words(value if isinstance(value, str) else json.dumps(value))


def test_of_recorded_breakages_none_is_mended_by_changing_a_word() -> None:
    wrong = [
        case["input"]
        for case in cases()
        if (value := repaired(str(case["input"]))) is not None
        and list(said(value)) != inner_words(str(case["input"]))
    ]

    assert wrong == []


def inner_words(text: str) -> list[str]:
    """Return the words between the first and the last bracket, fences left out."""
    return words(re.sub(r"```(?:json)?", " ", re.sub(r"\A[^{\[]*|[^}\]]*\Z", "", text)))


def test_of_recorded_breakages_a_good_part_is_mended_as_its_reference() -> None:
    broken = [case for case in cases() if not case["strict_json_valid"]]
    mended = [case for case in broken if repaired(str(case["input"])) is not None]
    agreeing = [case for case in mended if reference(case) == repaired(case_text(case))]

    assert len(mended) > 60
    assert len(agreeing) > 0.85 * len(mended)


def case_text(case: dict[str, object]) -> str:
    return str(case["input"])


def reference(case: dict[str, object]) -> object:
    repair = case.get("reference_repair")
    try:
        return json.loads(repair) if isinstance(repair, str) else repair
    except ValueError:
        return repair


@given(
    st.recursive(
        st.text("abc é1.,'\"\\\n", max_size=9) | st.integers() | st.none(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.text("ab", min_size=1), inner)
        ),
        max_leaves=6,
    ).filter(lambda value: isinstance(value, dict | list) and value)
)
def test_json_that_is_whole_stays_as_it_is_or_is_left(value: object) -> None:
    assert repaired(json.dumps(value)) in (value, None)
