"""The project's own labelled questions: both rankings together, and each alone."""

import math
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from uuid import UUID

import numpy as np
from pydantic import BaseModel

from bench.cities import City, cities
from bench.figures import Figure, MoreThan
from bench.ground import everything
from bench.processes import installation
from walkumentary.domain.shared.actor import Actor, ActorKind
from walkumentary.domain.shared.geo import Coordinates
from walkumentary.domain.shared.ids import UserId
from walkumentary.gateway.notes import NoteHit, NoteScope
from walkumentary.infra.embedding.lexical import NAME, LexicalEmbedder
from walkumentary.infra.postgres.embedded import embedded_server
from walkumentary.infra.postgres.engine import open_read_pool
from walkumentary.infra.postgres.migrations import APP_ROLE
from walkumentary.infra.postgres.notes_reader import PostgresNotesReader

FILE = Path(__file__).parents[1] / "tests" / "data" / "questions.toml"
TOP = 10
_RADIUS_M = 2_500.0
_NOWHERE_NEAR = 10_000
_ASKER = Actor(user_id=UserId(UUID(int=7)), kind=ActorKind.USER)


class _Question(BaseModel):
    city: str
    text: str
    notes: list[str]

    @property
    def answers(self) -> set[str]:
        """Source ids of the notes that answer it."""
        return {f"{self.city}/{note}" for note in self.notes}


class _Questions(BaseModel):
    question: list[_Question]


def _together(hit: NoteHit) -> float:
    return -hit.score


def _by_vector(hit: NoteHit) -> float:
    return hit.vector.rank if hit.vector else _NOWHERE_NEAR


def _by_text(hit: NoteHit) -> float:
    return hit.text.rank if hit.text else _NOWHERE_NEAR


_RANKINGS: Mapping[str, Callable[[NoteHit], float]] = {
    "hybrid": _together,
    "vectors": _by_vector,
    "text": _by_text,
}


async def labelled() -> tuple[Figure, ...]:
    """Ask every question in its city and judge the three rankings."""
    asked = _Questions.model_validate(tomllib.loads(FILE.read_text())).question
    centres = {city.key: city for city in cities()}
    gains: dict[str, list[float]] = {name: [] for name in _RANKINGS}
    async with installation() as install:
        await everything(install, {"NARRATOR": "notes", "SPEECH": "espeak"})
        with embedded_server(install.data_dir / "postgres") as server:
            url = server.url(user=APP_ROLE)
            async with open_read_pool(url, size=2) as pool:
                reader = PostgresNotesReader(pool, embedder=NAME)
                for question in asked:
                    hits = await _hits(reader, question, centres[question.city])
                    _judge(gains, hits, question.answers)
    return _figures({name: float(np.mean(each)) for name, each in gains.items()})


async def _hits(
    reader: PostgresNotesReader, question: _Question, city: City
) -> Sequence[NoteHit]:
    [vector] = await LexicalEmbedder().embed([question.text])
    centre = Coordinates(city.latitude_deg, city.longitude_deg)
    scope = NoteScope(centre=centre, radius_m=_RADIUS_M, language="en")
    return await reader.search(
        question.text, vector, actor=_ASKER, scope=scope, limit=_NOWHERE_NEAR
    )


def _judge(
    gains: dict[str, list[float]], hits: Sequence[NoteHit], answers: set[str]
) -> None:
    for name, ranking in _RANKINGS.items():
        best = sorted(hits, key=ranking)[:TOP]
        gain = _ndcg([hit.note.source_id in answers for hit in best], len(answers))
        gains[name].append(gain)


def _ndcg(right: Sequence[bool], answers: int) -> float:
    ideal = _dcg([True] * min(TOP, answers))
    return _dcg(right) / ideal


def _dcg(right: Sequence[bool]) -> float:
    return sum(one / math.log2(rank + 1) for rank, one in enumerate(right, start=1))


def _figures(means: Mapping[str, float]) -> tuple[Figure, ...]:
    alone = max(means["vectors"], means["text"])
    ndcg = ", ".join(f"{name} {mean:.3f}" for name, mean in means.items())
    return (
        Figure(
            name="hybrid ÷ the better arm alone",
            formula=f"mean nDCG@{TOP} of the fused ranking ÷ that of vectors or of "
            "text alone, on the same relevant notes",
            values=(means["hybrid"] / alone,),
            size="labelled questions on the starter notes, each in its city",
            goal=MoreThan(1.0),
            remark=f"nDCG@{TOP}: {ndcg}.",
        ),
    )
