"""Words that say what sort of actor a phrase means; folded, in the singular.

Lists, not rules: :mod:`extractor.actors.resolve` decides what follows from them. English news, and
the Spanish words that English texts about Latin America use.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOBODY = _words(
    """
    it its he she they them him her we us i you who whom which that this these those someone
    somebody anyone nobody none no one unknown unclear unidentified unnamed unspecified not stated
    mentioned given known na n a null nil nothing other others another all some several many more
    both each everyone everybody himself herself themselves itself one two three four five six seven
    eight nine ten dozen hundred thousand score responsibility author
    """
)
# What is done, and things: they name no actor, whoever the sentence is about.
EVENTS = _words(
    """
    attack assault bombing bomb explosion blast violence clash fighting incident strike airstrike
    raid ambush operation offensive shelling war conflict killing murder assassination kidnapping
    abduction death massacre protest demonstration riot march rally gunfire shooting crossfire
    crime crisis situation event report statement source dead wounded casualty fire shell rocket
    missile mine grenade explosive dynamite device car truck
    """
)
# Done with a state's weapons: "Russian shelling" is Russia's forces.
STRIKES = _words(
    "shelling bombardment airstrike strike missile rocket drone offensive raid fire shell"
)
THINGS = _words(
    """
    building house home office bus vehicle bank bridge pylon tower pipeline station store shop
    restaurant hotel school hospital church mosque market bakery road street highway airport base
    camp town village city headquarters barracks embassy consulate warehouse plant substation
    headquarter barrack premise lot motel machinery business shack section chapel chain pole
    ministry factory cafe university college table stadium park dam well mine depot shelter
    installation
    power electricity train railway boat ship plane aircraft warplane jet helicopter tank drone
    convoy checkpoint area region neighborhood neighbourhood property infrastructure facility
    structure oil gas line cable antenna soil territory land palace supermarket mall refinery
    farm field crop cattle livestock taxi minibus pickup motorcycle
    """
)
MILITARY = _words(
    """
    army military soldier troop troops battalion regiment brigade navy sailor marine air
    airforce warplane jet fighterjet aircraft helicopter gunship artillery tank paratrooper
    infantry infantryman servicemen serviceman conscript recruit general colonel captain lieutenant
    sergeant corporal garrison warship frigate
    coastguard reservist
    """
)
POLICE = _words(
    """
    police policeman policemen policewoman officer officers gendarme gendarmerie constable sheriff
    detective cop trooper investigator riotpolice jailer warden interior
    """
)
GOVERNMENT = _words(
    """
    government regime authority authorities ministry minister president presidency premier
    administration spokesman spokeswoman spokesperson official junta parliament cabinet kremlin
    embassy ambassador diplomat envoy governor court prosecutor senator congress chancellor
    vicepresident secretary department
    """
)
# Beside one of these, "forces" or "army" are not the state's.
NONSTATE = _words(
    """
    rebel rebels opposition separatist separatists secessionist militia militias militiaman
    militiamen paramilitary paramilitaries insurgent insurgents guerrilla guerrillas guerilla
    extremist extremists mercenary mercenaries terrorist terrorists dissident dissidents vigilante
    vigilantes militant militants jihadist jihadists jihadi jihadis islamist islamists settler
    settlers gang gangs cartel cartels contra contras subversive subversives resistance warlord
    tribal tribesman tribesmen clan clansman clansmen private freedom revolutionary liberation
    self-defense selfdefense faction takfiri takfiris narcoterrorist narcoterrorists activist
    activists protester protesters demonstrator demonstrators observatory exile exiled
    """
)
ARMED = _words(
    """
    gunman gunmen attacker attackers assailant assailants militant rebel insurgent guerrilla
    guerilla
    guerrillero terrorist extremist bomber jihadist jihadi bandit kidnapper abductor killer hitman
    assassin raider shooter perpetrator suspect fighter militia militiaman militiamen paramilitary
    subversive commando commandoe commandos separatist mercenary criminal robber armedman captor
    hijacker sniper intruder aggressor arsonist insurgency ultrarightist ultraleftist takfiri
    narcoterrorist islamist contra sicario delinquent hooligan outlaw squad rightist leftist
    vigilante arsonist
    ultraleft ultraright
    """
)
GANG = _words(
    "gang gangster gangsters cartel trafficker narcotrafficker drug mafia sicario hitman mobster"
)
PROTESTERS = _words(
    """
    protester protestor demonstrator marcher picketer striker protesters demonstrators activist
    manifestant sit-in picketers
    """
)
RIOTERS = _words("rioter mob looter hooligan stonethrower lynch")
COMMUNAL = {
    "tribal": "Tribal",
    "tribesman": "Tribal",
    "tribe": "Tribal",
    "clan": "Clan",
    "clansman": "Clan",
    "ethnic": "Ethnic",
    "herder": "Ethnic",
    "herdsman": "Ethnic",
    "pastoralist": "Ethnic",
    "communal": "Communal",
    "villager": "Communal",
    "farmer": "Communal",
    "sectarian": "Communal",
    "caste": "Caste",
}
PEACEKEEPERS = _words("peacekeeper peacekeepers peacekeeping helmets")
GROUPISH = _words(
    """
    front army movement brigade militia cartel gang group force forces guard command party
    liberation jihad faction battalion regiment organization organisation council alliance union
    coalition resistance network cell squad legion division column committee congress tigers
    commando commandos coordinator coordinating revolutionary mafia clan brotherhood
    """
)
PERSONS = _words(
    """
    person people civilian individual subject member resident villager man woman men women child
    children boy girl baby infant
    passenger passerby bystander citizen inhabitant local family relative wife husband son daughter
    mother father brother sister parent youth teenager victim hostage tourist patient pedestrian
    motorist customer guest shopper crowd population community candidate leader personality
    maid bodyguard engineer worker foreigner national noncombatant settler elder chief chieftain
    traveler traveller voter supporter worshipper pilgrim homeowner landowner prostitute actor
    actress singer poet writer scientist expert technician seaman seamen sailor pilot crew player
    spectator fan economist executive manager director contractor
    """
)
KIN = _words("family relative wife husband son daughter mother father brother sister parent child")
STATES = _words("state country nation power")
# Those who went on when their group ended; in Spanish and French too, as these lead to a name
DISSIDENTS = frozenset(
    ["dissident", "splinter", "breakaway", "remnant", "disidencia", "disidente", "dissidence"]
)
# "Attorney general", "secretary general": an office without arms, unlike a general's.
GENERALS = _words(
    "attorney secretary consul director comptroller solicitor surgeon postmaster auditor manager"
)
# Who stands for an office is no fighter of the group that he stands for.
CANDIDATES = _words("candidate nominee hopeful contender")
FORMER = _words("former retired ex off offduty demobilized demobilised")
# "Members of X", "dozens of X": who is meant comes after.
THROUGH = _words(
    """
    member group number dozen hundred thousand score column squad unit band team fighter cell
    faction branch wing commander leader militant gunman element contingent pair couple crowd mob
    soldier troop troops guerrilla rebel one some several many few batch wave remnant remains
    office spokesman spokeswoman spokesperson head chief representative member men man terrorist
    ministry minister president government state units
    """
)
# "National Guard", "border guards": with one of these before it, a guard is the state's.
STATE_GUARDS = _words("national presidential republican coast border civil treasury royal palace")
LONE = _words("lone lonewolf")
STATEHOOD = MILITARY | POLICE | GOVERNMENT | {"force", "security", "official", "guardsman"}
# What stands after one of these tells of the actor, it does not name it.
AFTER_HEAD = _words(
    """
    of from in at near who whom which that whose with by on along for belonging loyal working
    operating fighting battling traveling travelling during after before allegedly against under
    linked affiliated allied aligned wearing dressed using driving carrying riding claiming calling
    protesting demanding waiting trying participating opposed identified inside outside to into
    accused believed said as including
    """
)
DROPPED = _words(
    """
    the a an some several many about around nearly almost at least than more up over dozens hundreds
    scores thousands two three four five six seven eight nine ten eleven twelve twenty thirty forty
    fifty hundred thousand dozen suspected alleged presumed possible so called purported apparently
    reportedly heavily well unknown
    """
)
# What people are, not who they are: capitals that name nobody.
BELIEFS = _words(
    """
    islamic islamist muslim moslem christian hindu buddhist jewish sunni shia shiite arab marxist
    maoist communist leftist rightist catholic orthodox african european western eastern northern
    southern central north south east west english french spanish urdu
    """
)
# What a force has that goes by a name of its own: "Fourth Division".
UNIT = _words(
    """
    division brigade battalion unit regiment corps command commando guard force squad service
    agency department directorate bureau group team fleet squadron militia police
    """
)
# Small words of other languages: they count beside others of theirs, and name nobody.
SMALL = _words(
    """
    the of and in by two three four five six seven eight nine ten several dozens hundreds thousands
    unknown armed suspected
    """
)
# Words for people that are somebody's name in another language.
ONE_OF_US = _words("man men woman women child children youth youths people family")
# All words that the rules know, in English
KNOWN = frozenset().union(
    NOBODY, EVENTS, THINGS, MILITARY, POLICE, GOVERNMENT, NONSTATE, ARMED, GANG, PROTESTERS,
    RIOTERS, COMMUNAL, PEACEKEEPERS, GROUPISH, PERSONS, FORMER, AFTER_HEAD, DROPPED, STATEHOOD,
    ["dissident", "splinter", "breakaway", "remnant"],
)  # fmt: skip
