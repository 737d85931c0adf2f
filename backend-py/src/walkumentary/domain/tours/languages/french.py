"""French."""

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
    "janvier février mars avril mai juin juillet août septembre octobre novembre "
    "décembre"
)

FRENCH = Rules(
    code="fr",
    decimal_comma=True,
    numbers=NumberWords(
        cardinals={
            **counted(
                "un/une deux trois quatre cinq six sept huit neuf dix onze douze "
                "treize "
                "quatorze quinze seize"
            ),
            **counted(
                "vingt/vingtaine trente/trentaine quarante/quarantaine "
                "cinquante/cinquantaine soixante/soixantaine septante huitante nonante",
                start=20,
                step=10,
            ),
            "dizaine": 10,
            "quinzaine": 15,
        },
        ordinals={
            **counted(
                "premier/premiere/premiers/premieres/unieme "
                "deuxieme/second/seconde/deuxiemes troisieme/tiers quatrieme/quart "
                "cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme "
                "treizieme quatorzieme quinzieme seizieme"
            ),
            **counted("vingtieme trentieme quarantieme", start=20, step=10),
            "quint": 5,
        },
        scales={
            "douzaine": 12,
            "douzaines": 12,
            "cent": 100,
            "cents": 100,
            "centaine": 100,
            "mille": 1_000,
            "millier": 1_000,
            "million": 1_000_000,
            "millions": 1_000_000,
            "milliard": 1_000_000_000,
            "milliards": 1_000_000_000,
        },
        joiner="et",
        half=words("demi demie"),
        and_a_half=words("etdemi"),
        vague=words(
            """
            un une premier premiere premiers premieres second seconde deuxieme quart
            demi demie quint
            """
        ),
        twice=words("couple paire jumeaux jumelles double doubles"),
    ),
    calendar=Calendar(
        months=tuple(_MONTHS.split()),
        weekdays=tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
        leading={"annees": "decade"},
        year_prepositions=words("en depuis vers"),
        year_words=words("an annee ans"),
    ),
    units={
        "mm": "mm millimetre millimetres",
        "cm": "cm centimetre centimetres",
        "m": "m metre metres",
        "km": "km kilometre kilometres",
        "inch": "pouce pouces",
        "foot": "pied pieds",
        "yard": "yard yards",
        "mile": "mile miles",
        "m2": "metrescarres metrecarre",
        "km2": "kilometrescarres",
        "square foot": "piedscarres",
        "hectare": "hectare hectares ha",
        "acre": "acre acres",
        "g": "gramme grammes g",
        "kg": "kg kilo kilos kilogramme kilogrammes",
        "tonne": "tonne tonnes",
        "pound": "livre livres",
        "litre": "litre litres",
        "m3": "metrescubes",
        "minute": "minute minutes",
        "hour": "heure heures",
        "day": "jour jours",
        "week": "semaine semaines",
        "month": "mois",
        "year": "an ans annee annees",
        "decades": "decennie decennies",
        "century": "siecle siecles",
        "percent": "percent %",
        "euro": "euro euros €",
        "dollar": "dollar dollars $",
    },
    rewrites=rewrites(
        (r"\bquatre[- ]vingts?\b", "huitante"),
        (r"\b(?:un )?peu plus de\b|\bplus (?:de|d['’])|\bau moins\b", " ~over "),
        (
            r"\bmoins (?:de|d['’])|\b(?:presque|quasiment)\b|\bprès (?:de|d['’])",
            " ~under ",
        ),
        (
            (
                r"\b(?:environ|quelque|vers)\b|\bautour (?:de|d['’])|"
                r"\bune (?=\w+aine\b)"
            ),
            " ~about ",
        ),
        (r"\bet demie?(?: de| d['’])?\b", " etdemi "),
        (
            (
                r"\bavant (?:J(?:ésus|\.)[- ]*C(?:hrist|\.)|notre ère)"
                r"|\bav\. ?J\.[- ]?C\."
            ),
            " ~bc ",
        ),
        (r"\bpour cents?\b", "percent"),
        (r"\b(\w+) (carr[ée]+s?|cubes?)\b", r"\1\2"),
        (
            (
                r"\b(millions?|milliards?|dizaines?|douzaines?|centaines?|\w+aine) "
                r"(?:de |d['’])"
            ),
            r"\1 ",
        ),
    ),
    names=NameRules(
        function=words(
            """
            a ai au aux avec c car ce ceci cela celle celles celui ces cet cette ceux
            chaque chez comme d dans de des dont donc du elle elles en est et eux il ils
            j je jusqu jusque l la le les leur leurs lors lui ma mais me mes mon n ne ni
            nos notre nous on or ou par pas pour puis qu quand que quel quelle quelles
            quels qui quoi s sa sans se ses si son sont sous sur ta te tes ton tous tout
            toute toutes tu un une vers vos votre vous y etait ont fut furent van von di
            del della der of the and
            """
        ),
        openers=words(
            """
            admirez adosse ainsi allez alors approchez apres arretez attendez aucun
            aucune aujourd auparavant aussi autant autour autrefois autrement autres
            avancez avant bien bientot cent certaines certains chacun chacune cherchez
            combien commence commencee comment construit construite continuez contre
            creusee creuses croisez decouvrez deja demandez depassez depuis derriere
            desormais dessine dessinee dessous dessus deux devant devenu devenue dit
            dite dix donnez dote dressee durant ecoutez eleve elevee encore enfin
            ensuite entre entrez erige face faites fermez fonde fondee franchissez
            gagnez gardez gravissez guere haut haute hier hors hui huit ici imaginez
            inaugure installe installee jadis jamais jetez juste la laissez leves levez
            loin longez longtemps longue malgre marchez meme mieux moins montez neuf
            notez nul observez offert offerte onze oublie oui ouvrez parce parfois parmi
            partout passez pendant pensez peu peut placee places plus plusieurs pourquoi
            poursuivez pourtant predicateur prenez pres presque profitez quant quatre
            quelque quelques quiconque rappelez reconstruit regardez restaure restez
            retenez retournez revenez rien savez sculpte selon sentez sept seul seule
            seuls sinon sitot six songez sortez soudain souvent suite suivez surtout
            tandis tant tantot tard tel telle tendez tenez tot toujours tournez traverse
            traversez treize trente trois trop trouvez venu venue vingt visitez voici
            voila voyez vraiment
            """
        ),
        prepositions=words(
            """
            a apres au aux avant avec chez comme contre d dans depuis derriere des
            devant du durant en entre jusqu par parmi pendant pour sans sous sur vers
            """
        ),
        acts=words(
            """
            construisit batit dessina peignit fit mourut ecrivit acheva commenca fonda
            fondit sculpta restaura vint vecut offrit commanda epousa precha parla
            couronna conquit ouvrit inaugura posa concut realisa imagina eleva
            reconstruisit composa acheta vendit prit donna crea mit naquit regna tailla
            termina
            """
        ),
        titles=words(
            """
            pentecote ascension toussaint careme
            amiral antiquite apotre archeveque baron baroque bible
            cardinal chretien christ ciel classicisme colonel comte
            comtesse dame dieu docteur dr duc duchesse eglise empereur est
            etat evangile eveque general gothique gouverneur imperatrice
            infante juif juifs lady lord lumieres madame madone maitre
            majeste marechal mere mlle mme moyen age ages monseigneur
            monsieur mr nord noel ouest pape paque paques pere pontife
            president prince princesse professeur protestants reforme
            reine renaissance roi roman saint sainte saintes saints
            seigneur sir soeur sud tsar vierge
            """
        ),
        common=words(
            """
            abbaye academie adieu ainee ambassade ambassadeur ambassadeurs ancien
            ancienne annonciation appel aqueduc archange arche archives armee
            arrestation arsenal art arts assemblee assomption atelier auberge avenue
            avril bain bains baiser bapteme bas basilique bataille beau beffroi belle
            berger bergers bibliothecaire bibliotheque blanc blanche bleu bleue bon
            bonne boulevard bourse bureau cap capitaine caserne cathedrale caverne cene
            centre chapelle chardon chateau cimetiere cirque cite clocher cloitre club
            college colonne commandant compagnie conciergerie concours conseil
            conservatoire consul conversion corps coupe cour couronne couronnement cours
            course couvent creation croix crucifixion damier dauphin declaration decret
            deposition descente dome dore doree dorees dynastie ecole empire enlevement
            enterrement escalier esperance etats eternel eternelle etoile etude
            exposition faubourg federation fer fete foire fontaine fort forum francs
            frere fuite galerie gare gouvernante gouvernement grand grande grands grille
            guerre habitants hall halle halles haut haute histoire hopital hopitaux
            horloge hospice hotel hotelier ile illustre impasse incendie incendies indes
            indien inquisition institut interieur jardin jardins jeune jeux jour
            jugement lac laitiere lecon lion livre longue lycee madeleine magasin maire
            maison maitresse mal manufacture marathon marche mariage massacre mausolee
            ministere ministre monastere monde monnaie mont montagne monument mort
            mosquee moulin municipal municipale mur muse musee naissance national
            nationale nationaux nativite noces notre nouveau nouvelle nuit obelisque
            observatoire olympiques opera or orangerie orateur ordre organisation orgue
            orgues palais parc parlement parti parvis passage pavillon penseur peste
            petit petite peuple phare place pont port porte poste prefecture premier
            presbytere presentation presidence printemps prison promenade prophete
            pyramide quai quais quartier radeau rameau remparts republique residence
            restauration revolution ronde rotonde rouge route royal royale royaume rue
            sabines sacre sacrement salle senat serment siecle soleil songe source
            souverain square stade statue synagogue syndicat table tempete temple
            tentation terre theatre toison tombe tombeau tour tours traite tresor
            tribunal trinite triomphe trone union universelle universite veau vert vice
            victoire vieille vieux villa ville vocation voeu zoo
            """
        ),
        endings=tuple(
            "s ien ienne iens iennes ais aise aises ois oise oises en enne ens "
            "ennes ain "
            "aine ains aines".split()
        ),
        opener_endings=tuple(
            "ee ees es e ant ment ez eur eurs ion ions ir er aient ait".split()
        ),
    ),
)
