"""Faults made on purpose, thousands of times: `python -m tests.faults NAME --runs N`. Short forms run with the tests."""
