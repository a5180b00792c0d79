"""The decode processes: everything that touches a user's file with a native decoder runs there.

Kept empty so that a new process can limit itself before it imports anything heavy.
"""
