"""Italian: numbers are one word, centuries have names of their own."""

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
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
    "novembre dicembre"
)

ITALIAN = Rules(
    code="it",
    decimal_comma=True,
    numbers=NumberWords(
        cardinals={
            **counted(
                "un/uno/una due tre quattro cinque sei sette otto nove "
                "dieci/decina undici "
                "dodici tredici quattordici quindici sedici diciassette diciotto "
                "diciannove"
            ),
            **counted(
                "venti/vent/ventina trenta/trent/trentina quaranta/quarant/quarantina "
                "cinquanta/cinquant/cinquantina sessanta/sessant settanta/settant "
                "ottanta/ottant novanta/novant",
                start=20,
                step=10,
            ),
        },
        ordinals=counted(
            "primo/prima/primi/prime secondo/seconda terzo/terza/terzi quarto/quarta "
            "quinto/quinta sesto/sesta settimo/settima ottavo/ottava nono/nona "
            "decimo/decima"
        ),
        scales={
            "dozzina": 12,
            "dozzine": 12,
            "cento": 100,
            "cent": 100,
            "centinaio": 100,
            "mille": 1_000,
            "mila": 1_000,
            "migliaio": 1_000,
            "milione": 1_000_000,
            "milioni": 1_000_000,
            "miliardo": 1_000_000_000,
            "miliardi": 1_000_000_000,
        },
        joiner="e",
        half=words("mezzo mezza"),
        and_a_half=words("emezzo"),
        vague=words(
            """
            un uno una primo prima primi prime secondo seconda quarto quarta mezzo mezza
            nona
            """
        ),
        twice=words(
            "entrambi entrambe ambedue coppia paio gemelli gemelle doppio doppia"
        ),
        solid=True,
        ordinal_endings=("esimo", "esima", "esimi", "esime"),
        elided=("", "o", "i", "e", "a"),
        named_centuries=counted(
            "Duecento Trecento Quattrocento Cinquecento Seicento Settecento Ottocento "
            "Novecento",
            start=13,
        ),
    ),
    calendar=Calendar(
        months=tuple(_MONTHS.split()),
        weekdays=tuple(
            "lunedì martedì mercoledì giovedì venerdì sabato domenica".split()
        ),
        leading={"secolo": "century", "anni": "decade"},
        year_prepositions=words("nel dal del al"),
        year_words=words("anno dc"),
    ),
    units={
        "mm": "mm millimetro millimetri",
        "cm": "cm centimetro centimetri",
        "m": "m metro metri",
        "km": "km chilometro chilometri",
        "inch": "pollice pollici",
        "foot": "piede piedi",
        "yard": "iarda iarde",
        "mile": "miglio miglia",
        "m2": "metriquadrati metriquadri",
        "km2": "chilometriquadrati",
        "square foot": "piediquadrati",
        "hectare": "ettaro ettari ha",
        "acre": "acro acri",
        "g": "grammo grammi g",
        "kg": "kg chilo chili chilogrammo chilogrammi",
        "tonne": "tonnellata tonnellate",
        "pound": "libbra libbre",
        "litre": "litro litri",
        "m3": "metricubi",
        "minute": "minuto minuti",
        "hour": "ora ore",
        "day": "giorno giorni",
        "week": "settimana settimane",
        "month": "mese mesi",
        "year": "anno anni",
        "decades": "decennio decenni",
        "century": "secolo secoli",
        "percent": "percent %",
        "euro": "euro €",
        "dollar": "dollaro dollari $",
    },
    rewrites=rewrites(
        (r"\b(?:più (?:di|del|dell['’])|oltre)(?!\w)", " ~over "),
        (r"\b(?:meno (?:di|del)|quasi|poco meno di)\b", " ~under "),
        (
            (
                r"\b(?:circa|intorno a[il]?|verso(?: il)?|pressappoco|all['’]incirca)\b"
                r"|\buna (?=\w+ina\b)|\bun (?=centinaio|migliaio)"
            ),
            " ~about ",
        ),
        (r"\be mezz[oa](?: di)?\b", " emezzo "),
        (r"\ba\. ?C\.|\bavanti Cristo\b", " ~bc "),
        (r"\bd\. ?C\.", " "),
        (r"\bper cento\b", "percent"),
        (r"\b(\w+) (quadrati|quadri|cubi)\b", r"\1\2"),
        (
            (
                r"\b(milion[ei]|miliard[oi]|dozzin[ae]|\w+ina|centinaio|migliaio) "
                r"(?:di |d['’])"
            ),
            r"\1 ",
        ),
        (r"\b(?:se|tu|dove|ora|non|ci|quando|già|che) sei\b", " "),
    ),
    names=NameRules(
        function=words(
            """
            a ad agli ai al alla alle allo anche c che chi ci coi col come con cui d da
            dagli dai dal dall dalla dalle dallo de degli dei del dell della delle dello
            di dove e ed egli era erano essa esse essi esso fu fra furono gli ha hanno i
            il in io l la le lei lo loro lui ma mi mia mio ne negli nei nel nell nella
            nelle nello no noi non nostra nostro o ogni oppure per perche piu poi qual
            quale quali quando quel quella quelle quelli quello quest questa queste
            questi questo qui se sei si sia siete sono sotto sta su sua sue sugli sui
            sul sull sulla sulle sullo suo suoi te ti tra tu tua tuo un una uno vi voi
            vostra van von der of the and all
            """
        ),
        openers=words(
            """
            accanto adesso alcune alcuni allora almeno altre altri alza alzate ammira
            ammirate ancora andate anzi appena ascolta ascoltate aspettate attorno
            attraversate attraverso avanti avvicinatevi avvicinati basta bene bisogna
            centinaia cercate certo chiunque ciascuno cinque cio circa cominciata
            comunque continuate contro cosi costruita costruito dapprima davanti dentro
            diciotto dieci dietro dodici dopo due duecento dunque durante eccetto ecco
            entrambi entrate esistono fermatevi fermati fin finalmente finche fino forse
            fuori gia gira girate girati giu grazie guarda guardate guardatevi immagina
            immaginate infatti infine inoltre insieme intanto intorno invece laggiu
            lasciate lassu leggete lungo mai malgrado meno mentre migliaia mille molta
            molte molti molto nessun nessuno niente nonostante nota notate nove nulla
            oggi oltre ora osserva osservate otto ovunque parecchi passate pensa pensate
            percorrete pero poca pochi poco poi prendete prendi presso prestate prima
            progettata progettato proprio prosegui provate qualche qualcuno quanta
            quanti quasi quattro quindici ricordate rimanete salendo salite sappiate
            scendete scolpita secondo sedetevi sedici segui seguite sei sempre sentite
            senza sette solo soltanto sono sopra soprattutto spesso stavolta subito
            talvolta tanti tanto tardi tenete toccate tornate tra tre tredici trenta
            troppo trovate tutta tuttavia tutte tutti tutto undici vedete venti vicino
            visitate voltatevi voltati
            """
        ),
        prepositions=words(
            """
            a ad ai al alla alle allo con contro da dagli dai dal dalla dalle dallo
            dentro dopo durante fra in nei nel nell nella nelle nello per presso senza
            sopra sotto su sui sul sull sulla sulle tra verso come
            """
        ),
        acts=words(
            """
            costrui disegno dipinse mori scrisse termino comincio inizio fondo fuse
            scolpi restauro visse dono ordino sposo predico parlo incorono conquisto
            inauguro poso progetto realizzo ricostrui fece volle nacque compose ideo
            eresse completo creo compro vendette ricevette regno lavoro mise
            """
        ),
        titles=words(
            """
            pentecoste ascensione quaresima
            ammiraglio antichita apostolo arcivescovo barocco barone beata
            beato bibbia capitano cardinale chiesa cielo conte contessa
            cristo dio doge don dottore dr duca duchessa est evangelista
            generale governatore illuminismo imperatore imperatrice
            infante lady lord madonna madre maesta maestro maresciallo
            medioevo messer ministro monsignor natale nord oriente ovest
            padre papa pasqua pontefice presidente principe principessa
            professore re regina riforma rinascimento risorgimento san
            sant santa sante santi santissima santissimo santo signora
            signore sindaco sir stato sud vergine vescovo zar
            """
        ),
        common=words(
            """
            abbondanza salubrita salute fortuna prudenza temperanza carita
            abbazia accademia acqua acquedotto adorazione alta altare alto ambasciata
            ambasciatori angelo annunciazione antica antico arcangelo archivio arco
            armata arsenale arte arti ascensione assemblea assunzione bacco bacio bagno
            banca basilica bassa basso bastione battaglia battesimo battistero bella
            bello bianca bianco biblioteca biglietteria borsa bosco buona buono camera
            campana campanile campo canale capo cappella carcere cardo carta casa
            castello cattedrale cavaliere cavallo cena centro certosa chiave chiostro
            cimitero circo citta club colle collegio collezione colonna colosseo
            commissione compagnia comune concilio concorso confraternita conservatorio
            consiglio convento conversione coppa corona corpo corridoio corso corte
            cortile creazione croce crociata crocifissione crocifisso cupola dama danza
            decreto deposizione dichiarazione discepoli dogana dorata dorato duomo
            eccellenza esercito esposizione estasi eterna eterno faro fede federazione
            festa fiera fiume flagellazione fondazione fontana foro fortezza fratelli
            fuga galleria gente giardini giardino giochi giornata giubileo giudizio
            giustizia gotico governo gran grande grandi guardia guerra ilustre impero
            incendio indie inquisizione isola istituto lago lattaia lezione liberta
            libreria libro loggia luce lunga lungo lungotevere maggiore mare martirio
            mausoleo medio mercato ministero monastero mondiale mondo moneta montagna
            monte monumento morte moschea mura muro museo nascita nativita nazionale
            nazionali nazione notte nozze nuova nuovo obelisco oceano olimpiadi olimpici
            ombra opera ordine organizzazione orientali oro orologio orto ospedale
            ospizio osservatorio pace padri palazzo pantheon paradiso parco parlamento
            partito pastori patria pensatore peste pia piazza piccola piccolo pieta
            pietra piramide ponte popolo porta porto pozzo presentazione prigione prima
            primavera processo quartiere quercia ratto reale regno repubblica
            restaurazione resurrezione risurrezione rivoluzione rocca ronda rossa rosso
            rotonda sacra sacrario sacro sala salone santuario scala scalinata scuderie
            scuola senato sepolcro signoria sinagoga societa sogno sole speranza stadio
            stati statua stazione storia strada tavola teatro tempesta tempio tentazione
            terme terra tesoro tetto tomba torre trasfigurazione trattato tribunale
            trinita trionfo trono ultima ultimo unita uniti universale universita valle
            vecchia vecchio vento via viale vigilia villa vittoria vocazione zoo
            """
        ),
        endings=tuple("s ano ana ani ane ese esi ino ina ini ine".split()),
        opener_endings=tuple(
            "ato ata ati ate ito ita iti ite uto uta uti ute ando endo mente are "
            "ere ire "
            "zione zioni tori anti".split()
        ),
    ),
)
