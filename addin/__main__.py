"""``python -m addin`` is ``chujing``."""

from addin.cli import main

main()
