"""The review page: coders read records beside their articles, mend them and decide.

``server`` runs it, ``session`` holds what is under review, ``journal`` keeps each decision on disk
the moment it is made. ``report`` makes the page for sharing, without a server.
"""
