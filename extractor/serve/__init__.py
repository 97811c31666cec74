"""The extractor as a service: other programs send an article and get its records.

``service`` reads, one article after another, within the bounds and the budget of a run; two doors
lead to it: ``app`` speaks HTTP and JSON, ``tools`` the Model Context Protocol (MCP) of assistants.
``door`` decides who is let in, ``server`` listens.
"""
