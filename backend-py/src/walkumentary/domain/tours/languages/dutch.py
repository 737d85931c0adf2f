"""Dutch: numbers are one word."""

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
    "januari februari maart april mei juni juli augustus september oktober november "
    "december"
)

DUTCH = Rules(
    code="nl",
    decimal_comma=True,
    numbers=NumberWords(
        cardinals={
            **counted(
                "een twee/tweetal drie/drietal vier/viertal vijf/vijftal zes/zestal "
                "zeven/zevental acht/achttal negen/negental tien/tiental elf/elftal "
                "twaalf/twaalftal dertien veertien vijftien zestien zeventien achttien "
                "negentien"
            ),
            **counted(
                "twintig/twintigtal dertig/dertigtal veertig/veertigtal "
                "vijftig/vijftigtal "
                "zestig/zestigtal zeventig tachtig negentig",
                start=20,
                step=10,
            ),
        },
        ordinals=counted(
            "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende"
        ),
        scales={
            "dozijn": 12,
            "honderd": 100,
            "honderdtal": 100,
            "duizend": 1_000,
            "miljoen": 1_000_000,
            "miljard": 1_000_000_000,
        },
        joiner="en",
        half=words("half halve"),
        and_a_half=words("eneenhalf"),
        vague=words("een eerste tweede half halve"),
        twice=words("beide beiden paar tweeling dubbel dubbele"),
        solid=True,
        ordinal_endings=("ste", "de"),
    ),
    calendar=Calendar(
        months=tuple(_MONTHS.split()),
        weekdays=tuple(
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()
        ),
        leading={"jaren": "decade"},
        year_prepositions=words("in sinds vanaf rond"),
        year_words=words("jaar"),
    ),
    units={
        "mm": "mm millimeter",
        "cm": "cm centimeter",
        "m": "m meter meters",
        "km": "km kilometer kilometers",
        "inch": "inch duim",
        "foot": "voet",
        "yard": "yard yards",
        "mile": "mijl mijlen",
        "m2": "vierkantemeter",
        "km2": "vierkantekilometer",
        "square foot": "vierkantevoet",
        "hectare": "hectare hectaren ha",
        "acre": "acre acres",
        "g": "gram g",
        "kg": "kg kilo kilos kilogram",
        "tonne": "ton tonnen",
        "pound": "pond ponden",
        "litre": "liter",
        "m3": "kubiekemeter",
        "minute": "minuut minuten",
        "hour": "uur uren",
        "day": "dag dagen",
        "week": "week weken",
        "month": "maand maanden",
        "year": "jaar jaren jarige",
        "decades": "decennium decennia",
        "century": "eeuw eeuwen eeuws eeuwse",
        "percent": "procent %",
        "euro": "euro €",
        "dollar": "dollar $",
    },
    rewrites=rewrites(
        (r"\b(?:meer dan|ruim|iets meer dan)\b", " ~over "),
        (r"\b(?:minder dan|bijna|haast|krap)\b", " ~under "),
        (
            (
                r"\b(?:ongeveer|circa|rond|omstreeks|zowat|een (?=\w+tal\b))"
                r"|\bzo['’]n\b"
            ),
            " ~about ",
        ),
        (r"\banderhalve?\b", "1,5"),
        (r"\b(\w+) en een halve?\b|\b(\w+)eneenhalf\b", r"\1\2 eneenhalf "),
        (r"\bv\. ?Chr\.|\bvoor Christus\b", " ~bc "),
        (r"\b(vierkante|kubieke) ", r"\1"),
    ),
    names=NameRules(
        function=words(
            """
            aan al als bij daar dan dat de den der deze die dit doch door dus een elk
            elke en er ge geen haar had hadden heb hebben heeft hem hen het hier hij hoe
            hun ik in is je jij jou jouw kan krachtens liet maar me met mij mijn na naar
            net niet nog nu of om omdat onder ons onze ook op over s sinds t te tegen
            ten ter toch toen tot totdat tussen u uit uw van vanaf vanuit voor want waar
            waren was wat we wel werd werden wie wij word worden wordt ze zich zij zijn
            zo zoals zou von la le di del the and n
            """
        ),
        openers=words(
            """
            aanvankelijk acht achtendertig achter adem al alle alleen allereerst alles
            andere anderen anders arbeiders architecten bedenk begin beide bekijk beklim
            beneden bewonder bezoekers binnen blijf bouwmeesters boven bovenop buiten
            daarachter daarbij daarboven daardoor daarin daarmee daarna daarnaast daarom
            daaronder daarop dankzij denk dertig dichtbij dichters dikwijls direct draai
            drie duizenden echter eenmaal eens eerder eerst eeuwen eeuwenlang elf ergens
            even evenals ga gebouw gebouwd gedurende geef geen gelegen geleidelijk
            generaties geniet geregeld gesticht gewoon ginds heel helaas hierachter
            hierboven hierna hoewel hoger honderden hoog hoor hou houd ieder iedereen
            iemand iets indien inmiddels intussen jarenlang kies kijk kinderen klim kom
            kooplieden kunstenaars laat langs later lees let links loop luister maak
            mannen mede meer meestal men menig mensen merk mits momenteel naast nadat
            neem negen nergens niemand niets nooit omstreeks ongeveer onlangs ontdek
            ontworpen ooit oorspronkelijk opeens overal overdag oversteek pas pelgrims
            probeer raak rechts rond rondom ruik ruim rust samen schilders sla soldaten
            sommige soms speur sta stap steeds steek stel stop tegelijk tegen tegenover
            tegenwoordig tel ten terwijl tevens tien tientallen tijdens til toe tussen
            twaalf twintig uiteindelijk vaak vanaf vandaag vandaar veel vele velen
            verder vergeet verlaat via vier vijf vind vlak vlakbij voel volg volgens
            vooraan vooral voorbij voordat vraag vroeg vroeger vrouwen waarna waarom
            waarschijnlijk wacht wandel wanneer wees weinig wekelijks weldra welke
            wellicht wend werk werp zeelieden zeker zelden zelfs zes zet zeven zie zit
            zodat zodra zoek zojuist zolang zonder zowel zulke
            """
        ),
        prepositions=words(
            """
            aan achter als bij binnen boven buiten door in langs met na naar naast om
            onder op over per rond sinds te tegen tijdens tot tussen uit vanaf vanuit
            volgens voor zonder
            """
        ),
        acts=words(
            """
            bouwde ontwierp schilderde stierf schreef voltooide begon stichtte goot
            beeldhouwde restaureerde woonde leefde schonk bestelde trouwde predikte
            sprak kroonde veroverde opende legde tekende maakte kwam liet hakte
            componeerde kocht verkocht ontdekte vond won schiep regeerde gaf
            """
        ),
        titles=words(
            """
            pinksteren hemelvaart
            aartsbisschop admiraal apostel barok bijbel bisschop
            burgemeester chr christus dame dominee dr generaal god
            gouverneur graaf gravin heer heilig heilige heren hertog
            hertogin hervorming jezus kapitein kardinaal keizer keizerin
            kerst kerstmis koning koningin lady lord maagd madonna
            maarschalk meester meneer mevrouw middeleeuwen minister noord
            noorden oost oosten paasdag pasen paus president prins prinses
            reformatie renaissance ridder sint sir st tsaar verlichting
            vrouwe west westen zuid zuiden
            """
        ),
        common=words(
            """
            aanbidding aankondiging aartsengel abdij academie ambassadeurs amen
            anatomische archief arsenaal avondmaal bad baden bank basiliek bedreiging
            beeldenstorm beker bekering berg beurs bibliotheek boek brand brandtoren
            brief brug burcht centrum christelijke club college commissie compagnie
            consul dierentuin dode dom donkere dood doop driekoningen droom eeuwige
            eiland evangelie federatie feest fontein fort galerij gasthuis geboorte
            genootschap gevangenis goede gotiek gotische gouden gouvernement gracht graf
            groot grote hal haven hemel hemelvaart herder herders hervormde hof hoge
            hoop hospitaal huis inquisitie instituut jonge joodse kaap kade kamer kanaal
            kapel kasteel kathedraal kazerne kelder kerk klein kleine klok klokkentoren
            klooster koepel koninklijk koninklijke koninkrijk koor kroon kruis
            kruisafneming kruisiging kunst kus laan laatste landen lange leger lente les
            levende manege markt mausoleum mei melkmeisje meren ministerie monument
            moskee mozes muiderpoort munt museum muur nacht nachtwacht nationale nieuw
            nieuwe obelisk observatorium oever olympische ontdekkingsreiziger onze
            oordeel oorlog oostindische opdracht opera opstanding oranjerie orde
            organisatie orgel oud oude paleis palts park parlement partij paviljoen pest
            plein poort postkantoor protestantse provincien raadhuis republiek revolutie
            rijk ring rode roeping romaanse ronde schepping schone school schouwburg
            senaat spelen spoorweg staalmeesters staat stad stadhuis staten station
            sterrenwacht stier storm straat straatje synagoge tempel theater toren trap
            trappen troon tuin tuinen unie universiteit vader verdrag vereenigde
            verenigde verloochening verzoeking vesten vesting vlucht volk vorst vrede
            vredes vrijheid waag wandelgalerij wedstrijd weeshuis weg wereld
            werelderfgoedlijst wereldoorlog wereldtentoonstelling wet wetten wijk winkel
            witte zaal zee zomer zoon zuil zwarte
            """
        ),
        endings=tuple("s se e er ers er es en".split()),
        opener_endings=tuple(
            "lijk lijke ing ingen ende end aars ers heid heden ste de te den "
            "ten".split()
        ),
        compounds=True,
        small_demonyms=False,
        place_nouns=(),
        nouns=words(
            """
            beeld berg boom brug bruggen burcht dom eiland feest fontein gebergte gracht
            grachten hal haven hof huis huizen kade kanaal kant kapel kathedraal kerk
            kerken klok koepel koorts kust kwartier laan land markt molen muur museum
            oever oevers oorlog oorlogen orgel paleis park plein poort raam schilderij
            school stad standbeeld stein station steeg straat terras tempel toren torens
            tuin tuinen veld vallei villa weg wijk zaal zee zuil zuilen
            """
        ),
    ),
)
