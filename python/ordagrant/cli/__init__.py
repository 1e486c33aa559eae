"""The command line: one file a verb, and nothing in it that Python users do not have."""
