"""The words everyone shares: frozen values, ids, settings, errors, events. Imports nothing above itself."""
