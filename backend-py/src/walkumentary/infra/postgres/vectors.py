"""Embeddings as PostgreSQL reads them."""

from walkumentary.gateway.notes import Vector


def halfvec_text(vector: Vector) -> str:
    """Return the vector as a ``halfvec`` literal."""
    return "[" + ",".join(map(str, vector.tolist())) + "]"
