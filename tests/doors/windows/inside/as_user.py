"""Run ``chujing`` as the person whose home folder is the first argument."""

from __future__ import annotations

import os
import sys

from addin.cli.app import main

home = sys.argv.pop(1)
os.environ["USERPROFILE"] = home
os.environ["APPDATA"] = rf"{home}\AppData\Roaming"
main()
