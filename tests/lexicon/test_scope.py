"""Who dies in traffic, in a fire or by lightning is no event; who is shot in a bus is.

Nor are words of violence for something else, nor an arrest for theft."""

import pytest

from extractor.lexicon.scope import out_of_scope
from extractor.text.article import Article
from extractor.text.language import languages_of
from extractor.text.span import Span

ACCIDENTS = [
    ("A woman was killed on Tuesday when her car was hit by another car.", ["killed"]),
    ("A bus plunged into a ravine, killing 17 people and injuring 30.", ["killing", "injuring"]),
    ("Twelve people were killed in a plane crash outside Lima.", ["killed"]),
    ("Four pilots were killed when their jet crashed.", ["killed"]),
    ("A fire at a garment factory killed 40 workers.", ["killed"]),
    ("Three workers were killed when a boiler exploded.", ["killed", "exploded"]),
    ("A gas leak explosion in a block of flats killed 39.", ["explosion", "killed"]),
    ("A stampede at a temple killed 30 pilgrims.", ["killed"]),
    ("Lightning killed four farmers.", ["killed"]),
    (
        "Rescuers found the bodies of six in a collapsed mine; the mine caved in.",
        ["found the bodies"],
    ),
    ("He died of a heart attack.", ["died"]),
    ("Tres personas murieron al volcar un autobús cerca de Puno.", ["murieron"]),
    ("Six personnes ont été tuées dans un accident de la route.", ["tuées"]),
]
NO_DEED = [
    ("The senator launched a fierce attack on the president's budget in Washington.", ["attack"]),
    ("The minister opened fire on his critics at a news conference.", ["opened fire"]),
    ("The company exploded onto the market in Shanghai on Monday.", ["exploded"]),
    ("Farmers are battling an invasion of locusts.", ["battling"]),
    ("Hackers attacked the computers of a bank in Dhaka.", ["attacked"]),
    ("A film about the bombing of Guernica opens on Friday.", ["bombing"]),
    ("Thousands marked the anniversary of the bombing that killed 140,000.", ["bombing", "killed"]),
    ("A bear attacked and killed a hiker near Anchorage on Sunday.", ["attacked", "killed"]),
    ("A shark attack off Perth on Monday killed a surfer.", ["attack", "killed"]),
    ("Virginia Ruiz died on Monday after a battle with cancer.", ["battle"]),
    ("Firefighters battled a blaze in Lima on Monday.", ["battled"]),
    ("Police executed two search warrants in Concord on Thursday.", ["executed"]),
    ("Petrojet beat Ismaili on Monday 1-0.", ["beat"]),
    ("Chefs demonstrated the dish in Lyon on Monday.", ["demonstrated"]),
    ("A fiery crash killed three in Puebla on Monday.", ["killed"]),
    ("The H5N1 strain, which has already killed 100, is in Egypt.", ["killed"]),
    ("Thousands of birds have been killed near Ciocile on Monday.", ["killed"]),
    ("Measles killed 300 children in Kinshasa last week.", ["killed"]),
    ("Heavy rain battered Manila on Monday, killing 12 people.", ["killing"]),
]
CRIME = [
    ("Police in Berlin arrested a man on Monday for stealing bicycles.", ["arrested", "stealing"]),
    ("A man was arrested for drunk driving in Paris, Texas.", ["arrested"]),
    ("A woman was robbed behind a shop in Berea.", ["robbed"]),
    ("Two people were arrested after a meth lab was found.", ["arrested"]),
]
POLITICS = [
    ("Police arrested an opposition leader on fraud charges.", ["arrested"]),
    ("Soldiers robbed a bank in Goma.", ["robbed"]),
    ("Police arrested 120 people in a raid on drug dealers.", ["arrested"]),
    ("Militants stole cattle near Isiolo.", ["stole"]),
    ("Police arrested two students in Lagos.", ["arrested"]),  # nothing says why
    ("A man was killed in a robbery in Bogota.", ["killed", "robbery"]),
]
VIOLENCE = [
    ("Security forces killed 12 people in a storm of outrage.", ["killed"]),
    ("Police killed seven people, a week after the earthquake.", ["killed"]),
    ("A truck ran into pedestrians, killing 84 people.", ["killing"]),
    ("A plane crashed in Sinai, killing 224; Islamic State claimed it.", ["killing"]),
    ("A strike on a house killed nine; the building collapsed.", ["killed"]),
    ("A vehicle packed with gas cylinders exploded, killing 14.", ["exploded", "killing"]),
    ("A prison fire started by inmates killed 68 people.", ["killed"]),
    ("Police attacked government critics in Harare.", ["attacked"]),
    ("Thousands demonstrated their anger in Madrid on Monday.", ["demonstrated"]),
    ("Two polio workers were killed in Peshawar on Monday.", ["killed"]),
    ("Raiders slaughtered 12 people and stole goats in Baringo.", ["slaughtered"]),
    ("Police jailed a lawyer for fraud in Minsk.", ["jailed"]),
    ("Bandits robbed traders in Katsina on Monday.", ["robbed"]),
    ("La policía mató a tres personas en Caracas durante una tormenta.", ["mató"]),
    ("Boko Haram a tué 14 personnes; le car s'est renversé.", ["tué"]),
    ("In heavy rain, gunmen attacked a convoy, killing 12.", ["attacked", "killing"]),
    ("The rebels attacked the market, killing nine traders.", ["attacked", "killing"]),
    ("Police attacked the press at a rally, and fired on the crowd.", ["attacked"]),
    ("On the anniversary of the bombing, a bomb exploded at the site.", ["exploded"]),
    ("Police attacked the press in Harare on Monday.", ["attacked"]),
    ("An attack on a market killed 12 people.", ["attack", "killed"]),
    ("Two people were killed in Israeli fire in Gaza.", ["killed"]),
    ("Students demonstrated in Lagos against the law.", ["demonstrated"]),
    ("Rebels executed two teachers.", ["executed"]),
    ("Police beat two students in Lagos on Monday.", ["beat"]),
    ("Rebels are fighting the army near Goma.", ["fighting"]),
    ("Cattle rustlers have killed eleven people near Isiolo.", ["killed"]),
    ("Raiders took goats and killed two herders near Isiolo.", ["killed"]),
    ("In Goma, a city fighting poverty, two teachers were killed on Monday.", ["killed"]),
    ("A series of attacks killed 12 people.", ["attacks", "killed"]),
    ("Tamil Tigers attacked a village, killing nine.", ["attacked", "killing"]),
    ("A truck exploded into flames in Aleppo.", ["exploded"]),
    ("A man was killed by a Buffalo police officer.", ["killed"]),
    ("A man with a heart attack was brought in; an attack on the clinic killed him.", ["killed"]),
    ("Soldiers fighting the flames were killed by snipers' bullets.", ["killed"]),
    (
        "Four soldiers were killed when rebels shot down their jet, which crashed.",
        ["killed"],
    ),
    ("Ten people were killed when their bus hit a land mine and overturned.", ["killed"]),
    ("Gunmen set a bus on fire; the bus crashed, killing two.", ["killing"]),
    ("The bus crashed after guerrillas attacked it, killing two.", ["killing"]),
    ("Two people were murdered beside a road accident.", ["murdered"]),
    ("A blast at the station killed nine.", ["blast", "killed"]),  # nothing says what blew up
    ("A car plunged into a river after the blast killed its driver.", ["blast", "killed"]),
    ("Guerrilleros dispararon contra un autobús que volcó; murieron tres.", ["murieron"]),
    ("Le car s'est renversé après avoir sauté sur une mine, tuant six soldats.", ["tuant"]),
]


