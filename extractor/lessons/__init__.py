"""What coders mended, kept so that the next run does it: aliases of actors, places, examples.

A file of the user's (:mod:`.file`) holds the lessons; :mod:`.lesson` says which of them fit the
words at hand, :mod:`.learning` makes them of reviewed records, :mod:`.report` tells what they
would have changed. Nothing is applied that does not stand in the file.
"""
