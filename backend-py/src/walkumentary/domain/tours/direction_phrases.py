"""How directions are said, in the languages they are composed in."""

from collections.abc import Mapping
from dataclasses import dataclass

from walkumentary.domain.tours.manoeuvres import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One language.

    ``compass`` begins in the north and goes by the clock; ``turns`` are said after
    ``then``; ``sides`` say where the stop is on arrival: ahead, right, behind, left;
    ``look_for`` is "" where no notes are written in the language.
    """

    compass: tuple[str, ...]
    walk: str
    along: str
    mostly: str
    then: str
    turns: Mapping[Turn, str]
    into: str
    go_on: str
    minutes: tuple[str, str]
    sides: tuple[str, str, str, str]
    reach: str
    here: str
    passing: str
    look_for: str = ""


def _turns(*said: str) -> Mapping[Turn, str]:
    return dict(zip(_SAID, said, strict=True))


_SAID = (
    Turn.STRAIGHT,
    Turn.SLIGHT_RIGHT, Turn.RIGHT, Turn.SHARP_RIGHT, Turn.BACK,
    Turn.SHARP_LEFT, Turn.LEFT, Turn.SLIGHT_LEFT,
    Turn.STAIRS, Turn.ESCALATOR, Turn.LIFT,
)  # fmt: skip

PHRASES: Mapping[str, Phrases] = {
    "en": Phrases(
        compass=(
            "north", "north-east", "east", "south-east",
            "south", "south-west", "west", "north-west",
        ),
        walk="Walk {compass}{along} for about {metres} metres",
        along=" along {street}",
        mostly=", mostly along {street}",
        then="then",
        turns=_turns(
            "go straight on",
            "bear right", "turn right", "turn sharp right", "turn around",
            "turn sharp left", "turn left", "bear left",
            "take the steps", "take the escalator", "take the lift",
        ),
        into=" into {street}",
        go_on=" for about {metres} metres",
        minutes=("one minute", "{n} minutes"),
        sides=(
            "After {time}, {name} is straight ahead.",
            "After {time}, {name} is on your right.",
            "After {time}, {name} is just behind you.",
            "After {time}, {name} is on your left.",
        ),
        reach="After {time}, you reach {name}.",
        here="You are standing at {name} now.",
        passing="On the way, {name} comes into view.",
        look_for="Look for {what}.",
    ),
    "de": Phrases(
        compass=(
            "Norden", "Nordosten", "Osten", "Südosten",
            "Süden", "Südwesten", "Westen", "Nordwesten",
        ),
        walk="Gehen Sie{along} etwa {metres} Meter nach {compass}",
        along=" auf {street}",
        mostly=", meist auf {street}",
        then="dann",
        turns=_turns(
            "geradeaus",
            "halb rechts", "rechts", "scharf rechts", "zurück",
            "scharf links", "links", "halb links",
            "über die Treppe", "über die Rolltreppe", "mit dem Aufzug",
        ),
        into=" auf {street}",
        go_on=", etwa {metres} Meter",
        minutes=("einer Minute", "{n} Minuten"),
        sides=(
            "Nach {time} liegt {name} direkt vor Ihnen.",
            "Nach {time} liegt {name} rechts von Ihnen.",
            "Nach {time} liegt {name} gleich hinter Ihnen.",
            "Nach {time} liegt {name} links von Ihnen.",
        ),
        reach="Nach {time} erreichen Sie {name}.",
        here="Hier ist {name}.",
        passing="Unterwegs sehen Sie {name}.",
    ),
    "fr": Phrases(
        compass=(
            "le nord", "le nord-est", "l’est", "le sud-est",
            "le sud", "le sud-ouest", "l’ouest", "le nord-ouest",
        ),
        walk="Marchez vers {compass}{along} sur environ {metres} mètres",
        along=" par {street}",
        mostly=", surtout par {street}",
        then="puis",
        turns=_turns(
            "continuez tout droit",
            "prenez légèrement à droite", "tournez à droite",
            "tournez franchement à droite", "faites demi-tour",
            "tournez franchement à gauche", "tournez à gauche",
            "prenez légèrement à gauche",
            "prenez l’escalier", "prenez l’escalier mécanique", "prenez l’ascenseur",
        ),
        into=" par {street}",
        go_on=" sur environ {metres} mètres",
        minutes=("une minute", "{n} minutes"),
        sides=(
            "Après {time}, {name} est droit devant vous.",
            "Après {time}, {name} est sur votre droite.",
            "Après {time}, {name} est juste derrière vous.",
            "Après {time}, {name} est sur votre gauche.",
        ),
        reach="Après {time}, vous atteignez {name}.",
        here="Vous voici devant {name}.",
        passing="En chemin, vous apercevez {name}.",
    ),
    "es": Phrases(
        compass=(
            "el norte", "el noreste", "el este", "el sureste",
            "el sur", "el suroeste", "el oeste", "el noroeste",
        ),
        walk="Camine hacia {compass}{along} unos {metres} metros",
        along=" por {street}",
        mostly=", sobre todo por {street}",
        then="luego",
        turns=_turns(
            "siga recto",
            "siga ligeramente a la derecha", "gire a la derecha",
            "gire del todo a la derecha", "dé la vuelta",
            "gire del todo a la izquierda", "gire a la izquierda",
            "siga ligeramente a la izquierda",
            "tome las escaleras", "tome la escalera mecánica", "tome el ascensor",
        ),
        into=" por {street}",
        go_on=" unos {metres} metros",
        minutes=("un minuto", "{n} minutos"),
        sides=(
            "Tras {time}, {name} queda justo enfrente.",
            "Tras {time}, {name} queda a su derecha.",
            "Tras {time}, {name} queda justo detrás.",
            "Tras {time}, {name} queda a su izquierda.",
        ),
        reach="Tras {time}, llega a {name}.",
        here="Aquí está {name}.",
        passing="Por el camino se ve {name}.",
    ),
    "it": Phrases(
        compass=(
            "nord", "nord-est", "est", "sud-est",
            "sud", "sud-ovest", "ovest", "nord-ovest",
        ),
        walk="Cammini verso {compass}{along} per circa {metres} metri",
        along=" lungo {street}",
        mostly=", soprattutto lungo {street}",
        then="poi",
        turns=_turns(
            "prosegua dritto",
            "tenga la destra", "giri a destra", "giri del tutto a destra",
            "torni indietro",
            "giri del tutto a sinistra", "giri a sinistra", "tenga la sinistra",
            "prenda le scale", "prenda la scala mobile", "prenda l’ascensore",
        ),
        into=" in {street}",
        go_on=" per circa {metres} metri",
        minutes=("un minuto", "{n} minuti"),
        sides=(
            "Dopo {time}, {name} è proprio davanti a Lei.",
            "Dopo {time}, {name} è alla Sua destra.",
            "Dopo {time}, {name} è appena dietro di Lei.",
            "Dopo {time}, {name} è alla Sua sinistra.",
        ),
        reach="Dopo {time}, raggiunge {name}.",
        here="Qui c’è {name}.",
        passing="Lungo la strada si vede {name}.",
    ),
    "nl": Phrases(
        compass=(
            "noorden", "noordoosten", "oosten", "zuidoosten",
            "zuiden", "zuidwesten", "westen", "noordwesten",
        ),
        walk="Loop{along} ongeveer {metres} meter naar het {compass}",
        along=" over {street}",
        mostly=", vooral over {street}",
        then="dan",
        turns=_turns(
            "rechtdoor",
            "schuin rechts", "rechtsaf", "scherp rechts", "terug",
            "scherp links", "linksaf", "schuin links",
            "over de trap", "met de roltrap", "met de lift",
        ),
        into=" over {street}",
        go_on=", ongeveer {metres} meter",
        minutes=("een minuut", "{n} minuten"),
        sides=(
            "Na {time} ligt {name} recht voor u.",
            "Na {time} ligt {name} rechts van u.",
            "Na {time} ligt {name} net achter u.",
            "Na {time} ligt {name} links van u.",
        ),
        reach="Na {time} bereikt u {name}.",
        here="Hier is {name}.",
        passing="Onderweg ziet u {name}.",
    ),
}  # fmt: skip
