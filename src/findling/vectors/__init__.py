"""Nearest neighbours among one space's vectors: the exact scan, and a graph over large kinds once it has proven itself.

Everything on disk here is a cache of the catalogue: losing it costs time, never a result. Filled by the ingest
thread (or once, by a reading process), asked from the search thread. No other room's stores are known here.
"""
