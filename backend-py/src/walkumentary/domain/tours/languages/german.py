"""German: every noun has a capital, numbers are one word."""

from walkumentary.domain.tours.languages.german_nouns import NOUNS, PLACE_NOUNS
from walkumentary.domain.tours.languages.rules import (
    Calendar,
    NameRules,
    NumberWords,
    Rules,
    counted,
    rewrites,
    words,
)

_MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
)

GERMAN = Rules(
    code="de",
    decimal_comma=True,
    numbers=NumberWords(
        cardinals={
            **counted(
                "ein/eins/eine/einen/einem/einer zwei/zwo drei vier funf sechs "
                "sieben acht "
                "neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn "
                "siebzehn achtzehn "
                "neunzehn"
            ),
            **counted(
                "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
                start=20,
                step=10,
            ),
        },
        ordinals=counted(
            "erste/ersten/erster/erstes/erstem zweite/zweiten/zweiter/zweites/zweitem "
            "dritte/dritten/dritter/drittes/drittem/drittel vierte/vierten/vierter "
            "funfte/funften/funfter sechste/sechsten/sechster "
            "siebte/siebten/siebter/siebtes/siebtem achte/achten/achter/achtes/achtem"
        ),
        scales={
            "dutzend": 12,
            "hundert": 100,
            "tausend": 1_000,
            "million": 1_000_000,
            "millionen": 1_000_000,
            "milliarde": 1_000_000_000,
            "milliarden": 1_000_000_000,
        },
        joiner="und",
        half=words("halb halbe halbes halben halber"),
        and_a_half=words("einhalb"),
        vague=words(
            """
            ein eins eine einen einem einer halb halbe halbes halben halber erste ersten
            erster erstes erstem zweite zweiten zweiter zweites zweitem achten achte
            """
        ),
        twice=words("beide beiden beider paar zwilling zwillinge doppelt doppelte"),
        solid=True,
        ordinal_endings=tuple("sten ster stes stem ste ten ter tes tem te".split()),
        decade_words=counted(
            "zwanziger dreissiger vierziger funfziger sechziger siebziger achtziger "
            "neunziger",
            start=20,
            step=10,
        ),
        decade_suffix="er",
        dotted_ordinals=True,
    ),
    calendar=Calendar(
        months=tuple(_MONTHS.split()),
        weekdays=tuple(
            "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
        ),
        year_prepositions=words("seit bis um ab"),
        year_words=words("jahr jahre jahres"),
    ),
    units={
        "mm": "mm millimeter millimetern",
        "cm": "cm zentimeter zentimetern",
        "m": "m meter metern meters",
        "km": "km kilometer kilometern kilometers",
        "inch": "zoll",
        "foot": "fuss",
        "yard": "yard yards",
        "mile": "meile meilen",
        "m2": "quadratmeter quadratmetern",
        "km2": "quadratkilometer quadratkilometern",
        "square foot": "quadratfuss",
        "hectare": "hektar ha",
        "acre": "acre acres",
        "g": "gramm g",
        "kg": "kg kilo kilos kilogramm",
        "tonne": "tonne tonnen t",
        "pound": "pfund",
        "litre": "liter litern",
        "m3": "kubikmeter kubikmetern",
        "minute": "minute minuten",
        "hour": "stunde stunden uhr",
        "day": "tag tage tagen",
        "week": "woche wochen",
        "month": "monat monate monaten",
        "year": "jahr jahre jahren jahriger jahrige jahrigen",
        "decades": "jahrzehnt jahrzehnte jahrzehnten",
        "century": "jahrhundert jahrhunderts jahrhunderte jahrhunderten",
        "percent": "prozent %",
        "euro": "euro €",
        "dollar": "dollar $",
    },
    rewrites=rewrites(
        (
            (
                r"\b(?:mehr als|über(?= [\w]*\d| \w*(?:zehn|zig|ßig|hundert|tausend))"
                r"|gut(?= \w))\b"
            ),
            " ~over ",
        ),
        (r"\b(?:weniger als|fast|beinahe|nahezu|knapp|annähernd)\b", " ~under "),
        (r"\b(?:etwa|rund|ungefähr|circa|ca\.|zirka|an die)(?!\w)", " ~about "),
        (r"\banderthalb\b", "1,5"),
        (r"\bv\. ?(?:Chr|u\. ?Z)\.|\bvor Christus\b", " ~bc "),
    ),
    names=NameRules(
        function=words(
            """
            aber als also am an auf aus bei beim bis da dann dass das de dein deine dem
            den denn der des die dies diese diesem diesen dieser dieses doch du durch
            ein eine einem einen einer eines er es euch euer fur gegen hat hier hinter
            ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in ins ist ja je jede
            jedem jeden jeder jedes jene kein keine la le man mein mit nach nicht noch
            nun nur ob oder ohne sein seine seinem seinen seiner seines seit sich sie
            sind so uber um und uns unser unsere unter van vom von vor war waren was
            weil wenn wer werden wie wir wird wo wurde wurden zu zum zur zwischen of the
            """
        ),
        openers=words(
            """
            abends achten alle allein allerdings allerlei alles anders anfangs angeblich
            anno anschauen arbeiter auch aufwendig ausgerechnet ausser ausserdem bald
            beachten begonnen beide bekannt bereits beruhmt berühmt besonders besucher
            bewunderer bewundern biegen bitte bleib bleiben blick blicken dabei dafur
            dagegen daher dahinter damals damit danach daneben dank daran darauf daraus
            darin daruber darum darunter davon davor dazu denken deshalb deswegen direkt
            dort drehen drinnen druben durchqueren durfen dutzende ebenso eigentlich
            einerseits einige einmal einst endlich entdecken entlang entworfen erbaut
            erinnern erkunden errichtet erst etliche etwa etwas fast finden folgen
            fragen frueher fruher ganz gebaut geboren gegenuber geh gehen gemeinsam
            genau geniessen geplant gerade geradeaus geschaffen gestalten gestiftet
            gestorben gleich halten heben hell heute hierher hinauf hinein hinten hoch
            hor horen hort hunderte immer imposant inmitten innen insgesamt inzwischen
            irgendwo jahrelang jahrhundertelang jedoch jetzt kaum kehren kennen knapp
            komm kommen kurz lange langst lass lassen laufen leider leise lesen links
            machen manche mehr mehrere meist mittags mitten mogen morgens mussen nachdem
            nachmittags nachts nahe naturlich neben nebenan nehmen nie niemand nirgends
            nirgendwo noch nordlich oben obwohl oft ostlich pass plotzlich probieren
            queren rechts rings ruhig rund schau schauen schaut schliesslich schon sehen
            sehr seht seitdem seither selbst setzen sieh sieht sogar solche sollen sonst
            sowohl spat spater spazieren statt stehen steigen stell stellen stets still
            stolz suchen sudlich tatsachlich tausende treten trotz trotzdem uberall
            ubrigens ungefahr ursprunglich vergessen verlassen vermutlich versuchen viel
            viele vielleicht vollendet vorbei vorn vorne vorsicht vorsichtig wagen
            wahrend wandern wann warten warum weder wegen weit weiter welche wem wen
            wenig wenige wenigstens werfen wessen westlich wieder wiederum wissen wobei
            wofur woher wohin wohl zahlen zahllose zahlreiche ziemlich zuerst zufallig
            zugleich zuletzt zunachst zuruck zusammen zuvor zwar
            """
        ),
        prepositions=words(
            """
            an am auf aus bei beim durch entlang fur gegen hinter im in ins mit nach
            neben seit uber um unter vom von vor wahrend wegen zu zum zur zwischen als
            wie
            """
        ),
        acts=words(
            """
            baute entwarf malte schuf starb schrieb vollendete begann grundete liess
            goss zeichnete plante errichtete erbaute restaurierte kam zog wohnte lebte
            schenkte stiftete bestellte gestaltete meisselte hinterliess heiratete
            predigte sprach weihte kronte eroberte verkaufte kaufte sammelte komponierte
            fand erfand eroffnete legte gab machte regierte nahm besuchte
            """
        ),
        titles=words(
            """
            roman romane romanen romans mark orange orangen java flame
            ad alte alten chr dr du euer eure frau gross grosse grossen
            grosser grosses heilig heilige heiligen heiliger heiliges herr
            ihnen ihr ihre ihrem ihren ihrer jungere jungeren altere
            alteren lady lord mr sankt sie sir st
            """
        ),
        common=words(
            """
            alt alter altes ewige ewigen goldene goldenen goldener goldenes guten hohe
            hohen kleine kleinen koniglich konigliche koniglichen koniglicher
            konigliches lange langen nationale neue neuen neuer neues obere oberen rote
            roten runde schone schonen staatliche untere unteren vereinigte vereinigten
            weisse weissen weisser weisses
            """
        ),
        endings=tuple(
            "s es er ern ers in innen erin isch ische ischen ischer isches ischem "
            "sche schen scher sches schem".split()
        ),
        opener_endings=tuple(
            "lich liche lichen licher liches ig ige igen iger iges isch ische "
            "ischen ischer "
            "isches te ten end ende enden ert iert weise warts lang".split()
        ),
        capital_nouns=True,
        compounds=True,
        nouns=NOUNS,
        noun_endings=tuple(
            "ung ungen heit heiten keit keiten schaft schaften tion tionen ismus tat "
            "taten nis nisse nissen tum tumer tumern chen lein ling linge lingen erei "
            "ereien ierung ierungen ment mente menten ur uren ik iker ikern enz enzen "
            "ant anten ent enten ist isten loge logen oge ologe ologen macher machern "
            "trager tragern bauer bauern".split()
        ),
        determiners=words(
            """
            alle allem allen aller alles am ans beide beiden beim dem den der des die
            das diese diesem diesen dieser dieses ein eine einem einen einer eines
            einige einigen etliche ihr ihre ihrem ihren ihrer ihres im ins jede jedem
            jeden jeder jedes jene jenem jenen jener kein keine keinem keinen keiner
            manche mancher mehrere mehreren sein seine seinem seinen seiner seines unser
            unsere unserem unseren unserer viel viele vielen vieler vom welche welchem
            welchen welcher wenige wenigen zum zur ubers aufs furs
            """
        ),
        place_nouns=PLACE_NOUNS,
        name_nouns=tuple("mann stein berg bach feld hofer meier macher bauer".split()),
    ),
)
