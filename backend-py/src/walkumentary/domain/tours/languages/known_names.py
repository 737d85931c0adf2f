"""Names that languages write differently: one line is one place, person or idea.

Words of a line are folded (small, without accents) and mean the same; ``_`` stands for
a blank. Behind ``|`` stand the words for its people and what is theirs; endings are
worked out. To extend: add the missing word to the line, or a line.
"""

# ruff: noqa: E501  one line is one name

PLACES = """
amsterdam | amsterdammer amsterdamse amstellodamois amsterdames
antwerp antwerpen anvers amberes anversa | anversois antwerpenaar
athens athen athenes atenas atene athene | athenian athenien ateniese ateniense
barcelona barcelone barcellona | barceloneser barcelonais barcelones barcellonese
basel basle bale basilea bazel
bath
beijing peking pekin pechino
belgrade belgrad belgrado
berlin berlino berlijn | berliner berlinois berlines berlinese berlijnse
bologna bologne bolonia
bremen breme brema
bruges brugge brugges brujas bruja
brussels brussel bruxelles bruselas
cairo kairo le_caire caire el_cairo il_cairo
cape_town kapstadt le_cap ciudad_del_cabo citta_del_capo kaapstad | capetonian capetonians kapstadter
carthage karthago cartago cartagine
cologne koln colonia keulen | kolner
constantinople konstantinopel constantinopla costantinopoli constantinopel | byzantine
copenhagen kopenhagen copenhague copenaghen
delft
dresden dresde dresda
edinburgh edimbourg edimburgo | edinburger
florence florenz florencia firenze | florentine florentiner florentin florentino fiorentino fiorentina florentijn florentijnse
frankfurt francfort francoforte
geneva genf geneve ginebra ginevra
genoa genua genes genova | genoese genuese genovese genois genoves
ghent gent gand gante
hague den_haag la_haye la_haya l_aia
hamburg hambourg hamburgo amburgo | hamburger hambourgeois hamburgues amburghese hamburgse
istanbul estambul
jerusalem gerusalemme jeruzalem
krakow krakau cracow cracovie cracovia
leiden leyde
leipzig lipsia
liege luttich lieja liegi luik
lisbon lissabon lisbonne lisboa lisbona
london londres londra londen | londoner londonien londinense londinese londense
lubeck lubecca
lucerne luzern lucerna
lyon lyons lione
madrid | madrilene madrileno madrileen madrider
mainz mayence maguncia magonza
marseille marseilles marsella marsiglia
mecca mekka mecque meca
milan mailand milano milaan | milanese mailander milanais milanes
moscow moskau moscou moscu mosca moskou
munich munchen monaco_di_baviera
naples neapel napoles napoli napels | neapolitan neapolitaner napolitain napolitano napoletano napoletana
nice nizza niza
nuremberg nurnberg norimberga neurenberg
padua padoue padova
paris paryz parigi parijs | parisian pariser parisien parisino parisino parigino parigina parijzenaar parijse
pisa pise
potsdam
prague prag praga praag
ravenna ravenne
rome rom roma | roman romer romain romano romana romani romeins romeinse romein romeinen romisch romaine
rotterdam
rouen ruan
saint_petersburg sankt_petersburg saint_petersbourg san_petersburgo san_pietroburgo sint_petersburg
seville sevilla siviglia | sevillian sevillano
siena sienne | sienese sienesische sienes senese
stockholm estocolmo stoccolma
strasbourg strassburg estrasburgo strasburgo straatsburg
the_hague den_haag
toledo tolede
troy troja troie troya troia troje | trojan
turin torino turijn
tivoli
utrecht | utrechter utrechtse
venice venedig venise venecia venezia venetie | venetian venetianer venezianer venezianisch venitien veneciano veneziano veneziana venetiaan venetiaanse
verona verone
vienna wien vienne viena wenen | viennese wiener viennois vienes weense
warsaw warschau varsovie varsovia varsavia warschau
york
zurich zurigo
africa afrika afrique | african afrikaner afrikanisch africain africano africana afrikaans afrikaanse
america amerika amerique | american amerikaner amerikanisch americain americano americana amerikaans amerikaanse
asia asien asie azie | asian asiatisch asiatique asiatico
europe europa | european europaer europaisch europeen europeo europea europees europese europei
arabia arabien arabie | arab araber arabisch arabe arabo araba arabische
australia australien australie
austria osterreich autriche oostenrijk | austrian osterreicher osterreichisch autrichien austriaco austriaca oostenrijker oostenrijks oostenrijkse
bavaria bayern baviere baviera beieren | bavarian bayer bayerisch bavarois bavaro beierse
belgium belgien belgique belgica belgio belgie | belgian belgier belgisch belge belga belgisch belgische
bohemia bohmen boheme bohemen | bohemian bohmisch bohemien bohemo
brandenburg brandebourg brandeburgo brandeburgo
brazil brasilien bresil brasil brasile brazilie | brazilian brasilianisch bresilien brasileno brasiliano
britain great_britain grossbritannien grande_bretagne gran_bretana gran_bretagna groot_brittannie united_kingdom vereinigtes_konigreich vereinigten_konigreich royaume_uni reino_unido regno_unito verenigd_koninkrijk | british briten britisch britannique britanico britannico brits britse
brittany bretagne bretana
burgundy burgund bourgogne borgona borgogna bourgondie | burgundian burgunder bourguignon borgonon borgognone bourgondisch
canada kanada
carthage karthago
castile kastilien castille castilla castiglia castilie | castilian kastilisch castellano
catalonia katalonien catalogne cataluna catalunya catalogna catalonie | catalan katalanisch catala catalano
ceylon
china chine cina | chinese chinesisch chinois chino cinese chinees
corsica korsika corse corcega | corsican korse
denmark danemark dinamarca danimarca denemarken | danish dane danisch danois danes danese deens deense
egypt agypten egypte egipto egitto | egyptian agypter agyptisch egyptien egipcio egipcia egizio egizia egiziano egyptisch egyptische
england angleterre inglaterra inghilterra engeland | english englander englisch anglais anglaise ingles inglese engels engelse engelsman
ethiopia athiopien ethiopie etiopia
finland finnland finlande finlandia | finnish finnisch finlandais finlandes finlandese fins finse
flanders flandern flandre flandres fiandre vlaanderen | flemish flame flamisch flamand flamenco flamenca fiammingo fiamminga vlaams vlaamse vlaming
france frankreich francia frankrijk | french franzose franzosen franzosisch francais francaise frances francesa francese frans franse fransman
gaul gallien gaule galia gallia gallie | gaulish gaulois galo
germany deutschland allemagne alemania germania duitsland | german deutsche deutscher deutsch allemand allemande aleman alemana tedesco tedesca tedeschi tedesche duits duitse duitser
greece griechenland grece grecia griekenland | greek grieche griechisch grec grecque griego griega greco greca greci greche grieks griekse griek
hanover hannover hanovre
holland hollande holanda olanda netherlands niederlande niederlanden pays_bas paises_bajos paesi_bassi nederland nederlanden | dutch hollander hollandisch niederlander niederlandisch hollandais neerlandais holandes neerlandes olandese hollands nederlands nederlandse hollandse
hungary ungarn hongrie hungria ungheria hongarije | hungarian ungarisch hongrois hungaro ungherese hongaars
iceland island islande islandia islanda ijsland ysland | icelandic islandisch islandais islandes islandese
india indien inde indes indias indie | indian inder indisch indien indienne indio indiano indiaas
indonesia indonesien indonesie | indonesian
ireland irland irlande irlanda ierland | irish ire irisch irlandais irlandes irlandese iers ierse
israel israele
italy italien italie italia | italian italiener italienisch italienne italiano italiana italiani italiane italiaans italiaanse
japan japon giappone | japanese japanisch japonais japones giapponese japans japanse
java
lombardy lombardei lombardie lombardia | lombard lombarde lombardo
luxembourg luxemburg luxemburgo lussemburgo
madagascar madagaskar
mexico mexiko mexique mejico messico | mexican mexikanisch mexicain mexicano messicano
morocco marokko maroc marruecos marocco
mozambique mosambik
normandy normandie normandia | norman normanne normand normando normannisch
norway norwegen norvege noruega norvegia noorwegen | norwegian norweger norwegisch norvegien noruego norvegese noors noorse
orange oranje oranien
persia persien perse perzie | persian persisch persan persa perzisch
piedmont piemont piemonte
poland polen pologne polonia | polish polnisch polonais polaco polacco pools poolse
portugal portogallo | portuguese portugiese portugiesisch portugais portugues portoghese portugees portugese
prussia preussen prusse prusia pruisen | prussian preussisch prussien prusiano prussiano pruisisch
russia russland russie rusia rusland | russian russe russisch ruso rusa russo russa russi russische
saint_helena sankt_helena sainte_helene santa_elena sant_elena sint_helena
savoy savoyen savoie saboya savoia
saxony sachsen saxe sajonia sassonia saksen | saxon sachsisch saxe sajon
scotland schottland ecosse escocia scozia schotland | scottish scots scot scotch schotte schottisch ecossais escoces scozzese schots schotse
sicily sizilien sicile sicilia sicilie | sicilian sizilianisch sicilien siciliano
south_africa sudafrika afrique_du_sud sudafrica zuid_afrika | south_african sudafrikaner sudafrikanisch sud_africain sudafricano zuid_afrikaans
spain spanien espagne espana spagna spanje | spanish spaniard spanier spanisch espagnol espagnole espanol espanola spagnolo spagnola spagnoli spaans spaanse
sweden schweden suede suecia svezia zweden | swedish schwede schwedisch suedois sueco svedese zweeds
switzerland schweiz suisse suiza svizzera zwitserland | swiss schweizer suisse suizo svizzero zwitsers
syria syrien syrie siria
turkey turkei turquie turquia turchia turkije | turkish turke turkisch turc turque turco turca turks turkse
tuscany toskana toscane toscana | tuscan toskanisch toscan toscano
united_states vereinigte_staaten vereinigten_staaten etats_unis estados_unidos stati_uniti verenigde_staten usa
wales galles gales pays_de_galles | welsh walisisch gallois gales gallese
zeeland seeland zelande
adriatic adria adriatique adriatico
aegean agais egee egeo
atlantic atlantik atlantique atlantico atlantische
baltic ostsee baltique baltico oostzee
mediterranean mittelmeer mediterranee mediterraneo middellandse
north_sea nordsee mer_du_nord mar_del_norte mare_del_nord noordzee
pacific pazifik pacifique pacifico
danube donau danubio
elbe
ganges gange
nile nil nilo nijl nyl
rhine rhein rhin rin reno rijn ryn
rhone rodano
seine sena senna
spree sprea
tagus tajo tejo
tiber tibre tevere
thames themse tamise tamesis tamigi theems
alps alpen alpes alpi
pyrenees pyrenaen pirineos pirenei pyreneeen
vesuvius vesuv vesuve vesubio vesuvio
colosseum kolosseum colisee coliseo colosseo | flavian
louvre
pantheon panteon
bastille bastilla bastiglia
trafalgar
vatican vatikan vaticano vaticaan
westminster
table_mountain tafelberg montagne_de_la_table montana_de_la_mesa montagna_della_tavola
good_hope guten_hoffnung bonne_esperance buena_esperanza buona_speranza goede_hoop
great_fire grossen_brand grosse_brand grossem_brand grand_incendie gran_incendio grande_incendio grote_brand
spanish_steps spanische_treppe spanischen_treppe escalier_espagnol plaza_de_espana piazza_di_spagna spaanse_trappen
east_india ostindien ostindische ostindischen indes_orientales indias_orientales indie_orientali oostindische oost_indische
thistle distel chardon cardo distelkapelle
"""

