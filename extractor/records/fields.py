"""The record's fields: the one table that all code for records reads.

Convert, losses, stores, merge, score, ``extract show`` and the review page (as data) follow it. A
new field needs an entry here, a line in the models (``event.py``, ``parts.py``), a reader that
fills it, and a test; the schema under ``schemas/`` is generated from the models. If the entry names
new columns of ``events`` (``stored``), existing databases need a step in ``stores/migrations.py``.

The order is that of columns and of rows in databases, whose hashes depend on it: a new field goes
behind those of its kind. The review page shows the fields in the order of the record.
"""

from __future__ import annotations

from extractor.records.checked import Checked
from extractor.records.field import (
    Column,
    Field,
    InTerminal,
    Lost,
    OnPage,
    Party,
    Scored,
    Side,
    Wording,
)

__all__ = ["FIELDS"]

LOCATION_ACLED = {
    **{name: name for name in ("iso", "region", "country", "admin1", "admin2", "admin3")},
    "location": "name",
    "latitude": "latitude",
    "longitude": "longitude",
    "geo_precision": "precision",
}
PERPETRATOR = Side(
    role="perpetrator",
    check="perpetrators",
    acled={"actor1": "name", "assoc_actor_1": None, "inter1": "kind", "interaction": None},
    terminal=InTerminal("perpetrator", "bold red"),
    page=OnPage("perpetrator", "p", "perpetrator"),
)
TARGET = Side(
    role="target",
    check="targets",
    acled={"actor2": "name", "assoc_actor_2": None, "inter2": "kind"},
    terminal=InTerminal("target", "bold magenta"),
    page=OnPage("target", "t", "target"),
)
SPEAKER = "speaker"

