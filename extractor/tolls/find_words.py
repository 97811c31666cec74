"""The words of casualties and the letter each one has in the shape that casualty rules match.

Q amount         K killed, wounded    b was, have been    W who, which    I including
P person noun    G killing            r reportedly        H he, she       , comma
X Capital word   k kills, kill        M would, could      o of            ( bracket
w other word     Z died               t to                i in, by, from  S end of clause
h the, his       D dead, missing      n not, no           & and, or       U toll
F death, murder  C casualties         L lives             Y himself
"""

from __future__ import annotations

from typing import Literal

from extractor.text.tokens import listed

State = Literal["killed", "injured", "missing", "abducted", "arrested"]
KILLED: State = "killed"
INJURED: State = "injured"
MISSING: State = "missing"
ABDUCTED: State = "abducted"
ARRESTED: State = "arrested"

_FORMS: dict[State, dict[str, str]] = {
    KILLED: {
        "K": "killed slain assassinated murdered executed massacred beheaded lynched slaughtered"
        " martyred electrocuted gassed",
        "G": "killing assassinating murdering executing massacring beheading slaughtering",
        "k": "kill kills assassinate assassinates murder murders execute executes slay slays",
        "Z": "died perished dies succumbed",
        "D": "dead",
        "F": "death deaths fatality fatalities bodies corpses murder murders"
        " assassination assassinations"
        " killings execution executions massacre slaying slayings",
    },
    INJURED: {
        "K": "injured wounded hurt maimed",
        "G": "injuring wounding maiming hurting",
        "k": "injures wounds injure",
        "F": "injuries injury woundings",
    },
    MISSING: {"D": "missing", "F": "disappearance disappearances"},
    ABDUCTED: {
        "K": "abducted kidnapped",
        "G": "abducting kidnapping",
        "k": "abduct abducts kidnap kidnaps",
        "F": "abduction abductions kidnapping kidnappings",
    },
    ARRESTED: {
        "K": "arrested detained apprehended",
        "G": "arresting detaining apprehending",
        "k": "arrest arrests detain detains",
        "F": "arrest arrests detention detentions",
    },
}
# Longest first: several words that act as one.
PHRASES: dict[str, list[tuple[tuple[str, ...], str, State]]] = {}
for _state, _letter, _phrases in (
    (KILLED, "K", "shot dead|shot and killed|gunned down|beaten to death|stabbed to death"
     "|shot to death|burned alive|burnt alive|clubbed to death|stoned to death|knifed to death"
     "|strangled to death|bludgeoned to death|hacked to death|burned to death|burnt to death"
     "|put to death|blown to pieces"
     "|tortured to death|crushed to death|tortured and killed"),
    (KILLED, "G", "shooting dead|gunning down|shooting to death"),
    (KILLED, "Z", "lost their lives|lost his life|lost her life"),
    (KILLED, "D", "found dead|found murdered|found killed|found strangled|found beheaded"),
    (ABDUCTED, "K", "taken hostage|held hostage|taken captive|taken prisoner"),
    (ABDUCTED, "G", "taking hostage"),
    (MISSING, "D", "unaccounted for|feared missing|reported missing|went missing|gone missing"),
    (ARRESTED, "K", "taken into custody|placed under arrest|rounded up"),
):  # fmt: skip
    for _phrase in _phrases.split("|"):
        _words = tuple(_phrase.split())
        PHRASES.setdefault(_words[0], []).append((_words, _letter, _state))

_LETTERS = {
    "o": "of",
    "i": "in at on from with by near for during after when while as inside outside across along"
    " around before since under through against between over into late early",
    "&": "and or plus but",
    "b": "was were been be being are is got get gets",
    "v": "have has had having",
    "r": "reportedly also later allegedly immediately then subsequently either already seriously"
    " badly critically severely slightly fatally instantly apparently confirmed reported believed"
    " again still now so far far violently brutally gravely both lightly feared presumed"
    " known thought understood initially yesterday today overnight recently previously once",
    "M": "could may might will would shall should can if unless must cannot",
    "t": "to",
    "n": "nor not no without neither never nobody didn doesn wasn weren none any",
    "W": "who whom which that whose",
    "H": "he she",
    "Y": "himself herself",
    "h": "the his her their its this these those our my your some",
    "I": "including among includes",
    "C": "casualties casualty",
    "L": "lives life",
    "U": "toll tolls",
}
WORDS: dict[str, tuple[str, State | None]] = {}
for _letter, _listed in _LETTERS.items():
    WORDS |= dict.fromkeys(_listed.split(), (_letter, None))
for _state, _classes in _FORMS.items():
    for _letter, _listed in _classes.items():
        WORDS |= dict.fromkeys(_listed.split(), (_letter, _state))
# One of these is in whatever a rule matches: the letters that its verb can have.
HARM_WORDS = frozenset(PHRASES) | {word for word, (kind, _) in WORDS.items() if kind in "CFKUDZGkL"}

