"""What the tagger tells apart: the names behind the numbers of its heads, in their order."""

from __future__ import annotations

EVENT_TYPES = (
    "Regains", "Overtakes", "Clash", "ExcessiveForce", "Intervention", "PeacefulProtest",
    "ViolentDemo", "Mob", "Chemical", "AirStrike", "Suicide", "Shelling", "IED", "Grenade",
    "SexualViolence", "Attack", "Abduction", "Agreement", "Arrests", "Change",
    "DisruptedWeapons", "Base", "Looting", "Transfer", "Other",
)  # fmt: skip
"""ACLED's sub-event types by the short names of FORMAT.md."""
STATEMENTS = ("allegation", "denial", "claim", "request")
MARK_TAGS = ("O", "B", "I")
"""Words of an event, then of each kind of statement: first word, further word."""
STATEMENT_TAGS = ("O", *(f"B-{kind}" for kind in STATEMENTS), "I")
KINDS = (*EVENT_TYPES, "none")
"""What a marked word turns out to be: a type, or no event after all."""
STATEMENT_KINDS = (*STATEMENTS, "none")
ROLES = (
    "doer", "target", "place", "in", "day", "killed", "injured", "abducted", "arrested",
    "missing", "displaced", "weapon", "hit", "victim", "teller", "same",
    "speaker", "accused", "addressee", "investigator", "about",
)  # fmt: skip
"""Roles of a marked event, with ``same`` for its other words, then of a marked statement."""
ATTRIBUTIONS = ("", "claimed", "accused_by_authorities", "accused", "possible", "disputed")
RELATIONS = ("", "near", "within")
