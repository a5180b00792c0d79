"""Handing on: the only room that changes a person's files. Renames, moves to the trash, brings back; finds other programs.

Each does exactly what was asked for and confirmed, to exactly the file that was meant: its device, inode, size and time
are looked at right before and right after. Nothing is ever written over. Never called on the GUI thread.
"""
