"""What coders mended, kept so that the next run does it: aliases of actors, places, examples.

A file of the user's (:mod:`.file`) holds the lessons; :mod:`.lesson` says which of them fit the
words at hand. :mod:`extractor.learn` makes them of reviewed records and tells what they would have
changed. Nothing is applied that does not stand in the file.
"""
