"""The same piece of narration in the languages whose speaking rate has been measured.

Written for this project; the English original is in the style of the starter notes.
"""

PROSE = {
    "en": (
        "Look up at the corner house with the green shutters. A rich merchant had it "
        "built in the seventeenth century, when the harbour was still full of ships. "
        "His neighbours laughed at the narrow front, but inside the house is deep and "
        "light, with a garden at the back that nobody sees from the street. Later a "
        "baker lived here, and people say that on winter mornings you could smell his "
        "bread on the other side of the water. During the war the cellar hid a family "
        "of five. Today there is a small bookshop on the ground floor."
    ),
    "nl": (
        "Kijk eens omhoog naar het hoekhuis met de groene luiken. Een rijke koopman "
        "liet het in de zeventiende eeuw bouwen, toen de haven nog vol schepen lag. "
        "Zijn buren lachten om de smalle gevel, maar van binnen is het huis diep en "
        "licht, met achter een tuin die niemand vanaf de straat ziet. Later woonde "
        "hier een bakker, en men zegt dat je zijn brood op winterse ochtenden aan de "
        "overkant van het water kon ruiken. In de oorlog zat er in de kelder een gezin "
        "van vijf ondergedoken. Nu is er op de begane grond een kleine boekhandel."
    ),
    "de": (
        "Schauen Sie hinauf zum Eckhaus mit den grünen Fensterläden. Ein reicher "
        "Kaufmann ließ es im siebzehnten Jahrhundert bauen, als der Hafen noch voller "
        "Schiffe lag. Seine Nachbarn lachten über die schmale Fassade, doch innen ist "
        "das Haus tief und hell, mit einem Garten dahinter, den von der Straße aus "
        "niemand sieht. Später wohnte hier ein Bäcker, und man sagt, an "
        "Wintermorgen habe man sein Brot bis ans andere Ufer riechen können. Im Krieg "
        "versteckte sich im Keller eine fünfköpfige Familie. Heute befindet sich im "
        "Erdgeschoss eine kleine Buchhandlung."
    ),
    "fr": (
        "Levez les yeux vers la maison d'angle aux volets verts. Un riche marchand la "
        "fit construire au dix-septième siècle, quand le port était encore plein de "
        "navires. Ses voisins riaient de la façade étroite, mais à l'intérieur la "
        "maison est profonde et claire, avec à l'arrière un jardin que personne ne "
        "voit de la rue. Plus tard, un boulanger vécut ici, et l'on dit que les matins "
        "d'hiver on sentait son pain de l'autre côté de l'eau. Pendant la guerre, la "
        "cave cacha une famille de cinq personnes. Aujourd'hui, une petite librairie "
        "occupe le rez-de-chaussée."
    ),
    "es": (
        "Levanten la vista hacia la casa de la esquina, la de los postigos verdes. Un "
        "rico comerciante la mandó construir en el siglo diecisiete, cuando el puerto "
        "aún estaba lleno de barcos. Sus vecinos se reían de la fachada estrecha, pero "
        "por dentro la casa es profunda y luminosa, con un jardín detrás que nadie ve "
        "desde la calle. Más tarde vivió aquí un panadero, y cuentan que en las "
        "mañanas de invierno su pan se olía al otro lado del agua. Durante la guerra "
        "el sótano escondió a una familia de cinco. Hoy hay una pequeña librería en "
        "la planta baja."
    ),
    "it": (
        "Alzate lo sguardo verso la casa d'angolo con le persiane verdi. Un ricco "
        "mercante la fece costruire nel diciassettesimo secolo, quando il porto era "
        "ancora pieno di navi. I vicini ridevano della facciata stretta, ma dentro la "
        "casa è profonda e luminosa, con un giardino sul retro che nessuno vede dalla "
        "strada. Più tardi qui abitò un fornaio, e si dice che nelle mattine "
        "d'inverno il suo pane si sentisse dall'altra parte dell'acqua. Durante la "
        "guerra la cantina nascose una famiglia di cinque persone. Oggi al piano terra "
        "c'è una piccola libreria."
    ),
    "pt": (
        "Olhem para cima, para a casa da esquina com as portadas verdes. Um rico "
        "mercador mandou construí-la no século dezassete, quando o porto ainda estava "
        "cheio de navios. Os vizinhos riam-se da fachada estreita, mas por dentro a "
        "casa é funda e clara, com um jardim nas traseiras que ninguém vê da rua. Mais "
        "tarde viveu aqui um padeiro, e diz-se que nas manhãs de inverno o seu pão se "
        "cheirava do outro lado da água. Durante a guerra a cave escondeu uma família "
        "de cinco pessoas. Hoje há uma pequena livraria no rés do chão."
    ),
    "sv": (
        "Titta upp mot hörnhuset med de gröna fönsterluckorna. En rik köpman lät bygga "
        "det på sextonhundratalet, när hamnen ännu var full av skepp. Grannarna "
        "skrattade åt den smala fasaden, men inuti är huset djupt och ljust, med en "
        "trädgård på baksidan som ingen ser från gatan. Senare bodde här en bagare, "
        "och det sägs att man på vintermorgnarna kunde känna doften av hans bröd på "
        "andra sidan vattnet. Under kriget gömde sig en familj på fem i källaren. I "
        "dag finns det en liten bokhandel på bottenvåningen."
    ),
    "pl": (
        "Spójrzcie w górę na narożny dom z zielonymi okiennicami. Zbudował go w "
        "siedemnastym wieku bogaty kupiec, gdy w porcie roiło się jeszcze od statków. "
        "Sąsiedzi śmiali się z wąskiej fasady, ale w środku dom jest głęboki i jasny, "
        "a z tyłu ma ogród, którego nikt nie widzi z ulicy. Później mieszkał tu "
        "piekarz i mówią, że w zimowe poranki zapach jego chleba czuć było po drugiej "
        "stronie wody. W czasie wojny w piwnicy ukrywała się pięcioosobowa rodzina. "
        "Dziś na parterze jest mała księgarnia."
    ),
}
