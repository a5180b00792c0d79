"""Providers: code that turns decoded facts or a typed question into vectors of one space.

Runs in decode processes (items) and on the search lane (questions). Never opens a user's file.
"""
