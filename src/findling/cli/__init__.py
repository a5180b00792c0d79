"""The commands: the same engine for scripts and terminals. Runs on the main thread; asks services, prints, exits."""