def spans(text: str, words: list[str]) -> list[Span]:
    return [Span(text.index(w), text.index(w) + len(w), w) for w in words]


def told(text: str, words: list[str]) -> bool:
    languages = languages_of(text)
    return out_of_scope(text, Article(text).sentences, spans(text, words), languages=languages)


@pytest.mark.parametrize(("text", "words"), ACCIDENTS + NO_DEED + CRIME)
def test_out_of_scope(text: str, words: list[str]):
    assert told(text, words)


@pytest.mark.parametrize(("text", "words"), VIOLENCE + POLITICS)
def test_in_scope(text: str, words: list[str]):
    assert not told(text, words)


def test_without_a_word_of_either_nobody_knows():
    assert not told("Three people were killed in Puebla on Tuesday.", ["killed"])


def test_the_whole_of_what_is_told_counts():
    text = "Nine died when a bus crashed near Cali. The army said rebels had fired at it."
    assert out_of_scope(text, Article(text).sentences[:1], spans(text, ["died"]))
    assert not out_of_scope(text, Article(text).sentences, spans(text, ["died"]))


def test_who_claims_it_in_the_next_sentence_is_heard():
    text = "Six died when a train derailed near Quetta. The Baloch army said that it had done it."
    told_in, after = Article(text).sentences
    assert out_of_scope(text, [told_in], spans(text, ["died"]))
    assert not out_of_scope(text, [told_in], spans(text, ["died"]), beside=[after])
