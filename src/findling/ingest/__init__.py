"""Journey 1: a file appears, and can be found. Watch, scan, plan, read, commit.

The ingest thread is the library's one writer; notices and looks at folders have threads of their own. Called by the
composition root, the commands and the window's intents, through `findling.ingest.service.Ingest` alone.
"""
