"""An article as text: its sentences, words and offsets, and which language it is in.

Nothing here knows what words mean; that is in the rooms of dates, places, tolls and actors.
"""
