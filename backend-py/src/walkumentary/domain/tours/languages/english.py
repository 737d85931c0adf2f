"""English."""

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
    "January February March April May June July August September October November "
    "December"
)
_NUMBERS = NumberWords(
    cardinals={
        **counted(
            "one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        ),
        **counted(
            "twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10
        ),
    },
    ordinals={
        **counted(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
            "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
            "nineteenth"
        ),
        **counted(
            "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth "
            "ninetieth",
            start=20,
            step=10,
        ),
    },
    scales={
        "dozen": 12,
        "score": 20,
        "hundred": 100,
        "hundredth": 100,
        "thousand": 1_000,
        "thousandth": 1_000,
        "million": 1_000_000,
        "billion": 1_000_000_000,
    },
    joiner="and",
    half=words("half"),
    and_a_half=words("andahalf"),
    vague=words("one first second half score"),
    twice=words("both pair couple twin twins double"),
    paired_years=True,
    decade_words=counted(
        "twenties thirties forties fifties sixties seventies eighties nineties",
        start=20,
        step=10,
    ),
    decade_suffix="s",
)

ENGLISH = Rules(
    code="en",
    decimal_comma=False,
    numbers=_NUMBERS,
    calendar=Calendar(
        months=tuple(_MONTHS.split()),
        weekdays=tuple(
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
        ),
        year_prepositions=words("in since from until by before after around"),
        year_words=words("ad year years ce"),
    ),
    units={
        "mm": "mm millimetre millimetres millimeter millimeters",
        "cm": "cm centimetre centimetres centimeter centimeters",
        "m": "m metre metres meter meters",
        "km": "km kilometre kilometres kilometer kilometers",
        "inch": "inch inches",
        "foot": "foot feet ft",
        "yard": "yard yards",
        "mile": "mile miles",
        "m2": "sqmetre sqmetres sqmeter sqmeters",
        "km2": "sqkilometre sqkilometres sqkilometer sqkilometers sqkm",
        "square foot": "sqfoot sqfeet",
        "square mile": "sqmile sqmiles",
        "hectare": "hectare hectares ha",
        "acre": "acre acres",
        "g": "gram grams g",
        "kg": "kg kilo kilos kilogram kilograms",
        "tonne": "tonne tonnes ton tons",
        "pound": "pound pounds lb lbs",
        "litre": "litre litres liter liters",
        "m3": "cubicmetre cubicmetres cubicmeter cubicmeters",
        "minute": "minute minutes",
        "hour": "hour hours oclock",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "year": "year years",
        "decades": "decade decades",
        "century": "century centuries",
        "percent": "percent %",
        "euro": "euro euros €",
        "dollar": "dollar dollars $",
    },
    rewrites=rewrites(
        (
            r"\bmore than\b|\bover(?= [\w£$€]*\d|(?: a)? \w+)\b|\bno fewer than\b",
            " ~over ",
        ),
        (r"\b(?:less|fewer) than\b|\b(?:almost|nearly|just under)\b", " ~under "),
        (r"\b(?:about|around|roughly|approximately|circa|some|perhaps)\b", " ~about "),
        (r"\band a half\b", " andahalf "),
        (r"\bhalf an? ", "half "),
        (r"\bnot yet (\d\d)\b", r"\1 years "),
        (r"\bin (?:his|her|their) (?:early |mid-?|late )?\w+ies\b", " "),
        (r"\bper cent\b", "percent"),
        (r"\bo['’]clock\b", "oclock"),
        (r"\b(?:square|sq\.?) (?=\w)", "sq"),
        (r"\bcubic (?=\w)", "cubic"),
        (r"\bB\.?C\.?(?:E\.?)?(?!\w)", " ~bc "),
        (r"\baged? (?:of )?([\w-]+)", r" \1 years "),
        (rf"(?<=\w) of (?=(?:{_MONTHS.replace(' ', '|')})\b)", " "),
        (
            (
                rf"(?<!\d )\b({_MONTHS.replace(' ', '|')}) (?:the )?"
                r"([12]?\d|3[01])(?:st|nd|rd|th)?(?!\d)(?! ~bc)"
            ),
            r"\2 \1",
        ),
    ),
    names=NameRules(
        function=words(
            """
            a an and are as at but by for from had has have he her here hers him his how
            i if in is it its me my no nor not of off on or our she so than that the
            their them then there these they this those though to too under until up
            upon was we were what when where which while who whom whose why with without
            you your de la le van von der den du des di da del della ten ter el al y e
            """
        ),
        openers=words(
            """
            about above according across add admire after again against all almost along
            already also although always among animals another any anybody anyone
            approach around arrive art artists ask away back be bear because before
            begin behind believe below beneath beside besides between beyond birds boats
            both bring builders buyers call can carry carts carved catch centuries check
            children choose citizens climb close coins come compare consider could count
            craftsmen cross crowds curiosity dancers darkness dealers discover do does
            doors down drawings during each early eight either eleven engineers enter
            even evening eventually every everybody everyday everyone everything experts
            explore faith families far farmers fashion feel few figures find fires
            fishermen five flags flowers follow food found four fresh generations go
            gold good green guides half hands he head hear heavy hidden high historians
            horses houses however huge hundreds hunger ignore imagine indeed
            inscriptions inside inspect instead into join just keep kings knock lamps
            last late later least leave legend legends less let letters lift like linger
            listen little locals long look lovers lower many masons maybe medieval meet
            men merchants millions mind miners money more most move much music musicians
            names nature near nearby nearly neighbours never news next nine nobles
            nobody none nothing notice now numerous often once one onlookers only
            opening opposite ordinary original other others out outside outsiders over
            overhead painters parents parts past pause pay people perhaps picture
            pilgrims plans players poets portraits prepare prisoners pupils put rain
            raise reach read readers reliefs remember repairs residents restorers rich
            rooms round royal run sailors scenes scholars sculptors search see seen
            sellers servants seven several shade ships shoppers shops since sit six
            sixteen sixty slaves slow small smell soldiers some somebody someone
            something sometimes somewhere soon sooner spare spend spot stairs stand
            standing stars start statues stay step still stone stop stories strictly
            students such sunlight take tall teachers ten thick thieves think thirteen
            thirty thousands three through tiny today together tour tourists towards
            tower traders tradition travellers trees try turn twelve twenty twice two
            underneath unlike villagers visit visitors voices wait walk walls wander
            warm watch water wealthy welcome well whatever whenever whether whoever wide
            will windows wine winter within women wonder wooden words work workers
            worshippers would writers yet young
            """
        ),
        prepositions=words(
            """
            about above across after against among around as at before behind below
            beneath beside between beyond by during for from in inside into near of off
            on onto out outside over since through to towards under until up upon with
            within without
            """
        ),
        acts=words(
            """
            added assembled began built bought brought carved cast came chose
            commissioned completed composed conquered created crowned cut dedicated
            defeated demolished designed died discovered donated drew drowned engraved
            erected fell finished forged founded gave gilded inaugurated intended
            invented laid listed lists lived lost made married modelled moved opened
            ordered owned painted planned played preached put raised rebuilt received
            restored ruled sang sculpted signed sold spent spoke started studied took
            visited went won worked wrote
            """
        ),
        titles=words(
            """
            pentecost lent whitsun ascension
            ad admiral ages antiquity apostle archbishop baron baroque bc
            bce bible bishop captain cardinal catholic catholics ce christ
            christian christianity christians christmas colonel count
            countess dean doctor dr duchess duke earl east easter emperor
            empress enlightenment father general god gospel gothic
            governor heaven jewish jr king kings lady latin lord lords
            madonna mass mayor medieval messrs middle minister miss mr mrs
            ms north pope president prince princess professor protestant
            protestants queen queens reformation renaissance romanesque
            saint saints senator sir south st sunday tsar victorian virgin
            west
            """
        ),
        common=words(
            """
            abbey academy adoration altar ambassador ambassadors annunciation arch
            archangel archive archives army arsenal art assembly assumption bank baptism
            baptistery barracks basilica bastion battle bay big birth board botanic
            botanical bridge british brother building calling canal cape castle
            cathedral cemetery chancellor chapel charter chief choir church circus city
            civil clock cloister cold collection college column commission company
            constitution consul conversion copper corner cornerstone coronation council
            court covenant creation crescent cross crown crucifixion customs day days
            death democracy department deposition district downs dynasty embassy empire
            england exchange exhibition fire fort fortress forum foundation fountain
            free freedom front gallery garden gardens gate gates golden government grand
            great grove guard guards guild hall harbour head heritage high holy hospital
            hotel house houses independence inn island jewels judgement judgment justice
            keep kin kingdom kiss knight knights lake lane lantern law liberty library
            light lighthouse lion lower madam mall maritime market master memorial
            ministry mint monument mosque mother mount mountain mural museum narrow
            national nativity nave navy new night noble observatory ocean office old
            olympic opera orchestra order organ pagan palace park parliament passage
            pavilion people pillar place plague police port post prime prison promenade
            pyramid quarter quay railway rebellion red registry reign republic residence
            restoration revolution ring river road room rotunda row royal sacred
            sanctuary school sculpture sea second secretary senate society square stairs
            state states station steps street summer sun supper supreme synagogue temple
            terrace theatre thinker tomb tower town trade treasury treaty trinity
            triumph tunnel underground union united university upper valley vault
            village virgins wall war wars water white women wonder world yard young zoo
            """
        ),
        endings=("s", "er", "ers", "n", "an", "ian", "ans", "ians"),
        opener_endings=tuple(
            "ly ing ed s tion ment ness ity ous ful able ible less ive ern est "
            "ward ence "
            "ance ism al ic ary".split()
        ),
        small_demonyms=False,
    ),
)
