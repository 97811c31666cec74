"""Exports of forms that people fill in (KoboToolbox, ODK Central, Briefcase). Their columns are
named with the groups of questions, and the server adds columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

__all__ = [
    "FORM_COLUMNS",
    "is_form_export",
    "options_of_questions",
    "told_without_groups",
    "without_groups",
]

# docs: support.kobotoolbox.org/export_download.html, docs.getodk.org/central-submissions
FORM_COLUMNS = frozenset(
    {
        *("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_tags"),
        *(
            "_submitted_by",
            "__version__",
            "_index",
            "_xform_id_string",
            "_attachments",
            "_version_",
        ),
        *("_bamboo_dataset_id", "_geolocation", "_parent_table_name", "_parent_index"),
        *("_submission__id", "_submission__uuid", "_submission__submission_time"),
        *("_submission__validation_status", "_submission__notes", "_submission__status"),
        *("_submission__submitted_by", "_submission___version__", "_submission__tags"),
        *("formhub/uuid", "meta/instanceID", "meta/instanceName", "meta/deprecatedID"),
        *("meta/rootUuid", "meta-instanceID", "meta-instanceName", "instanceID", "instanceName"),
        *("SubmissionDate", "SubmitterID", "SubmitterName", "AttachmentsPresent", "KEY"),
        *("AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"),
        *("PARENT_KEY", "start", "end", "today", "deviceid", "username", "subscriberid"),
        *("phonenumber", "simserial", "audit", "meta/audit", "meta-audit"),
    }
)
# A file with all columns of any of these sets is such an export.
_SIGNS = tuple(
    frozenset(words.split())
    for words in (
        *("_uuid _submission_time", "_id _submission_time", "_submission__uuid _parent_index"),
        *("formhub/uuid", "meta/instanceID", "meta-instanceID", "SubmissionDate KEY"),
        *("KEY PARENT_KEY", "SubmissionDate instanceID"),
    )
)
MOST_NAMED = 3


def is_form_export(columns: Iterable[str]) -> bool:
    """Return whether a file with these columns comes from KoboToolbox or ODK."""
    seen = frozenset(columns)
    return any(sign <= seen for sign in _SIGNS)


def options_of_questions(columns: Sequence[str]) -> frozenset[str]:
    """Return the columns that are one option of a multiple-choice question that has its own column:
    ``weapons/knife`` beside ``weapons``."""
    seen = frozenset(columns)
    return frozenset(name for name in columns if "/" in name and name.rpartition("/")[0] in seen)


@lru_cache(maxsize=1000)  # objects of JSON may each have other keys
def without_groups(columns: tuple[str, ...]) -> Mapping[str, str]:
    """Return the columns whose names include a group of questions, each with its name without the
    group.

    If two names would become the same, both keep their group. Empty for any other kind of file.
    """
    if not is_form_export(columns):
        return {}
    options = options_of_questions(columns)
    last: dict[str, str] = {}
    central = "KEY" in columns or "meta-instanceID" in columns
    for name in columns:
        between = "-" if central and "/" not in name else "/"
        part = name.rpartition(between)[2]
        if part != name and _is_name(name, between) and name not in options | FORM_COLUMNS:
            last[name] = part
    ends = Counter(last.get(name, name).lower() for name in columns)
    return {name: part for name, part in last.items() if ends[part.lower()] == 1}


def _is_name(name: str, between: str) -> bool:
    """Return whether each part is a valid XLSForm name. Full question texts in a header are not."""
    return all(part.replace(".", "_").isidentifier() for part in name.split(between))


def told_without_groups(renamed: Mapping[str, str]) -> str:
    """Return the note for the user about the columns renamed by :func:`without_groups`."""
    shown = [f"{part} for {name}" for name, part in renamed.items()][:MOST_NAMED]
    ellipsis = ", …" if len(renamed) > MOST_NAMED else ""
    many = f"{len(renamed)} columns" if len(renamed) > 1 else "a column"
    return (
        f"an export of KoboToolbox or ODK; the groups before the names of {many} left out "
        f"({', '.join(shown)}{ellipsis})"
    )