PEOPLE = """
aeneas aneas enee eneas enea
aeschylus aischylos eschyle esquilo eschilo
agrippina agrippine
aldus alde aldo
apollo apollon apolo
archimedes archimede arquimedes
aristotle aristoteles aristote aristotele
athena athene minerva
aurelius aurel aurele aurelio
bacchus baco bacco dionysus dionysos
boccaccio boccace bocaccio
brutus bruto
calvin calvino kalvin
canaletto
caracalla
caravaggio caravage
cassius cassio
cicero ciceron cicerone
cleopatra kleopatra cleopatre
columbus kolumbus colomb colombo
copernicus kopernikus copernic copernico
dante
erasmus erasme erasmo
euclid euklid euclide euclides
farnese farnesio
galba
galileo galilee galilei
hannibal annibale anibal
isis iside
joshua josua josue giosue jozua
judas giuda
judith giuditta judit
juvenal giovenale
leto latona
livy livius tite_live livio
lucretia lucrece lucrecia lucrezia
luther lutero
martial marziale marcial
medici medicis mediceo
medusa meduse
muhammad mohammed mahomet mahoma maometto
noah noe
oceanus okeanos oceano
odysseus ulysses ulysse ulises ulisse
orpheus orphee orfeo
petrarch petrarca petrarque
phidias fidias fidia pheidias
pliny plinius pline plinio
plutarch plutarchos plutarque plutarco plutarchus
pompey pompeius pompejus pompee pompeyo pompeo
praxiteles praxitele
remus remo remus
sappho saffo safo
scipio scipion escipion scipione
seneca seneque
socrates sokrates socrate
solomon salomo salomon salomone
suetonius sueton suetone suetonio svetonio
tacitus tacite tacito
vitruvius vitruv vitruve vitruvio
zeus
adam adan adamo
adrian hadrian hadrien adriano hadrianus adriaan adrien
albert alberto albrecht adalbert
alexander alexandre alejandro alessandro alexandros
alfons alphonse alfonso alphonso
ambrose ambrosius ambroise ambrosio ambrogio
anne anna ana
andrew andreas andre andres andrea andries
anthony anton antonius antoine antonio antonie
augustine augustinus augustin agustin agostino
augustus auguste augusto august
baldwin balduin baudouin balduino baldovino boudewijn boudewyn
beatrice beatrix beatriz
benedict benedikt benoit benedicto benedetto benedictus
bernard bernhard bernardo
boniface bonifaz bonifatius bonifacio bonifatius bonifacius
caesar casar cesar cesare
caligula calligola
catherine katharina catalina caterina catharina katherine
charlemagne karl_der_grosse karls_des_grossen karl_dem_grossen charles_the_great carlomagno carlo_magno karel_de_grote
charles karl carlos carlo karel carolus carl
christina christine cristina
christopher christoph christophe cristobal cristoforo christoffel
claudius claude claudio
clement clemens klemens clemente
constantine konstantin constantin constantino costantino constantijn constantyn
david davide
diana diane
diocletian diokletian diocletien diocleciano diocleziano diocletianus
domitian domitien domiciano domiziano domitianus
edward eduard edouard eduardo edoardo
elizabeth elisabeth isabel elisabetta elizabet
emmanuel emanuel manuel emanuele emmanuele
eugene eugen eugenio eugenius
ferdinand fernando ferdinando
francis franz francois francisco francesco frans franciscus
frederick friedrich frederic federico frederik
gabriel gabriele
george georg georges jorge giorgio joris georgius
gregory gregor gregoire gregorio gregorius
henry heinrich henri enrique enrico hendrik hendrick
hercules herkules hercule herculaneum ercole
homer homere homero omero homerus
horace horaz horacio orazio horatius
innocent innozenz innocente inocencio innocenzo innocentius
jacob james jakob jacques jaime jacobo giacomo jacobus santiago
jerome hieronymus jeronimo girolamo
jesus gesu jezus
joan johanna jeanne juana giovanna
john johannes johann jean juan giovanni jan johan joannes hans
joseph josef jose giuseppe jozef
julius jules julio giulio
july_monarchy julimonarchie
jupiter jupiter giove
justinian justinien justiniano giustiniano justinianus
lawrence laurentius laurent lorenzo laurens laurenz
leo leon leone
leonardo leonard
leopold leopoldo
louis ludwig luis luigi lodewijk lodewyk ludovico
lucius lucio
luke lukas luc lucas luca
magdalene magdalena madeleine maddalena
marcus mark markus marc marcos marco
margaret margarete marguerite margarita margherita margaretha
mars marte
mary maria marie
matthew matthaus matthieu mateo matteo mattheus matteus
maximilian maximilien maximiliano massimiliano maximiliaan
mercury merkur mercure mercurio mercurius
michael michel miguel michele michiel
michelangelo michel_ange miguel_angel
minerva minerve
moses moise mose mozes
napoleon napoleone
neptune neptun neptuno nettuno neptunus
nero neron nerone
nicholas nikolaus nicolas nicola nicolaas niccolo nikolas
octavian octavien octaviano ottaviano octavianus
ovid ovide ovidio ovidius
otto otton oton ottone
paul paulus pablo paolo pauls paulo
peter pierre pedro pietro pieter petrus petri
philip philipp philippe felipe filippo filips philips
pius pie pio
plato platon platone
raphael raffael rafael raffaello rafael rafaello
richard ricardo riccardo
robert roberto
romulus
rudolf rodolphe rodolfo rudolph
sebastian sebastien sebastiano sebastiaan
severus severe severo
sixtus sixte sixto sisto
sophia sophie sofia
stephen stephan etienne esteban stefano stefan steven
stuart estuardo stuarda stuardo queen_of_scots
sylvester silvester sylvestre silvestre silvestro
tiberius tiberio tibere
theresa teresa therese theresia
thomas tomas tommaso
titian tizian titien tiziano titiaan
titus tite tito
trajan trajano traiano trajanus traian
umberto humbert humberto
urban urbain urbano urbanus
valentinian valentinien
venus venere
vespasian vespasien vespasiano vespasianus
victor viktor vittorio
victoria viktoria vittoria
virgil vergil virgile virgilio vergilius
william wilhelm guillaume guillermo guglielmo willem
the_good der_gute des_guten dem_guten le_bon el_bueno il_buono de_goede
the_bold der_kuhne des_kuhnen le_temeraire el_temerario il_temerario de_stoute
conqueror eroberer eroberers conquerant conquistador conquistatore veroveraar
magnificent prachtige prachtigen magnifique magnifico
"""

