"""Connective phrases of the ``notes`` writer: they open a theme and claim nothing.

No phrase holds a name or a number, so none needs a note behind it.
"""

from collections.abc import Mapping

type Phrases = Mapping[str, tuple[str, ...]]

_CONVERSATIONAL: Phrases = {
    "historical": (
        "A little history now.",
        "Step back in time for a moment.",
        "The past is never far away here.",
    ),
    "architectural": (
        "Let your eyes travel over the stones.",
        "Look at how all this was put together.",
        "The builders deserve a closer look.",
    ),
    "cultural": (
        "There is a cultural side to this as well.",
        "People have made more of this place than its walls.",
        "A word about the life of the city.",
    ),
    "culinary": (
        "Now for something to whet the appetite.",
        "A word about food and drink.",
        "Think of your stomach for a moment.",
    ),
    "artistic": (
        "Now for the art.",
        "Artists have left their mark on this spot.",
        "Look with a painter's eye for a moment.",
    ),
    "natural": (
        "Nature has a say here too.",
        "Look up and around you for a moment.",
        "Stone is not all there is to notice.",
    ),
    "evening": (
        "Think of the later hours for a moment.",
        "When evening comes, the mood changes.",
        "A word about the end of the day.",
    ),
    "local": (
        "A word about the people here.",
        "Behind it all are those who live with the place.",
        "Everyday life has its own story.",
    ),
    "legends": (
        "And of course there are stories.",
        "Not everything people tell is in the archives.",
        "Here is a tale to carry with you.",
    ),
    "science": (
        "There is some science in this as well.",
        "Now for the curious mind.",
        "A question of how things work.",
    ),
    "literary": (
        "Readers and writers know this place too.",
        "Now for a page of literature.",
        "Words have been at home here.",
    ),
    "religious": (
        "Faith has shaped this place.",
        "There is a spiritual side to it.",
        "Lower your voice for a moment.",
    ),
}
_SCHOLARLY: Phrases = {
    "historical": ("On the history of the site.", "The record says the following."),
    "architectural": ("On the architecture.", "A note on form and structure."),
    "cultural": ("On its place in culture.", "A remark on cultural life."),
    "culinary": ("On food and trade.", "A remark on the table."),
    "artistic": ("On the works of art.", "A remark on the arts."),
    "natural": ("On nature and setting.", "A remark on the natural setting."),
    "evening": ("On the place by night.", "A remark on the evening."),
    "local": ("On local life.", "A remark on daily use."),
    "legends": ("On the traditions told.", "Tradition adds the following."),
    "science": ("On science and technique.", "A remark on method."),
    "literary": ("On its place in letters.", "A remark on literature."),
    "religious": ("On religious life.", "A remark on faith and worship."),
}
_STORYTELLING: Phrases = {
    "historical": ("Our story goes further back.", "Long before us, it was like this."),
    "architectural": ("And so they built.", "Every stone has its part in the tale."),
    "cultural": ("The story has its players.", "A whole city joins in the tale."),
    "culinary": ("No good story goes without a meal.", "The tale turns to the table."),
    "artistic": ("Then the artists come in.", "The story is told in images too."),
    "natural": ("The setting plays its part.", "Listen to what is around the walls."),
    "evening": ("Then evening comes.", "Every story has its evening."),
    "local": ("Ordinary days belong to the story.", "See who lives in this tale."),
    "legends": ("Come closer for this one.", "And then people began to whisper."),
    "science": ("Some heroes wondered how things work.", "Curiosity enters the tale."),
    "literary": ("Others have told of it before us.", "The story found its writers."),
    "religious": ("And there were those who prayed.", "The tale grows quiet here."),
}
_DRAMATIC: Phrases = {
    "historical": ("Then history struck.", "Nothing stayed as it was."),
    "architectural": ("Look up.", "See what they dared to build."),
    "cultural": ("The stage is set.", "Hear the city speak."),
    "culinary": ("Smell the air.", "Hunger has moved cities."),
    "artistic": ("Now look, and look again.", "Art answers."),
    "natural": ("Nature does not ask.", "Stone is not all there is."),
    "evening": ("Now think of the night.", "Evening changes everything."),
    "local": ("And still, life goes on.", "Think of the people here."),
    "legends": ("Listen closely.", "Some things are only whispered."),
    "science": ("Then someone asked why.", "The mind takes over."),
    "literary": ("Words outlast stone.", "Now hear the writers."),
    "religious": ("Be silent for a breath.", "And above it all, belief."),
}
_FRIENDLY: Phrases = {
    topic: (phrases[1], phrases[2], phrases[0])
    for topic, phrases in _CONVERSATIONAL.items()
}

LEAD_INS: Mapping[str, Phrases] = {
    "conversational": _CONVERSATIONAL,
    "friendly": _FRIENDLY,
    "scholarly": _SCHOLARLY,
    "storytelling": _STORYTELLING,
    "storyteller": _STORYTELLING,
    "dramatic": _DRAMATIC,
}
"""By style; a style that is missing here cannot be honoured from notes alone."""
