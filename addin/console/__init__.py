"""Shared parts of all commands of the command line: terminal, streams, JSON."""