FIELDS: tuple[Field, ...] = (
    Field("id", "id", flat=(Column("id"),), acled={"event_id_cnty": None}, ucdp=("id",)),
    Field(
        "summary",
        "prose",
        flat=(Column("summary"),),
        stored=(Column("summary"),),
        ucdp=("source_article",),
    ),
    Field("disorder_type", "type", acled={"disorder_type": ""}),
    Field(
        "event_type",
        "type",
        acled={"event_type": ""},
        scored=(Scored("event_type", "event type", "equal", alpha="nominal"),),
    ),
    Field(
        "sub_event_type",
        "type",
        check="sub_event_type",
        acled={"sub_event_type": "", "civilian_targeting": None},
        ucdp=("type_of_violence",),
        differ="type",
        scored=(Scored("sub_event_type", "sub-event type", "equal", alpha="nominal"),),
    ),
    Field(
        "date",
        "date",
        check="date",
        acled={"event_date": "coded_day", "year": "coded_day.year", "time_precision": "precision"},
        ucdp=("year", "date_start", "date_end", "date_prec"),
        flat=(Column("date_start", "day", "start"), Column("date_end", "day", "end")),
        stored=(
            Column("date_start", "day", "start"),
            Column("date_end", "day", "end"),
            Column("date_text", "text", "text"),
        ),
        differ="day",
        scored=(
            Scored("date", "date", "coded day", alpha="interval"),
            Scored("date_within", "date within precision", "days", loose=True),
        ),
        terminal=InTerminal("when", "bold cyan"),
        page=OnPage("date", "d", "date", "When"),
    ),
    Field(
        "location",
        "place",
        check="location",
        acled=LOCATION_ACLED,
        ucdp=(
            *("where_coordinates", "where_description", "where_prec", "adm_1", "adm_2"),
            *("country", "region", "latitude", "longitude", "geom_wkt", "priogrid_gid"),
        ),
        flat=(
            Column("location_words", "text", "text"),
            Column("gazetteer_id", "text", "gazetteer_id"),
        ),
        stored=(
            Column("location_text", "text", "text"),
            Column("gazetteer_id", "text", "gazetteer_id"),
        ),
        differ="place",
        scored=(
            Scored("place", "place", "place"),
            Scored("place_161km", "place within 161 km", "point", loose=True),
            Scored("country", "country", "country", alpha="nominal"),
        ),
        terminal=InTerminal("where", "bold green"),
        page=OnPage("place", "l", "location", "Where"),
    ),
    Field(
        "actors",
        "actors",
        one="actor",
        ucdp=("side_a", "side_b", "dyad_name"),
        flat=(
            Column("actor1_attribution", "text", "perpetrator.attribution"),
            Column("actor1_attributed_by", "text", "perpetrator.attributed_by"),
            Column("actor2_attributed_by", "text", "target.attributed_by"),
            Column("actor1_words", "text", "perpetrator.text"),
            Column("actor2_words", "text", "target.text"),
        ),
        scored=(
            Scored("actor_name", "actor name", "actor name"),
            Scored("actor_kind", "actor kind", "actor kind"),
            Scored("attribution", "actor attribution", "attribution"),
        ),
        sides=(PERPETRATOR, TARGET),
    ),
    Field(
        "casualties.killed",
        "toll",
        check="killed",
        acled={"fatalities": "coded"},
        ucdp=(
            *("low", "best", "high"),
            *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
        ),
        flat=(Column("fatalities_low", "whole", "low"), Column("fatalities_high", "whole", "high")),
        differ="killed",
        scored=(
            Scored("deaths", "deaths", "deaths", alpha="ratio"),
            Scored("deaths_10", "deaths within 10 %", "deaths within 10 %", loose=True),
        ),
        terminal=InTerminal("killed", "bold yellow"),
        page=OnPage("killed", "f", "killed", "Killed"),
    ),
    Field(
        "casualties.injured",
        "toll",
        check="injured",
        flat=(
            Column("injured", "whole", "coded"),
            Column("injured_low", "whole", "low"),
            Column("injured_high", "whole", "high"),
        ),
        stored=(Column("injured", "whole", "coded"),),
        lost=Lost("injured", "the injured"),
        terminal=InTerminal("injured", "yellow"),
        page=OnPage("injured", "i", "injured", "Injured"),
    ),
    Field(
        "casualties.told",
        "counts",
        one="toll",
        flat=(Column("tolls_told"),),
        lost=Lost("counts told", "each teller's count"),
        terminal=InTerminal("told", "italic yellow"),
    ),
    # The trigger and the victims have no columns in our tables, and merged records lack them.
    Field("trigger", "words", merged=False, page=OnPage("what happened", "y", "trigger", "What")),
    Field(
        "physical_targets",
        "things",
        one="physical_target",
        flat=(Column("physical_targets"),),
        lost=Lost("physical targets"),
        scored=(Scored("physical_targets", "physical target"),),
        page=OnPage("thing hit", "h", "thing", "Thing hit"),
    ),
    Field(
        "weapons",
        "things",
        one="weapon",
        flat=(Column("weapons"),),
        lost=Lost("weapons"),
        scored=(Scored("weapons", "weapon"),),
        page=OnPage("weapon", "w", "weapon", "Weapon"),
    ),
    Field(
        "victims",
        "things",
        one="victim",
        merged=False,
        scored=(Scored("victims", "victim by name"),),
        page=OnPage("victim by name", "v", "victim", "Victims", short="victim"),
    ),
    Field(
        "allegations",
        "statements",
        one="allegation",
        check="statements",
        flat=(Column("allegations"),),
        lost=Lost("allegations"),
        scored=(
            Scored("allegation_speaker", "allegation speaker", part="speaker"),
            Scored("allegation_accused", "allegation accused", part="accused"),
        ),
        presence="any allegation",
        terminal=InTerminal("allegation", "underline red"),
        page=OnPage("allegation", "g", "allegation"),
        parties=(
            Party("speaker", SPEAKER, "says"),
            Party("accused", "accused", "of", unknown="nobody by name"),
        ),
        wording=Wording(
            cell="{speaker} → {accused}: {statement}",
            line="{speaker}, against {accused}",
            sentence="{speaker} accused {accused}.",
            verb="accuses",
        ),
    ),
    Field(
        "denials",
        "statements",
        one="denial",
        check="statements",
        flat=(Column("denials"),),
        lost=Lost("denials"),
        scored=(Scored("denial_speaker", "denial speaker", part="speaker"),),
        presence="any denial",
        terminal=InTerminal("denial", "underline blue"),
        page=OnPage("denial", "n", "denial"),
        parties=(Party("speaker", SPEAKER, "denies"),),
        wording=Wording(
            cell="{speaker}: {statement}",
            line="{speaker}: {statement}",
            sentence="{speaker} denied it.",
            verb="denies",
        ),
    ),
    Field(
        "claims_of_responsibility",
        "statements",
        one="claim_of_responsibility",
        check="statements",
        flat=(Column("claims_of_responsibility"),),
        lost=Lost("claims of responsibility"),
        scored=(Scored("claim_speaker", "claim speaker", part="speaker"),),
        presence="any claim of responsibility",
        terminal=InTerminal("claim", "underline magenta", evidence="claim of responsibility"),
        page=OnPage("claim", "c", "claim"),
        parties=(Party("speaker", SPEAKER, "claims it"),),
        wording=Wording(
            cell="{speaker}: {statement}",
            line="{speaker}: {statement}",
            sentence="{speaker} claimed responsibility.",
            verb="claims it",
        ),
    ),
    Field(
        "requested_investigations",
        "statements",
        one="requested_investigation",
        check="statements",
        flat=(Column("requested_investigations"),),
        lost=Lost("requested investigations"),
        scored=(
            Scored("investigation_requester", "inquiry asked by", part="requester"),
            Scored("investigation_addressee", "inquiry asked of", part="addressee"),
            Scored("investigation_investigator", "inquiry to be made by", part="investigator"),
        ),
        presence="any investigation asked for",
        terminal=InTerminal("investigation", "underline green", evidence="requested investigation"),
        page=OnPage("request", "q", "request"),
        parties=(
            Party("requester", SPEAKER, "asks"),
            Party("addressee", "addressee", "of"),
            Party("investigator", "investigator", "to be made by"),
        ),
        wording=Wording(
            cell="{requester} → {addressee}: by {investigator}",
            line="asked for by {requester}[, of {addressee}]; to be made by {investigator}",
            sentence="{requester} asked for an investigation[ by {investigator}].",
            verb="asks for an inquiry, by",
            quoted=False,
        ),
    ),
    Field(
        "custom",
        "custom",
        flat=(Column("custom"),),
        lost=Lost("own fields"),
        terminal=InTerminal("own field", "underline cyan"),
        page=OnPage("own field", style="own", heading="Own fields"),
    ),
    Field("notes", "prose", acled={"notes": ""}),
    Field("confidence", "about", lost=Lost("confidence")),
    Field(
        "checked",
        "checks",
        flat=tuple(Column(f"checked_{name}", "text", name) for name in Checked.model_fields),
        lost=Lost("checked", "who decided each value"),
    ),
    Field(
        "source",
        "about",
        acled={"source": "publisher"},
        ucdp=("number_of_sources", "source_office", "source_date"),
        flat=(
            Column("article_id", "text", "article_id"),
            Column("article_published", "day", "published"),
            Column("article_url", "text", "url"),
            Column("article_sha256", "text", "sha256"),
            Column("article_file", "text", "file"),
        ),
        lost=Lost("article", "the article's address, day and hash", ("sha256", "url", "file")),
    ),
    Field(
        "extraction",
        "about",
        acled={"timestamp": None},
        flat=(
            Column("model", "text", "model"),
            Column("extracted_at", "instant", "extracted_at"),
            Column("warnings", "text", "warnings"),
        ),
        lost=Lost("warnings", at=("warnings",)),
    ),
    Field("review", "about", lost=Lost("review")),
    Field(
        "reports",
        "reports",
        flat=(Column("reports", "whole"),),
        lost=Lost("reports", "the reports merged"),
    ),
    # Its other cells are reported by column where a format loses them.
    Field("original", "about", acled={"source_scale": None, "tags": None}),
    Field("schema_version", "about"),
)