GIVEN = """
abraham agnes alan alfred amadeus ambroise angela arnold arthur artus barbara baptiste
bartholomew bartolomeo bertel bramante bruno caspar cecilia charlotte claus cornelis
cosimo daniel denis diego dirk donato edgar edmund edwin elias emil emile emma ernest
ernst erasmus ernesto felix filippo florence franck fritz gaspard georgina gerard gerrit
giacomo gian gilbert giordano giuliano gottfried guido gustav gustave guy hannah harald
hector helen helena hendrikus hermann horatio howard hugo humphrey inigo irene isaac ivan
jacopo jasper jenny joachim johanna josephine josua julia juliana julien kaspar klaus konrad
lambert leon leopoldine lucia lucy ludovico lukas malcolm marcel martin mathilde maurice
max melchior moritz mozart nelson norman oliver oscar oskar otto patrick philibert pieter
rembrandt rembert reinhard robin roger roland ruth salvator samuel sarah sigmund simon
sophie susanna sydney theodor theodore thorvald tobias ulrich vincent vittore vivian
vlad voltaire walter werner winston wolfgang xavier jones morris adams burns wells hughes davies davis dickens keats gibbs roberts
williams phillips edwards rogers stevens brooks hobbes pepys phidias
alberti algardi balzac baudelaire beethoven berlioz bernini boccherini borromini boswell botticelli
brahms bramante brunelleschi byron canova carracci cervantes cezanne chateaubriand chopin colbert
correggio courbet cranach cromwell darwin daumier debussy defoe delacroix descartes diderot donatello
durer dvorak eiffel einstein fragonard freud gaudi gauguin ghiberti ghirlandaio giotto goethe gogh goldoni
gounod goya greco guardi handel hawksmoor haussmann haydn hegel holbein hugo ingres ibsen kafka
kandinsky kant klimt knobelsdorff lebrun leibniz lessing liszt lutyens machiavelli mackintosh maderno
mahler manet mansart marat marlowe masaccio matisse mendelssohn michelangelo milton moliere monet
montesquieu mozart murillo nash newton nietzsche palladio paxton perrault picasso piranesi poussin
puccini pugin racine reynolds richelieu robespierre rodin rossini rousseau rubens sangallo sansovino
schiller schinkel schubert schumann scott semper seurat shakespeare shelley soufflot spinoza stendhal
swift talleyrand thackeray tiepolo tintoretto tolstoy trollope turner vanbrugh vasari velazquez verdi
vermeer veronese vignola vivaldi vondel wagner warhol watteau wellington whistler wordsworth wren zola
zurbaran
"""
