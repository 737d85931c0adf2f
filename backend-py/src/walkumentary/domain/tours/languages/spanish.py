"""Spanish."""

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
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre"
)

SPANISH = Rules(
    code="es",
    decimal_comma=True,
    numbers=NumberWords(
        cardinals={
            **counted(
                "un/uno/una dos tres cuatro cinco seis siete ocho nueve "
                "diez/decena once "
                "doce trece catorce quince dieciseis diecisiete dieciocho diecinueve "
                "veinte/veintena veintiuno/veintiun/veintiuna veintidos veintitres "
                "veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
            ),
            **counted(
                "treinta/treintena cuarenta/cuarentena cincuenta/cincuentena sesenta "
                "setenta ochenta noventa",
                start=30,
                step=10,
            ),
            **counted(
                "cien/ciento/centenar doscientos/doscientas trescientos/trescientas "
                "cuatrocientos/cuatrocientas quinientos/quinientas "
                "seiscientos/seiscientas "
                "setecientos/setecientas ochocientos/ochocientas "
                "novecientos/novecientas",
                start=100,
                step=100,
            ),
        },
        ordinals={
            **counted(
                "primer/primero/primera/primeros/primeras segundo/segunda/segundos "
                "tercer/tercero/tercera/tercio/tercios cuarto/cuarta quinto/quinta "
                "sexto/sexta septimo/septima octavo/octava noveno/novena decimo/decima "
                "undecimo/undecima duodecimo/duodecima decimotercero/decimotercera "
                "decimocuarto/decimocuarta decimoquinto/decimoquinta "
                "decimosexto/decimosexta decimoseptimo/decimoseptima "
                "decimoctavo/decimoctava decimonoveno/decimonovena vigesimo/vigesima"
            ),
            "centenario": 100,
        },
        scales={
            "docena": 12,
            "docenas": 12,
            "mil": 1_000,
            "millar": 1_000,
            "millon": 1_000_000,
            "millones": 1_000_000,
        },
        joiner="y",
        half=words("medio media"),
        and_a_half=words("ymedio"),
        vague=words(
            """
            un uno una primer primero primera primeros primeras segundo segunda segundos
            cuarto cuarta medio media centenario
            """
        ),
        twice=words("ambos ambas par pareja gemelos gemelas doble dobles"),
    ),
    calendar=Calendar(
        months=tuple(_MONTHS.split()),
        weekdays=tuple("lunes martes miércoles jueves viernes sábado domingo".split()),
        leading={"siglo": "century", "siglos": "century", "anos": "decade"},
        year_prepositions=words("en desde hacia"),
        year_words=words("ano"),
    ),
    units={
        "mm": "mm milimetro milimetros",
        "cm": "cm centimetro centimetros",
        "m": "m metro metros",
        "km": "km kilometro kilometros",
        "inch": "pulgada pulgadas",
        "foot": "pie pies",
        "yard": "yarda yardas",
        "mile": "milla millas",
        "m2": "metroscuadrados",
        "km2": "kilometroscuadrados",
        "square foot": "piescuadrados",
        "hectare": "hectarea hectareas ha",
        "acre": "acre acres",
        "g": "gramo gramos g",
        "kg": "kg kilo kilos kilogramo kilogramos",
        "tonne": "tonelada toneladas",
        "pound": "libra libras",
        "litre": "litro litros",
        "m3": "metroscubicos",
        "minute": "minuto minutos",
        "hour": "hora horas",
        "day": "dia dias",
        "week": "semana semanas",
        "month": "mes meses",
        "year": "ano anos",
        "decades": "decada decadas",
        "centuries": "siglos",
        "percent": "percent %",
        "euro": "euro euros €",
        "dollar": "dolar dolares $",
    },
    rewrites=rewrites(
        (r"\b(?:algo |poco )?más de\b", " ~over "),
        (r"\b(?:menos de|casi)\b", " ~under "),
        (
            r"\b(?:unos|unas|alrededor de|cerca de|aproximadamente|hacia|cosa de)\b",
            " ~about ",
        ),
        (r"\by medi[oa](?: de)?\b", " ymedio "),
        (r"\ba\. ?(?:de )?C\.|\bantes de (?:Cristo|nuestra era)\b", " ~bc "),
        (r"\bpor ciento\b", "percent"),
        (r"\b(\w+) (cuadrados|cúbicos)\b", r"\1\2"),
        (r"\b(mill[oó]n|millones|docenas?|\w+ena|centenar|millar) de\b", r"\1"),
        (rf"(\w) de (?=(?:{_MONTHS.replace(' ', '|')})\b)", r"\1 "),
    ),
    names=NameRules(
        function=words(
            """
            a al algo aquel aquella aquellos aqui asi aun aunque cada como con contra
            cual cuando cuya cuyo de del desde donde durante e el ella ellas ellos en
            entre era es esa esas ese eso esta estas este esto estos fue fueron ha hacia
            han hasta hay la las le les lo los mas me mi mientras muy ni no nos nuestra
            nuestro o para pero por porque pues que quien quienes se segun ser si sin
            sino sobre son su sus tal tan te tu tus tras u un una unas uno unos usted y
            ya yo van von di d l der of the and
            """
        ),
        openers=words(
            """
            abajo acerquese adentro admire afuera aguarde ahora algunas algunos alla
            alli alrededor alza ambas ambos ante antes apenas aprecie aqui arriba atras
            atraviese baje bajo bastante bien busque camine casi cerca cien cinco
            cincuenta comience consagrada construida construido contemple continue cruce
            cuanto cuarenta cuatro deje dentro descubra desde despues detras dieciseis
            diez dirija disfrute doble doce dos encima enfrente entonces entre escucha
            escuche esculpida espere fijate fijese finalmente fuera fundada fundado gire
            gracias hace haga hoy imagina imagine imaginese inaugurada incluso jamas
            junto lejos levantada levantado levante luego mas menos mil mira mirad mire
            miren muchas mucho muchos nada nadie ningun ninguna note nueve nunca observe
            observen ocho oiga once otra otras otro otros para pare pase pasee piense
            pinte pocas poco pocos posteriormente preste primero pronto proyectada
            quince quinientos quiza quizas recuerda recuerde regrese seis sesenta
            siempre sienta siete siga situada situado situese solo suba tambien tampoco
            tarde temprano toda todas todavia todo todos tome trece treinta tres unas
            unos varias varios vea veinte veintiocho veintiseis ven visite voltee vuelva
            """
        ),
        prepositions=words(
            """
            a al ante bajo con contra desde durante en entre hacia hasta para por segun
            sin sobre tras como
            """
        ),
        acts=words(
            """
            construyo diseno pinto murio escribio termino empezo comenzo fundo fundio
            esculpio restauro vivio regalo encargo predico hablo corono conquisto
            inauguro coloco trazo levanto proyecto realizo reconstruyo hizo mando nacio
            compuso quiso tallo creo compro vendio ideo recibio reino
            """
        ),
        titles=words(
            """
            pentecostes ascension cuaresma
            alcalde almirante apostol arzobispo baron barroco biblia
            capitan cardenal conde condesa coronel cristo dios doctor don
            dona dr duque duquesa edad emperador emperatriz espiritu este
            evangelio general gobernador gotico iglesia ilustracion
            infanta infante judio judios lady lord madre majestad mariscal
            media ministro navidad norte obispo oeste padre papa pascua
            pontifice presidente princesa principe profesor protestantes
            reforma reina renacimiento rey reyes san santa santas santo
            santos senor senora sir sur virgen virrey zar
            """
        ),
        common=words(
            """
            abadia academia acueducto adoracion aguja alcazar alta altar alto antigua
            antiguo anunciacion arcangel archivo arco armada arsenal arte artes asamblea
            ascension asuncion auditorio avenida ayuntamiento baile baluarte banco banos
            barrio basilica batalla bautismo bella bello beso biblioteca blanca blanco
            bodas bolsa bosque buena bueno cabo calle camara campana campanario campo
            capilla carcel cardenales cardo cartuja casa castillo catedral cementerio
            cena centro chica cielo circo ciudad claustro club colegio coliseo columna
            comision compania concurso consejo conservatorio consulado convento
            conversion copa coro corona coronacion corte cortes creacion crucifixion
            cruz cuartel cupula dama declaracion decreto descendimiento despertar
            dinastia dorada dorado ejercito embajada embajadores entierro ermita
            escalera escalinata escuela esperanza estacion estadio estado estados
            expolio exposicion faro federacion feria fiesta foro fuente fundacion
            fusilamientos galeria gobierno gran grande guardia guerra hermandad hermano
            hospicio hospital huida imperio incendio independencia inquisicion instituto
            isla jardin jardines juegos juicio justicia lado larga largo leccion lechera
            libertad libro lider logia lonja luz maja mar martirio mausoleo mayor medio
            meninas mercado mesa mezquita ministerio mirador mision monasterio moneda
            montana monte monumento muerte mundial mundo muro musa museo nacimiento
            nacional nacionales natividad naval nina nino noche noria nuestra nueva
            nuevo obelisco observatorio olimpicos opera orangerie orden organizacion
            organo oriental orientales oro pabellon pais palacio parlamento parque
            partido paseo pasion pastores patio patrimonio paz peninsula pensador
            pequena pequeno peste pietas piramide plaza portal pozo prado presentacion
            primavera prision protestante puente puerta puerto real reino rendicion
            republica restauracion revolucion rio roja rojo ronda rotonda sacro sala
            salon sanctus sede senado sinagoga sol soledad sudeste sueno tabla tapices
            tapiz teatro tempestad templo tentacion tesoro tierra torre tratado tribunal
            trinidad triunfo trono tumba tumbas unidas unidos union universal
            universidad victoria vieja viejo viento viernes villa vocacion zoologico
            """
        ),
        endings=tuple(
            "s ano ana anos anas es esa eses esas ense enses eno ena enos enas".split()
        ),
        opener_endings=tuple(
            "ado ada ados adas ido ida idos idas ando endo mente ar er ir aron ieron "
            "ciones cion antes".split()
        ),
    ),
)
