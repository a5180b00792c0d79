"""Journey 2: a question becomes ranked thumbnails.

Runs on the search lane's thread (or the command's main thread) with a reading connection of its own;
called by the window and the commands, never by the background.
"""
