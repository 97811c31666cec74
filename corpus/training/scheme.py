"""The classes of the tagger: the names of the outputs of its heads, in their order."""

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
"""Tags for words of an event: none, first word, further word. ``STATEMENT_TAGS`` has a tag for the
first word of each kind of statement."""
STATEMENT_TAGS = ("O", *(f"B-{kind}" for kind in STATEMENTS), "I")
KINDS = (*EVENT_TYPES, "none")
"""Classes of a marked word: an event type, or no event after all."""
STATEMENT_KINDS = (*STATEMENTS, "none")
ROLES = (
    "doer", "target", "place", "in", "day", "killed", "injured", "abducted", "arrested",
    "missing", "displaced", "weapon", "hit", "victim", "teller", "same",
    "speaker", "accused", "addressee", "investigator", "about",
)  # fmt: skip
"""Roles of a marked event (``same`` is for its other words), then those of a marked statement."""
ATTRIBUTIONS = ("", "claimed", "accused_by_authorities", "accused", "possible", "disputed")
RELATIONS = ("", "near", "within")
