"""The window: all Qt, and only here. Paints and takes input; asks services; never opens a file, database or model.

Everything in here runs on the GUI thread unless a docstring says otherwise.
"""
