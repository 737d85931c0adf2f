"""Rows kept as columns: arrays of equal length, one per attribute."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Masks = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """A base for dataclasses whose fields are all columns."""

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def only(self, rows: Ints) -> Self:
        """Return these rows, in this order."""
        return type(self)(
            **{field.name: getattr(self, field.name)[rows] for field in fields(self)}
        )

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the rows of all parts, one part after the other."""
        return cls(
            **{
                field.name: np.concatenate(
                    [getattr(part, field.name) for part in parts]
                )
                for field in fields(cls)
            }
        )


def segment_max(values: Floats, first: Ints) -> Floats:
    """Return the greatest value of each segment, minus infinity for empty ones.

    Args:
        values: the segments, one after the other.
        first: where each begins, and at last the number of values.
    """
    greatest = np.full(len(first) - 1, -np.inf)
    filled = first[1:] > first[:-1]
    greatest[filled] = np.maximum.reduceat(values, first[:-1][filled])
    return greatest
