"""The command line ``chujing``: the add-in's commands on files, without Excel."""

from addin.cli.app import main

__all__ = ["main"]
