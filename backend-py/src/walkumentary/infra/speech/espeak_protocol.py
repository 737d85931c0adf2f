"""What is said between the application and an espeak-ng child process.

The child greets with its engine's version; then every order gets one reply.
"""

from dataclasses import dataclass
from typing import Self

from walkumentary.domain.shared.errors import GatewayRefused
from walkumentary.domain.tours.audio import Frames

SPOKEN, REFUSED = b"s", b"r"

_SEPARATOR = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One sentence for the engine, in the engine's own terms.

    Args:
        voice_file: below the engine's ``lang`` folder, such as ``gmw/en``.
        rate_wpm: the engine's nominal words per minute, 80 to 450.
        word_gap: extra pause between words, in the engine's units.
        speed: the speed asked for, which scales the pause after the sentence.
        text: in spoken form.
    """

    voice_file: str
    rate_wpm: int
    word_gap: int
    speed: float
    text: str

    def packed(self) -> bytes:
        """Return the body of the message."""
        settings = (self.voice_file, self.rate_wpm, self.word_gap, self.speed)
        text = self.text.replace(_SEPARATOR, " ")
        return _SEPARATOR.join([*map(str, settings), text]).encode(errors="replace")

    @classmethod
    def unpacked(cls, body: bytes) -> Self:
        """Read the body of a message."""
        voice_file, rate_wpm, word_gap, speed, text = body.decode().split(_SEPARATOR)
        return cls(
            voice_file=voice_file,
            rate_wpm=int(rate_wpm),
            word_gap=int(word_gap),
            speed=float(speed),
            text=text,
        )


def frames(reply: bytes) -> Frames:
    """Return the frames a reply carries.

    Raises:
        GatewayRefused: the reply says why there are none.
    """
    kind, content = reply[:1], reply[1:]
    if kind == REFUSED:
        raise GatewayRefused(content.decode())
    return Frames(content)
