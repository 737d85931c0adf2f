"""How a tour's frame is said: the welcome, estimated directions, the farewell.

One entry per language; a translator adds one. Names stand where no language has to
bend them. Languages without an entry are framed in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from walkumentary.domain.shared.languages import primary


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingPhrases:
    """One language.

    ``compass`` begins in the north and goes by the clock; ``sides`` begin straight
    ahead and do likewise. ``minutes`` are one, and several. ``ear`` and ``look_for``
    are "" where interests, or what to look for, have no words in the language.
    """

    compass: tuple[str, ...]
    sides: tuple[str, ...]
    minutes: tuple[str, str]
    walk: str
    here: str
    around: str
    passing: str
    way_back: str
    welcome: str
    through: str
    ends: str
    goes_on: str
    thanks: str
    ear: str = ""
    look_for: str = ""
    numbers: tuple[str, ...] = ()


_ENGLISH = FramingPhrases(
    compass=(
        "to the north", "to the north-east", "to the east", "to the south-east",
        "to the south", "to the south-west", "to the west", "to the north-west",
    ),
    sides=(
        "straight ahead", "ahead and to your right", "to your right",
        "back and to your right", "back the way you came", "back and to your left",
        "to your left", "ahead and to your left",
    ),
    minutes=("one minute", "{n} minutes"),
    walk="Walk {direction} for {time}, about {metres} metres, to {name}.",
    here="You are standing at {name} now.",
    around="From here, {name} is in view.",
    passing="On the way, {name} comes into view.",
    way_back=(
        "From this last stop it is {time}, about {metres} metres, to the end of the "
        "walk."
    ),
    welcome="Welcome to this walk{through}, from {first} to {last}{ear}.",
    through=" through {city}",
    ends="The walk ends at {last}",
    goes_on="{last} is the last stop",
    thanks=(
        ", so thank you for walking and listening, and enjoy the streets around you."
    ),
    ear=", with an ear for {topics}",
    look_for="Look for {what}.",
    numbers=(
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen", "twenty",
    ),
)  # fmt: skip

PHRASES: Mapping[str, FramingPhrases] = {
    "en": _ENGLISH,
    "de": FramingPhrases(
        compass=(
            "nach Norden", "nach Nordosten", "nach Osten", "nach Südosten",
            "nach Süden", "nach Südwesten", "nach Westen", "nach Nordwesten",
        ),
        sides=(
            "geradeaus", "schräg nach rechts", "nach rechts",
            "schräg zurück nach rechts", "den Weg zurück",
            "schräg zurück nach links", "nach links", "schräg nach links",
        ),
        minutes=("eine Minute", "{n} Minuten"),
        walk="Ihr nächster Halt ist {name}: gehen Sie {direction}, etwa {metres} "
        "Meter, {time}.",
        here="Sie stehen jetzt hier: {name}.",
        around="Von hier ist {name} zu sehen.",
        passing="Unterwegs kommt {name} in Sicht.",
        way_back="Von diesem letzten Halt bis zum Ende des Rundgangs: {time}, etwa "
        "{metres} Meter.",
        welcome="Willkommen zu diesem Rundgang{through}: der erste Halt ist {first}, "
        "der letzte {last}.",
        through=" durch {city}",
        ends="Der Rundgang endet hier, {last}",
        goes_on="{last} ist der letzte Halt",
        thanks="; danke fürs Mitgehen und Zuhören, und viel Freude in den Straßen "
        "ringsum.",
    ),
    "fr": FramingPhrases(
        compass=(
            "vers le nord", "vers le nord-est", "vers l’est", "vers le sud-est",
            "vers le sud", "vers le sud-ouest", "vers l’ouest", "vers le nord-ouest",
        ),
        sides=(
            "tout droit", "en avant à droite", "à droite", "en arrière à droite",
            "en revenant sur vos pas", "en arrière à gauche", "à gauche",
            "en avant à gauche",
        ),
        minutes=("une minute", "{n} minutes"),
        walk="Votre prochaine étape est {name} : marchez {direction}, environ {metres} "
        "mètres, {time}.",
        here="Vous êtes maintenant devant {name}.",
        around="D’ici, on aperçoit {name}.",
        passing="En chemin, vous apercevrez {name}.",
        way_back="De cette dernière étape à la fin de la promenade : {time}, environ "
        "{metres} mètres.",
        welcome="Bienvenue dans cette promenade{through} : la première étape est "
        "{first}, la dernière {last}.",
        through=" à travers {city}",
        ends="La promenade s’achève ici, {last}",
        goes_on="{last} est la dernière étape",
        thanks=" ; merci d’avoir marché et écouté, et profitez bien des rues alentour.",
    ),
    "es": FramingPhrases(
        compass=(
            "hacia el norte", "hacia el noreste", "hacia el este", "hacia el sureste",
            "hacia el sur", "hacia el suroeste", "hacia el oeste", "hacia el noroeste",
        ),
        sides=(
            "todo recto", "hacia delante y a la derecha", "a la derecha",
            "hacia atrás y a la derecha", "por donde ha venido",
            "hacia atrás y a la izquierda", "a la izquierda",
            "hacia delante y a la izquierda",
        ),
        minutes=("un minuto", "{n} minutos"),
        walk="Su próxima parada es {name}: camine {direction}, unos {metres} metros, "
        "{time}.",
        here="Ahora está ante {name}.",
        around="Desde aquí se ve {name}.",
        passing="Por el camino aparece {name}.",
        way_back="Desde esta última parada hasta el final del paseo: {time}, unos "
        "{metres} metros.",
        welcome="Bienvenido a este paseo{through}: la primera parada es {first} y la "
        "última, {last}.",
        through=" por {city}",
        ends="El paseo termina aquí, {last}",
        goes_on="{last} es la última parada",
        thanks="; gracias por caminar y escuchar, y disfrute de las calles de "
        "alrededor.",
    ),
    "it": FramingPhrases(
        compass=(
            "verso nord", "verso nord-est", "verso est", "verso sud-est",
            "verso sud", "verso sud-ovest", "verso ovest", "verso nord-ovest",
        ),
        sides=(
            "sempre dritto", "avanti a destra", "a destra", "indietro a destra",
            "tornando sui suoi passi", "indietro a sinistra", "a sinistra",
            "avanti a sinistra",
        ),
        minutes=("un minuto", "{n} minuti"),
        walk="La prossima tappa è {name}: cammini {direction}, circa {metres} metri, "
        "{time}.",
        here="Ora si trova davanti a {name}.",
        around="Da qui si vede {name}.",
        passing="Lungo il cammino appare {name}.",
        way_back="Da quest’ultima tappa alla fine della passeggiata: {time}, circa "
        "{metres} metri.",
        welcome="Benvenuti a questa passeggiata{through}: la prima tappa è {first}, "
        "l’ultima {last}.",
        through=" per {city}",
        ends="La passeggiata finisce qui, {last}",
        goes_on="{last} è l’ultima tappa",
        thanks="; grazie per aver camminato e ascoltato, e buon proseguimento per le "
        "strade intorno.",
    ),
    "nl": FramingPhrases(
        compass=(
            "naar het noorden", "naar het noordoosten", "naar het oosten",
            "naar het zuidoosten", "naar het zuiden", "naar het zuidwesten",
            "naar het westen", "naar het noordwesten",
        ),
        sides=(
            "rechtdoor", "schuin naar rechts", "naar rechts",
            "schuin terug naar rechts", "terug zoals u gekomen bent",
            "schuin terug naar links", "naar links", "schuin naar links",
        ),
        minutes=("een minuut", "{n} minuten"),
        walk="Uw volgende halte is {name}: loop {direction}, ongeveer {metres} meter, "
        "{time}.",
        here="U staat nu bij {name}.",
        around="Van hier is {name} te zien.",
        passing="Onderweg komt {name} in zicht.",
        way_back="Van deze laatste halte naar het einde van de wandeling: {time}, "
        "ongeveer {metres} meter.",
        welcome="Welkom bij deze wandeling{through}: de eerste halte is {first}, de "
        "laatste {last}.",
        through=" door {city}",
        ends="De wandeling eindigt hier, {last}",
        goes_on="{last} is de laatste halte",
        thanks="; bedankt voor het meelopen en luisteren, en geniet van de straten om "
        "u heen.",
    ),
}  # fmt: skip


def phrases_of(language: str) -> FramingPhrases:
    """Return how the language is framed."""
    return PHRASES.get(primary(language), _ENGLISH)
