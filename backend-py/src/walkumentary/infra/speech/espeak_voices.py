"""The voices espeak-ng brings, read from its voice files without loading the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from walkumentary.domain.shared.errors import FieldProblem, GatewayUnavailable
from walkumentary.gateway.speech import Voice, VoiceNotAvailable

PROVIDER = "espeak-ng"
ENGINE_VERSION = "1.52.0"
"""Of the wheel that requirements.lock names; part of the key of stored audio."""

WORDS_PER_S: Mapping[str, float] = {
    "en": 2.82,
    "en-us": 2.78,
    "en-gb-scotland": 2.89,
    "de": 2.26,
    "es": 2.53,
    "fr": 2.81,
    "it": 2.25,
    "nl": 2.55,
    "pl": 1.99,
    "pt": 2.40,
    "pt-br": 2.34,
    "sv": 2.13,
}
"""Written words per second at speed 1, by voice id or the start of one.

Source: English measured with espeak-ng 1.52.0 on every third sentence of the starter
notes, pauses included; one city differs from another by up to 3 %. The others on one
piece of narration in all these languages (tests/integration/speech/prose.py), times
0.835: what English needs less of on that piece, which has no names and no numbers.
"""
OTHER_WORDS_PER_S = 2.3
"""A guess, for languages without a measurement."""
_DEFAULT_PRIORITY = 5
_HOW_TO_INSTALL = (
    "The espeak-ng voices are not installed: pip install 'walkumentary[espeak]'."
)


@dataclass(frozen=True, slots=True)
class EspeakVoice:
    """A voice, its file below the engine's ``lang`` folder, and whom it may speak for.

    ``priorities`` maps language tags to a rank among the voices for that tag, 1 first.
    """

    voice: Voice
    file: str
    dictionary: str
    priorities: Mapping[str, int]


def find(*, language: str, voice_id: str | None) -> EspeakVoice:
    """Return the named voice, or the default one for the language.

    Raises:
        VoiceNotAvailable: unknown, or it does not speak the language.
        GatewayUnavailable: the optional extra is not installed.
    """
    speaking = speaking_voices(language)
    if not speaking:
        raise _refused("/language", f"No voice of espeak-ng speaks {language!r}.")
    by_id = {one.voice.id: one for one in speaking}
    wanted = (voice_id or speaking[0].voice.id).casefold()
    if wanted not in by_id:
        raise _refused(
            "/voice",
            f"No voice {voice_id!r} for {language!r}; there are {_listed(by_id)}.",
        )
    return by_id[wanted]


def file_of(voice: Voice) -> str:
    """Return the engine's name for a voice of this catalogue.

    Raises:
        VoiceNotAvailable: it is another provider's.
        GatewayUnavailable: the optional extra is not installed.
    """
    files = {one.voice.id: one.file for one in _installed(_lang_folder())}
    if voice.provider != PROVIDER or voice.id not in files:
        raise _refused("/voice", f"{voice.id!r} is no voice of espeak-ng.")
    return files[voice.id]


def speaking_voices(language: str) -> Sequence[EspeakVoice]:
    """Return the voices for a language, best first.

    ``en-AU``, for which there is none, is answered with those for ``en``.
    """
    installed = _installed(_lang_folder())
    for tag in _widening(language.casefold()):
        speaking = [one for one in installed if tag in one.priorities]
        if speaking:
            return sorted(speaking, key=lambda one: (one.priorities[tag], one.voice.id))
    return ()


def languages() -> Sequence[str]:
    """Return the primary tags that a voice stands for, in their order.

    Raises:
        GatewayUnavailable: the optional extra is not installed.
    """
    tags = {tag for one in _installed(_lang_folder()) for tag in one.priorities}
    return sorted(tag for tag in tags if "-" not in tag)


def _widening(tag: str) -> Sequence[str]:
    parts = tag.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _refused(pointer: str, detail: str) -> VoiceNotAvailable:
    return VoiceNotAvailable(detail, fields=[FieldProblem(pointer, detail)])


def _listed(by_id: Mapping[str, EspeakVoice]) -> str:
    return ", ".join(by_id)


def _lang_folder() -> Path:
    loader = find_spec("espeakng_loader")
    if loader is None or loader.origin is None:
        raise GatewayUnavailable(_HOW_TO_INSTALL)
    return Path(loader.origin).parent / "espeak-ng-data" / "lang"


@cache
def _installed(folder: Path) -> Sequence[EspeakVoice]:
    """Return every voice that can speak; without a dictionary it would be mute.

    Of two files with the same id the one with the shorter name stays.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    described = [_described(path, folder) for path in reversed(files)]
    dictionaries = {path.name for path in folder.parent.glob("*_dict")}
    speaking = [one for one in described if one.dictionary in dictionaries]
    return tuple({one.voice.id: one for one in speaking}.values())


def _described(path: Path, folder: Path) -> EspeakVoice:
    """Read one voice file: lines of ``language <tag> <priority>`` among others."""
    lines = [line.split() for line in path.read_text("utf-8").casefold().splitlines()]
    tags = [words[1:] for words in lines if words[:1] == ["language"]]
    dictionaries = [words[1] for words in lines if words[:1] == ["dictionary"]]
    identity = tags[0][0]
    language = identity.partition("-")[0]
    return EspeakVoice(
        voice=Voice(
            id=identity,
            provider=PROVIDER,
            model=ENGINE_VERSION,
            language=language,
            words_per_s=_words_per_s(identity),
        ),
        file=path.relative_to(folder).as_posix(),
        dictionary=f"{[*dictionaries, language][0]}_dict",
        priorities={tag: _priority(rest) for tag, *rest in tags},
    )


def _priority(rest: Sequence[str]) -> int:
    return int(rest[0]) if rest else _DEFAULT_PRIORITY


def _words_per_s(identity: str) -> float:
    known = [WORDS_PER_S[tag] for tag in _widening(identity) if tag in WORDS_PER_S]
    return known[0] if known else OTHER_WORDS_PER_S
