"""The names that make up a cell of the grid: ``cell=SETTING/TYPE/GENRE/DIFFICULTY``."""

from __future__ import annotations

from corpus.labels import TYPES

NO_EVENT = {
    "accident": "an accident: traffic, fire, collapse, a boat, an explosion of gas",
    "crime": "ordinary crime without politics: robbery, a family killing, smuggling, a trial of it",
    "sport": "sport, told in words of fighting",
    "business": "business, markets, technology: strikes at prices, a hostile takeover",
    "anniversary": "an anniversary or memorial of something years ago, no day of it to code",
    "plan": "a plan, an announcement, a call to protest, an exercise, a deployment to come",
    "threat": "a threat, a warning, a feared attack that has not happened",
    "statistics": "figures over many events: deaths of a year, attacks of a region, a study",
    "fiction": "a film, a book, a game, a play about war or revolt",
    "figure": "war words as figures of speech: a battle over a bill, a bombshell, under fire",
    "politics": "court, parliament, election, diplomacy, a law, a visit; nobody is hurt or held",
    "disaster": "disease, weather, earthquake, locusts, wild animals",
}
GENRES = {
    "wire": "the lead of a news agency's report",
    "wire-mid": "the middle of a news agency's report, where the news is already known",
    "local": "a local daily",
    "rights": "a report of a human-rights organisation",
    "situation": "a situation report of the UN or a ministry",
    "bulletin": "items of a news bulletin or a round-up list",
    "communique": "a communiqué of the police, an army or an armed group",
    "interview": "a quote from radio or an interview",
    "live": "an entry of a live blog",
    "feature": "a feature or background piece",
    "timeline": "a timeline",
    "social": "a post on a social network by a journalist or witness",
    "editorial": "an editorial or comment",
}
DIFFICULTIES = {
    "plain": "told plainly",
    "passive": "passive, no doer named",
    "two-events": "two events whose numbers must not mix",
    "round-up": "a round-up of several events, each with place, day and number of its own",
    "background": "background beside the news: an older event recalled",
    "rival-tolls": "rival tolls by different tellers",
    "allegation": "an allegation and a denial",
    "claim": "a claim of responsibility",
    "request": "somebody asks for an investigation",
    "named-group": "a named armed group beside “gunmen” or “unknown men”",
    "unknown-village": "an obscure or invented village, placed by its district or a distance",
    "number-words": "numbers in words",
    "vague-numbers": "vague numbers: dozens, several, scores, at least, more than, up to",
    "long-sentence": "one long sentence with clauses inside clauses",
    "pronouns": "doer and target taken up by pronouns or other names in later sentences",
    "headline": "headline style",
    "quoted": "told only in quoted speech",
    "failed": "an attack that failed, was repelled, disarmed, intercepted",
    "retold": "retold a day or more later, with another day as the news",
    "civilians-in-battle": "civilians hurt between two fighting sides",
}
KINDS_OF_CELL = (*TYPES, *NO_EVENT)
