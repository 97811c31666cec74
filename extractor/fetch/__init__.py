"""Rows of ACLED and UCDP from their own servers, page by page, under the user's own key.

acled.Query, ucdp.Query     what is asked: countries, days, a release
client.Client               one server: tries again, never sends a key elsewhere
saving.fetch                pages into a file that an interrupted fetch goes on with
"""
