"""The columns of UCDP GED in their order, by version (UCDP GED codebooks)."""

from __future__ import annotations

__all__ = ["GED_5", "GED_17", "UCDP_COLUMNS"]

# UCDP GED, Global version: the columns of the codebook in their order.
UCDP_COLUMNS: tuple[str, ...] = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name"),
    *("dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date"),
    *("source_headline", "source_original", "where_prec", "where_coordinates"),
    *("where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec"),
    *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
    *("best", "high", "low", "gwnoa", "gwnob"),
)
# Versions 17.1 to 20.1.
GED_17: tuple[str, ...] = (
    *("id", "year", "active_year", "type_of_violence", "conflict_new_id"),
    *("conflict_name", "dyad_new_id", "dyad_name", "side_a_new_id", "gwnoa", "side_a"),
    *("side_b_new_id", "gwnob", "side_b", "number_of_sources", "source_article"),
    *("source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude"),
    *("geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity"),
    *("date_prec", "date_start", "date_end", "deaths_a", "deaths_b"),
    *("deaths_civilians", "deaths_unknown", "low", "best", "high"),
)
# Version 5.0, and with fewer columns at the end those before.
GED_5: tuple[str, ...] = (
    *("id", "year", "active_year", "type_of_violence", "conflict_id", "conflict_name"),
    *("dyad_id", "dyad_name", "side_a_id", "gwnoa", "side_a", "side_b_id", "gwnob"),
    *("side_b", "number_of_sources", "source_article", "source_office", "source_date"),
    *("source_headline", "source_original", "where_prec", "where_coordinates", "adm_1"),
    *("adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country"),
    *("country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low_est"),
    *("best_est", "high_est", "isocc", "gwno", "gwab"),
)