PERSONS = frozenset(
    listed("""
    accomplice activist adult agent aide ambassador assailant assassin attacker baby bandit banker
    bishop bodyguard bomber boy bricklayer brother bus businessman cadet candidate captain cameraman
    catholic chief child citizen civilian cleric coca colonel combatant commander commando
    commuter comrade congressman contractor convict corporal correspondent councilman couple crew
    criminal daughter deacon defender delegate demonstrator deputy detainee diplomat director
    doctor driver editor elder employee engineer enemy evacuee executive extremist family farmer
    father female fighter firefighter fisherman follower foreigner general girl governor guard
    guerrilla guerilla gunman hostage husband imam individual infant informant inhabitant inmate
    insurgent intern jihadi jihadist journalist judge juror kid kidnapper laborer labourer lawmaker
    lawyer leader legislator lieutenant local looter magistrate major male man manager marcher
    marine member mercenary merchant migrant militant militiaman miner minister minor missionary
    monk mother motorist muslim neighbor neighbour nun nurse occupant officer official onlooker
    operative operator paramedic paramilitary paratrooper passenger passerby patient patrolman
    peacekeeper peasant pedestrian person photographer pilgrim pilot pirate police policeman
    policewoman politician prefect president priest prisoner producer professor prosecutor
    protester protestor rebel recruit refugee relative reporter representative rescuer resident
    rioter robber sailor salesman secretary senator separatist sergeant serviceman settler
    shepherd shopkeeper shopper sister soldier son spokesman sportsman staff student subversive
    suspect teacher teenager terrorist thug tourist trader trafficker traveler traveller tribesman
    troop trooper unionist vendor veteran victim villager visitor volunteer voter warden wife
    woman worker worshiper worshipper writer youngster youth coalminer mayor maid cook companion
    catechist seminarian housewife caretaker rancher landowner attorney rector industrialist
    technician agronomist nurse servant novice newsman watchman clergyman cattleman
""")
) - {"bus", "coca", "enemy", "couple"}
PLURALS = frozenset(
    [word + "s" for word in PERSONS]
    + [word[:-1] + "ies" for word in PERSONS if word.endswith("y")]
    + listed(
        "people men women children policemen gunmen servicemen militiamen fishermen businessmen"
        " congressmen tribesmen patrolmen wives personnel troops forces police staff cattlemen"
        " newsmen watchmen seamen housewives others youths clergymen humans persons souls"
        " passersby jesuits"
    )
)
# Heads that say nothing about who: their number is a total, not a part of one.
GENERIC = frozenset(
    ["people", "persons", "person", "others", "individuals", "victims", "humans", ""]
)

# A number before one of these counts no people.
UNITS = frozenset(
    listed("""
    km kilometer kilometers kilometre kilometres mile miles meter meters metre metres feet foot
    inch inches percent per cent year years month months day days hour hours minute minutes week
    weeks second seconds am pm a.m p.m ton tons tonnes kg kilo kilos kilogram kilograms pounds
    pound dollar dollars peso pesos euro euros million-dollar bombs bomb rounds vehicles vehicle
    houses homes times time gmt local o'clock bullets shots bridges attacks attack cars trucks
    explosions degrees gram grams liters caliber mm th sheep cows cattle goats dogs horses camels
    animals livestock
""")
)
# Things that are "hit", "executed" or "missing" too; a person's word beside them outweighs them.
NOT_PEOPLE = UNITS | frozenset(
    listed("""
    operation operations plan plans building buildings business businesses rifle rifles weapon
    weapons gun guns aircraft plane planes helicopter helicopters ship ships boat boats dog dogs
    horse cow animal animals town towns village villages crop crops tank tanks
    bank banks church churches school schools ambush economy investigation city
""")
)
MONTH_NAMES = frozenset(
    listed("""
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
""")
)
DAY_NAMES = frozenset(
    listed("monday tuesday wednesday thursday friday saturday sunday today yesterday")
)

# Other languages: a word and the state it tells; the number stands within three words of it.
FOREIGN_STATES: dict[str, State] = {
    word: state
    for state, words in (
        (KILLED, "muerto muertos muertas murieron murió fallecidos fallecieron asesinados"
         " asesinadas asesinado asesinaron asesinó mataron mató matando falleció perecieron"
         " abatidos abatido muerte mort morts tué tués tuées tuée tuant"
         " décédés décédé assassinés assassiné abattus"
         " погибли погиб погибло погибших убиты убит убито убитых убил убили скончались"
         " قتيل قتلى قتل مقتل قتيلا مصرع استشهاد شهيد شهداء mortos mortas morreram"),
        (INJURED, "herido heridos heridas herida lesionados hirieron hirió"
         " blessant blessé blessés blessées ранены ранен"
         " ранено раненых ранения ранили пострадали пострадавших جريح جرحى جرح إصابة أصيب جريحا"
         " مصاب feridos feridas"),
        (ABDUCTED, "secuestrados secuestraron secuestradas secuestrado secuestró enlevé enlevés"
         " enlevées kidnappés похищены похитили"
         " خطف اختطاف"),
        (ARRESTED, "detenidos detenidas detuvieron detuvo arrestados arrestaron arrêté"
         " arrêtés arrêtées interpellés"
         " задержаны задержано арестованы اعتقال اعتقل"),
        (MISSING, "desaparecidos desaparecidas disparus пропали مفقود مفقودين"),
    )
    for word in words.split()
}  # fmt: skip
FOREIGN_WORDS = frozenset(FOREIGN_STATES) | {f"و{word}" for word in FOREIGN_STATES}
"""With Arabic's "and", which is written together with the word."""
