"""The directory in memory: a set of keys for every fact that one can search by."""
