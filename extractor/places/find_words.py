"""Words around place names that say what a name is: a region, an organisation, a person."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "Idlib Province", "province of Idlib": what the word says the place is
REGION_WORDS = _words(
    """province provinces governorate governorates oblast region regions department departments
    state states prefecture county counties district districts canton parish voivodeship krai
    municipality subdistrict wilaya vilayet division emirate republic territory raion shire
    departamento provincia estado distrito región département région préfecture gouvernorat"""
)
FIRST_LEVEL = _words(
    """province provinces governorate governorates oblast region regions department departments
    state states prefecture canton voivodeship krai wilaya emirate republic territory departamento
    provincia estado región département région préfecture gouvernorat"""
)
TOWN_WORDS = _words(
    """town towns city cities village villages hamlet capital suburb settlement port municipality
    township camp neighborhood neighbourhood stronghold enclave ciudad pueblo municipio localidad
    aldea vereda corregimiento caserío ville localité commune hameau bourg quartier"""
)
HAMLETS = _words("village hamlet")
VILLAGE_WORDS = _words("town village hamlet settlement township neighborhood neighbourhood")
# Before "de X", X is a place: "al norte de X", "cerca de X", "près de X"
BESIDE = _words(
    """cerca afueras alrededores norte sur este oeste centro près environs nord sud est ouest centre
    proximité"""
)
OF = _words("of de del du d")
KIND_WORD = "|".join(sorted(REGION_WORDS | TOWN_WORDS))
PARTS = _words(
    """north south east west northern southern eastern western central northeast northwest
    southeast southwest northeastern northwestern southeastern southwestern upper lower
    downtown greater rural north-eastern north-western south-eastern south-western outlying"""
)
PART_WORD = "|".join(sorted(PARTS))
# Before a name, it is a person's
TITLES = _words(
    """mr mrs ms miss dr prof professor sir lord lady dame king queen prince princess sheikh shaikh
    imam ayatollah mullah pope cardinal archbishop bishop father sister brother pastor reverend rev
    rabbi saint president vice-president premier chancellor minister secretary undersecretary
    governor gov senator sen congressman congresswoman representative rep deputy mayor councillor
    councilman judge justice attorney prosecutor lawyer ambassador envoy commissioner director
    chairman chairwoman chief spokesman spokeswoman spokesperson general gen lieutenant lt colonel
    col major maj captain capt commander cmdr admiral adm sergeant sgt corporal cpl private pvt
    officer constable detective inspector sheriff marshal leader activist journalist reporter
    correspondent analyst professor coach manager striker pitcher quarterback actor actress singer
    author writer don dona senor senora monsignor msgr comrade doctor"""
)
# After a name, it is an organisation, a paper, a team: nothing is located there
ORGANISATIONS = _words(
    """times post herald tribune gazette press news daily journal observer telegraph chronicle
    examiner mirror guardian independent sentinel dispatch star sun globe monitor radio tv
    television network channel agency council ministry party front movement union federation
    association league club fc united inc corp corporation company co ltd llc plc group bank
    holdings partners fund foundation institute commission committee bureau department society
    accord accords agreement treaty protocol declaration convention summit pact process conference
    cup championship championships open marathon games festival cartel army brigade brigades
    battalion regiment corps command front congress senate parliament assembly airlines airways
    motors energy oil gas petroleum industries systems technologies pharmaceuticals insurance
    orchestra philharmonic symphony magazine review school bulls bears lions tigers eagles hawks
    act law rules virus disease syndrome fever scandal coalition initiative alliance tribes
    services center centre clinic law firm records entertainment studios wolves rangers raiders
    cowboys knights warriors rockets giants rovers athletic wanderers albion hotspur villa"""
)
# After a name, it stands there: the name still says where
FACILITIES = _words(
    """university college hospital airport airbase base prison jail mosque church cathedral temple
    synagogue market bazaar stadium square station harbor harbour port dam bridge checkpoint camp
    crossing barracks court courthouse police province governorate embassy consulate palace hotel
    highway residents officials authorities metropolitan international airfield refinery suburb
    area offensive city town village district county region parish state oblast mayor gov governor
    fire sheriff high elementary middle regional area suburbs countryside"""
)
# After a name, it is some other thing: water, a road, a hill
FEATURES = _words(
    """river lake bay creek sea ocean canal strait mountain mountains mount hill hills valley desert
    street avenue road boulevard lane drive way highway island islands beach park forest pass peak
    falls reservoir gulf cape peninsula channel st ave rd blvd dr ln hwy court place plaza circle
    trail"""
)
FEATURES_BEFORE = _words("lake mount mt cape fort camp river gulf bay rio loch")
OF_PLACES = _words("university church college")  # "University of Texas" is no place in Texas
SAYING = _words(
    """said says told added asked replied argued explained admitted wrote wrote testified noted
    joked recalled insisted thinks thought believes believed knows plays played scored hit"""
)
# Not a place however it is written
NEVER_TOGETHER = frozenset(["red cross", "red crescent", "holy family", "supreme court"])
NEVER = _words(
    """
    une les des aux sur dans pour avec los las del para con por una ayer hoy ataque ataques
    cuando toda sus según tras desde hasta hier selon trente attaque attaques
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday the a an of in on at to as is and or
    but he she it they we you i this that these those his her its their our my your who what when
    where why how mr mrs ms dr god allah islam christmas easter ramadan english islamic muslim
    christian catholic jewish arab arabs arabic congress senate parliament internet president
    government police army church house court state states province district county city town
    university college school street road avenue park center centre general major national federal
    international united union democratic republican party council committee security north south
    east west central northern southern eastern western not no yes all some many most one two three
    if for by with from after before since while during although however meanwhile according more
    new old good great big there here then now also both each every even only just about over under
    between first second third last next other another such than so too very will would can could
    should must being been have has had do does did get got go went come came say says said told
    nato un eu au opec imf opcw ap afp reuters upi isis isil daesh taliban taleban hamas hezbollah
    al-qaeda qaeda web man men woman women boy girl long live like make day days time home media
    us them him me mine free human rights foreign defense defence interior prime minister secretary
    spokesman spokeswoman chief officer xinhua tass itar-tass interfax efe notimex dpa
    anadolu molotov kalashnikov prensa latina radio channel domestic network chechen basque
    bridge"""
)

# The few places that keep their article in English
WITH_ARTICLE = _words("hague gambia bahamas netherlands philippines bronx dalles comoros maldives")
CONNECTORS = _words(
    """of de la del las los el al ez er es az ad as ash an di da do dos du des le les the y and e i
    sur en upon am bin bint ibn abu van von der ul"""
)
# Written small at the end of a country's name: "République centrafricaine"
SMALL_IN_NAMES = _words(
    "centrafricaine centroafricana démocratique dominicaine tchèque saoudite unis équatoriale"
    " ecuatorial occidental oriental arabes"
)
ROMANCE_ARTICLES = _words("le la les el los las")  # "Le Liban" names no Mr Liban
ARTICLES = _words("al el ad ar as ash at ath az an ed er es ez")  # "al-Bab", written small
NAME_PARTICLES = _words("al bin de van von der ibn ul")
# Before a name, it is a place
PLACE_BEFORE = _words(
    """in near at from to around outside into inside of across throughout toward towards between
    leaving reached reaching captured seized entered attacked besieged bombed shelled visited over
    via and en a desde hacia à vers"""
)

# Unions that are asked for at every name
HOLDS_NOBODY = FACILITIES | FEATURES | ORGANISATIONS | REGION_WORDS
THINGS = FACILITIES | FEATURES | ORGANISATIONS
PARTS_AND_TITLES = PARTS | TITLES
USUAL_AFTER = FACILITIES | PARTS_AND_TITLES
ADMIN = REGION_WORDS | {"city", "town", "village"}
KINDS = REGION_WORDS | TOWN_WORDS
OF_KINDS = KINDS | PARTS
ORGANISED = ORGANISATIONS | OF_PLACES
