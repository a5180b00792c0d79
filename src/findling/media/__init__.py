"""What a file is and how to look at it, one module a kind. Runs inside decode processes (only `names` may be
called anywhere): native decoders crash and hang, and there that costs one file, never the program."""
