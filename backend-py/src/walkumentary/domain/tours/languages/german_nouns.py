"""German nouns that walks are told with, folded: they have a capital and name nothing.

Compounds and endings are worked out (``names.py``), so single stems are enough.
"""

from walkumentary.domain.tours.languages.rules import words

PLACE_NOUNS = tuple(
    """
    allee bahnhof berg brucke brunnen burg dom friedhof garten gasse graben hafen halle
    haus hof insel kai kanal kapelle kathedrale kirche kloster markt munster museum oper
    palais palast park platz saule schloss schule stadt steg stift strasse tempel
    theater
    tor treppe turm ufer universitat viertel villa wache wall weg zwinger
    """.split()
)
NOUNS = words(
    """
    sau hacke
    abbild abend abendmahl abenteuer aberglaube abgrund abkommen ablauf abschied
    abschnitt abstand abstieg abt abtei achse achteck acker adel ader adler admiral affe
    ahne akademie akt akte allee alltag almosen alpen altar alter ambo amphitheater
    ampel amt analyse anbau anblick andacht andenken anfang angebot angehorige angel
    angestellte angreifer angriff angst anhanger anker anlage anlass anleihe anmut
    anrufung ansicht anspruch anstieg antike antlitz antwort anwalt anwesen anzahl anzug
    aposteln apostel apotheke aquadukt arbeit arbeiter arbeitskraft archiv architekt
    architektur architrav ardenner arkade arm armee armut art artikel arzt asche
    assistent ast atelier atem atlas attentat attika auferstehung aufgabe auflage
    aufriss aufruf aufruhr aufsatz aufschrift aufseher aufsicht aufstand aufstieg
    auftrag auftritt auge augenblick augenzeuge ausblick ausbruch ausdruck ausflug
    ausgang auskunft ausland ausmass ausnahme ausschnitt aussehen aussenwand aussicht
    ausstatt ausstieg autor axt bach backer backerei backofen backstein bad bahn balken
    balkon ballade band bande bank bankier bankett bann banner bar baracke barock
    barockstil baron barriere basalt basilika basis bastei bastion bau bauch bauer
    bauernhof baum baumeister baustelle bazillus beamte bebel becken bedarf befehl
    befestigung begabung beginn begleiter begrabnis begriff beichte beichtstuhl bein
    beispiel beitrag belag belager beleg beleucht belohn beobachter bereich berg bergbau
    bergwerk bericht beruf besatz beschreib besen besitz besitzer besonder bestand
    bestandteil besuch besucher beton betrag betrieb bett bettler beute bevolkerung
    beweis bewohner bewunder bezirk bibel bibliothek bier bild bildhauer bildnis
    bildwerk bischof bistum blatt blatter blattgold blech blei blick blitz block blume
    blut blute boden bogen bogengang bohle bolschewik bombe bomben boot bord borse bote
    botschaft botschafter brand brandung brauch brauer brauerei braut brautigam breite
    brief brille brot bruch brucke bruder bruderschaft brunnen brust brustung bucher
    buch buchdruck bucht buhne bund bunker burg burger burgermeister burgtor buro burste
    busch busse buste butter caesar cafe chef chor chorgestuhl chorherr chronik chronist
    christ computer dach dachstuhl dame damm dampf dampfer dank datum dauer daumen decke
    degen deich dekor demokratie denkmal detail diakon dialekt diamant dichter dichtung
    dieb diebstahl diele diener dienst ding diplomat direktor dokument dom domherr dorf
    dorn drache draht drama dreh dreieck druck duell duft dunkel durchgang durchmesser
    dusche dynastie ecke edelmann edelstein ehe ehefrau ehemann ehre ei eiche eid eifer
    eigentum eigentumer eimer einblick einbruch eindruck einfahrt einfall einfluss
    eingang einheit einkauf einkommen einsatz einsiedler einsturz eintritt einwohner
    einzelheit einzelteil einzug eis eisbar eisen eisenbahn elefant elfenbein elite
    eltern empfang empore ende energie engel enkel entdecker entdeckung entfernung
    entscheid entwurf entstehung epoche erbauer erbe erdbeben erde erdgeschoss ereignis
    erfahr erfinder erfolg ergebnis erinner erker erlaub erlebnis ernte erzahl
    erzbischof erz erzengel erzherzog esel essen etage eule europa evangelium exil
    experte expedition fabrik fach fachwerk fackel faden fahne fahr fahrt fahrstuhl
    fahrgast fall falle familie fang farbe fass fassade fasten fastnacht feder fehler
    feier feiertag feige feile feind feld feldherr feldzug fels felsen fenster fern
    ferne fest festmahl festspiel festung feudal feuer feuerwehr figur film firma first
    fisch fischer flach flache flamme flanke flasche fleisch fleischer fliese flohmarkt
    flotte fluch flucht flug flugel flur fluss flut folge folter forderung form forscher
    forst fort fortschritt forum foto fracht frage fragment frau freiheit freitreppe
    fremde freske fresken fresko freude freund frieden friedhof fries frist front frucht
    fruhling fuhrer fuhrung fundament funke funktion furst furstin fuss fussboden gabe
    gabel galerie galgen gang garde garten gartner gas gasse gast gastgeber gasthaus
    gatter gattin gau gaukler gebaude gebein gebet gebetbuch gebiet gebirge gebrauch
    geburt geburtstag gedachtnis gedanke gedenken gedicht gefahr gefangene gefangnis
    gefass gefecht gefolge gefuhl gegend gegenstand gegner gegenwart geheimnis gehirn
    geige geist geistliche gelande gelander geld geldgeber gelehrte geliebte gemach
    gemahl gemahlin gemalde gemeinde gemuse general generation genie genosse gerat
    gericht gerucht gerust gesandte gesang geschaft geschenk geschichte geschirr
    geschlecht geschmack geschoss geschutz geschwister gesell gesetz gesicht gesims
    gesprach gestalt gestein gestell gesuch getrank getreide gewachs gewalt gewand
    gewasser gewerbe gewicht gewinn gewitter gewolbe giebel gift gilde gipfel gips
    gitarre gitter glanz glas glaser glaube glaubige gleichgewicht gleis gletscher glied
    glocke gluck gnade gobelin gold goldschmied gote gott gotter gotteshaus gottheit
    gottin gotik gotze grab graben grabmal grabplatte grabstatte grabstein grad graf
    grafin granit gras grat grenze griff gross grosse grossherzog grossvater grotte
    grube gruft grund grunder grundflache grundriss grundstein grundstuck gruppe gruss
    gurtel gut guter haar hafen haft haftling hahn hain halb halbinsel halbkreis halfte
    halle hals halt hammer hand handel handler handwerk handwerker harem harfe hase
    haube haupt hauptmann hauptstadt hauptwerk haus haushalt haut hebel heer heft heide
    heil heilige heiligtum heim heimat heirat held heldin helfer helm hemd hengst
    herberge herbst herd herr herren herrin herrschaft herrscher herz herzog herzogin
    herzogtum hexe hieb hilfe himmel hindernis hinrichtung hinter hintergrund hinweis
    hirsch hirt historiker hitze hobel hochaltar hochzeit hof hofdame hoffnung hofling
    hohe hohepunkt hohle hohn holz honig horizont horn hospital hotel hufeisen hugel
    humor hund hunger hut hutte idee ikone imbiss industrie infanterie inhalt ingenieur
    initiative innen innenhof innenraum innere inquisition inschrift insekt insel
    instrument interesse italiener jager jagd jahr jahrestag jahrhundert
    jahrhundertwende jahrtausend jahrzehnt jubel jude juden judin jugend jugendstil
    junge junger jungfrau jungling jury justiz juwel juwelier kabinett kachel kaffee
    kafig kai kaiser kaiserin kaiserkronung kaiserreich kalender kalk kalkstein kalte
    kamel kamera kamin kammer kampf kampfer kanal kandidat kanne kanone kante kanzel
    kanzler kap kapelle kapital kapitell kapitel kapitan kappe kapuze kardinal karneval
    karriere karte karton karussell karyatide kasse kasten katakombe kathedrale katholik
    katze kauf kaufer kaufhaus kaufmann kaufleute kegel kehle keim keller kellner kenner
    kenntnis keramik kerker kern kerze kessel kette ketzer kilo kind kinder kindheit
    kino kirche kirchhof kirchturm kissen kiste klage klang klasse klassik klassizismus
    klause klavier kleid kleriker klerus klima klinge klinik kloster kluft knabe knecht
    knie knochen knopf koch kohle kollege kolonie kolonnade koloss komet komitee
    kommandant kommode komodie kompanie komponist konflikt kongress konig konigin
    konigreich konsul kontakt kontinent kontor konzert kopf kopie korb korn korper
    korridor kosten kost kraft kragen krahn kran kranke krankenhaus krankheit kranz
    krater kraut kredit kreis kreuz kreuzfahrer kreuzgang kreuzweg kreuzzug krieg
    krieger krise kristall kritik kritiker krone kronung krypta kubus kuche kugel kuh
    kuhn kult kultur kummer kunde kunst kunstler kunstlerin kunstwerk kupfer kuppel kur
    kurator kurfurst kurie kurs kurve kuss kuste kutsche kutscher lack laden lage lager
    lampe land landesherr landschaft landung lange lanze last laster latein laterne lauf
    laufbahn laune laut leben lebensjahr lebzeiten leder legende legion lehm lehre
    lehrer lehrling leib leiche leichnam leid leidenschaft leier leine leiste leistung
    leiter leitung lektion lenker leser leuchter leuchtturm leute licht liebe liebhaber
    lied lieferant linde linie linse liste literatur lob loch loge lohn lord lowe luft
    luge lunette lust lustschloss macht machthaber madchen magen magie mahl mahnmal mai
    majestat mal maler malerei mangel mann mannschaft mantel manuskript marchen markgraf
    markt marmor marsch marschall martyrer martyrium masche maschine maske mass masse
    massaker material matrose mauer maurer mausoleum medaille medaillon medizin meer
    meeresspiegel mehl mehrheit meile meister meisterwerk melodie menge mensch
    menschheit merkmal messe messer messing metall meter metzger miene miete mieter
    milch militar minister mischung mission mittag mitte mittel mittelalter mittelpunkt
    mitglied mitternacht mobel mode modell moderne moglichkeit molekul moment monat
    monarch monarchie monch mond monument moor mord morder morgen mosaik moschee motiv
    motor mowe muhle mull mumie mund mundung munster munze musik musiker musikant
    muschel muse museum muskel muskete muster mut mutter mutze mythos nabel nachbar
    nachbildung nachfahre nachfolger nachkomme nachmittag nachricht nacht nachtwache
    nadel nagel nahe nahrung name narr nase nation natur nebel nebenfluss neffe nest
    netz neubau neugier neuzeit nichte niederlage niete nische niveau nonne nord norden
    nordseite nordwest not notar novelle nummer nutzen nymphe oase obelisk oberflache
    obst ochse oculus ofen offizier ohr ol oktogon olympiade oper opfer orangerie
    oratorium orchester orden ordnung organ organist orgel orgelbauer orient original
    ornament ort ost osten oster ostern ostseite ozean paar papagei palais palast palme
    panorama panther papier papst par paradies parade park parlament partei passage
    passagier passant pate patrizier patron pause pavillon pech pelz perle person
    personal perspektive pest pfad pfahl pfanne pfarrer pfarrkirche pfau pfeffer pfeife
    pfeil pfeiler pferd pflanze pflaster pflege pflicht pforte pfosten pfund phantasie
    philosoph philosophie pilaster pilger pilgerin pilz pinsel pirat pistole plakat plan
    planer planet plateau platte plattform platz podest podium poesie poet pokal politik
    politiker polizei porphyr port portal portrat porzellan posaune post pracht praxis
    predigt prediger preis premiere presse priester prinz prinzessin prior privileg
    probe produkt professor profil programm projekt propaganda prophet prosa protest
    protestant provinz prozess prozession prunk publikum pult pulver punkt puppe putz
    putte pyramide quader quadrat quadriga qual quarz quarzit quelle querhaus querschiff
    rad radierung rahmen rand rang rasen rast rat ratsel rathaus ratsherr ratte raub
    rauber rauch raum rausch rebell rechnung recht rechteck rede redner reform
    reformation regen regent regierung regiment region reich reihe reise reisende reiter
    reiterstandbild reiz relief religion reliquie renaissance rennen rest restaurant
    restaurator retter reue revolution richter richtung riese rinde ring rippe riss ritt
    ritter ritual robe rock rohr rohre rokoko rolle roman romanik romanfigur romantik
    rose rosette ross rost rotunde rubin ruckkehr ruckseite ruder ruf ruhe ruhestatte
    ruhm ruine rummel rumpf rundgang runde rustung saal sache sachse sackgasse sage
    sager salz salon samen sammler sammlung sand sandstein sanger sankt sarg sarkophag
    satz saule schachbrett schacht schaden schadel schaf schale schall scham schar
    schatten schatz schau schauplatz schauspiel schauspieler scheibe scheidung schein
    scherz scheune schicht schicksal schiff schiffer schild schilling schimmel schirm
    schlacht schlaf schlag schlange schleier schleuse schloss schlosser schlucht schluss
    schlussel schlussstein schmerz schmied schmuck schnee schneider schnitt schnitzer
    schonheit schopfer schopfung schornstein schrein schrift schriftsteller
    schriftstellerin schritt schuh schulden schuld schule schuler schulter schuss
    schuster schutz schutzpatron schwager schwan schwarm schweif schwein schwelle
    schwert schwester schwung see seefahrer seele segel segen sehnsucht seide seil
    seilbahn seite seitenschiff sekretar sekunde senat senator serie sessel sicherheit
    sicht sieben sieg sieger siegel siedler siedlung signal silber silhouette sims sinn
    sinnbild sitte sitz sitzung skandal skelett skizze sklave sklavin skulptur socke
    sockel sohn soldat sommer sonne sonntag sorge sorte spalte spanne spass spaten
    spaziergang speer speicher speise sperrgebiet sperre spiegel spiel spieler spion
    spirale spital spitze spitzbogen sport sprache sprung spur staat stab stadel stadion
    stadt stadtmauer stadtrat stadttor stahl stall stamm stammbaum stand standbild
    standort stange stapel stark statt statte statue staub staunen stein steinmetz
    stelle stellung steppe stern steuer stich stichwaffe stiefel stier stift stifter
    stil stille stimme stimmung stirn stock stockwerk stoff stolz storch stoss strafe
    strahl strand strasse strategie strauss strecke streich streifen streik streit
    strenge strich strick strohdach strom struktur stuck student stube studie studium
    stufe stuhl stunde sturm sturz stuten stutze suche sud suden sudseite sudturm suite
    summe sunde symbol symphonie synagoge system szene tabak tabelle tafel tag tagebuch
    takt tal talent taler tanz tanzer tasche tat tater tatsache tatze taube taufe
    taufbecken tausch techniker technik teich teil teilnehmer telefon teller tempel
    temperatur tempo teppich termin terrasse testament teufel text theater thema
    theologe theologie therme these thron tiefe tier tiger tinte tisch tischler titel
    tochter tod ton tor torbogen torf torheit tote tour tourist tracht trager tragodie
    transport traube trauer traum traverse travertin treffen treffpunkt trennung treppe
    treppenhaus treue tribun tribune trick trieb trink trinkwasser triumph triumphbogen
    trommel trompete tropfen trophae truhe trumm truppe tuch tugend tulpe tunnel tur
    turke turm turmuhr turnier tympanon tyrann ubel ufer uhr uhrwerk umbau umfang umgang
    umgebung umkreis umriss umzug uniform universitat unfall ungeheuer ungluck union
    unrecht unruhe unterkunft unterschied untertan urheber urkunde urlaub urne ursache
    ursprung urteil vase vater vaterland verbannung verbindung verbot verbrechen
    verbrecher verein verfall verfasser verfolgung verkauf verkehr verlag verlauf
    verleger verlust vermachtnis vermogen verrat verrater vers versammlung versuch
    verteidiger vertrag vertreter verwandte verwaltung verzierung vieh viereck viertel
    villa vision vogel vogt volk volksmund vollendung vorabend vorbau vorbild
    vordergrund vorfahr vorgang vorganger vorhalle vorhang vorliebe vormittag vorort
    vorrat vorschlag vorschrift vorsprung vorstadt vorstellung vorteil vortrag waage
    waffe wagen wagenlenker wahl wahrheit wahrzeichen waise wald wall wallfahrt wand
    wandel wandgemalde wanderer wandmalerei wange wappen ware warte wasser wasserfall
    wasserspeier weber wechsel weg weib weihe weiher weihnacht weihnachten wein weise
    weite weltausstellung welle welt weltkrieg weltkulturerbe welterbe wende werft werk
    werkstatt werkzeug wert wesen west westen westwerk wette wettbewerb wetter
    widerstand wiege wiese wind winkel winter winzer wirkung wirt wirtschaft wissen
    wissenschaft witwe witwer witz woche wochenende wohlstand wohnhaus wohnung wolf
    wolke wolle wort wucht wunde wunder wunsch wurde wurfel wurm wurst wurzel wuste wut
    zahl zahn zar zauber zaun zehe zeichen zeichner zeichnung zeile zeit zeitalter
    zeitgenosse zeitung zelle zelt zement zensur zentrum zepter zerfall zerstorung
    zettel zeuge zeugnis ziegel ziel zimmer zimmermann zinn zirkus zitadelle zitat zoll
    zone zoo zorn zufall zuflucht zug zugang zukunft zunft zunge zuruck zusammenhang
    zuschauer zustand zutritt zweck zweifel zweig zwerg zwiebel zwilling ananas anchovi
    apfel aprikose artischocke aubergine banane beere bohne brotchen brei chili creme
    curry dattel eintopf erdbeere erbse essig fett fladen forelle frikadelle garnele
    gebäck geback gewurz gurke hafer haferflocken hering himbeere huhn hummer ingwer
    joghurt kakao kartoffel kase kirsche klob knoblauch kohl kuchen kurbis lachs lamm
    lauch likor mais makrele mandel marmelade melone minze mohre nudel nuss olive orange
    paprika pfannkuchen pfirsich pflaume pommes praline quark rahm reis rind rosine rube
    sahne salat salbei sauce schinken schnaps schokolade senf sirup sosse spargel speck
    spinat steak tee teig tomate vanille waffel weizen whisky wurz zimt zitrone
    zwetschge ahorn amsel biene birke birne buche busche eichhornchen ente esche falke
    farn fichte fink fledermaus fliege frosch fuchs gans geier habicht hecke hummel igel
    kafer kaninchen kastanie kiefer krahe krebs libelle lilie maus moos motte nachtigall
    otter pelikan pinguin platane rabe reh reiher robbe rotkehlchen schildkrote
    schmetterling schnecke schwalbe seehund seerose specht spinne star tanne ulme
    veilchen wal weide wespe ziege zypresse zeder asphalt baumwolle bernstein bronze
    chrom email filz gummi harz hanf jade kautschuk kies klinker kordel koralle leinen
    leim mortel ocker papp papyrus plastik samt schiefer seife stroh wachs zink armband
    automat ball becher bildschirm blase bluse bucherei bus deckel fahrrad fernsehen
    fernrohr gefahrt handschuh hebebuhne hosen jacke kanu karre keule kittel klammer
    klotz knall koffer korken krawatte kreide kreisel krippe lappen laken lift loffel
    luke mappe matte mikroskop mixer notbremse packung pantoffel parkplatz pedal perucke
    pumpe radio reifen riegel schachtel schaukel schere schlitten schraube schurze
    schnur sieb spule stecker streichholz tasse teleskop tonne trichter wagenrad wanne
    wecker zange zapfen zaumzeug ubung abfluss mittagessen fruhstuck nachmittags
    schutzleute volksfest oberhaupt apartheid rassismus sklaverei gleichberechtigung
    wahlrecht weltanschauung freimaurer ubrige kirchenboden studierende gelehrsamkeit
    frei klein hoch tief rund voll neu alt fein fruh spat ober unter neben ruck vor nach
    uber gegen konfitur heimstatt frevel begeisterung gelaut geläut gelaute versuchung
    wochenmarkt wettlauf zinne arena auditorium aufzug gondel kabine kulisse legat mast
    notiz orakel pachter palette parodie patent pergament pionier plunder portikus
    prasident pranger quartier rivale saison sequenz serail skala skorpion souvenir
    standarte steinbruch stempel stollen studio suppe symbolik tarif terrakotta toilette
    tradition tragik tresor trottoir tumult ungeduld urwald vandale ventil veranda
    viadukt vulkan wache wachter wandteppich weltreich werbung wohltater zeremonie
    ziffer zisterne zivilist zuckerwatte zucker zyklus bewohnerin besucherin kanzlerin
    nachbarin quadratmeter strassenbahn pfahle sale bremse verkaufer kneipe
    glucksbringer ehrenburger ewigkeit kurze dicke farbigkeit
    """
)
