"""The handbook's pictures: drawn by a real LibreOffice and compared by their text.

The text of each picture is stored beside it. The tests draw every page again and compare the
text, since pixels differ with the fonts of the machine. ``make pictures``
(``CHUJING_PICTURES=1``) puts the new pictures in the place of the old ones.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from addin.values.dates import spoken

FOLDER = Path(__file__).parents[2] / "docs" / "图" / "手册"
READABLE = FOLDER / "图上的字.json"
WIDTH = 1200  # pixels, of what is not drawn smaller at its natural size
MOST = 120_000  # bytes of one picture
_EDGE = 6  # pixels of white left around what is drawn
_DOTS = 96  # to the inch: as on a screen, unless that is too wide
_COLOURS = 64  # enough for black letters with soft edges and a few tints


def recorded() -> dict[str, dict[str, Any]]:
    """Return the text of each picture and the picture's SHA-256, by its name."""
    return json.loads(READABLE.read_text(encoding="utf-8")) if READABLE.exists() else {}


def picture(name: str) -> Path:
    return FOLDER / f"{name}.png"


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Album:
    """The stored pictures: pages are added, or compared with them."""

    scratch: Path

    def put(self, name: str, pdf: Path, page: int, width: int, but: str = "") -> None:
        """Add or compare one page of a PDF under a name; ``but`` matches what may differ."""
        lines = read(pdf, page)
        lines = [re.sub(but, "", line) for line in lines] if but else lines
        assert lines, f"{name}: an empty page"
        if os.environ.get("CHUJING_PICTURES"):
            self._draw(name, pdf, page, width)
            book = {each: said for each, said in recorded().items() if picture(each).exists()}
            book[name] = {"sha256": fingerprint(picture(name)), "text": lines}
            text = json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True)
            READABLE.write_text(text + "\n", encoding="utf-8")
        known = recorded().get(name, {"text": []})["text"]
        assert letters(lines) == letters(known), _difference(name, known, lines)

    def _draw(self, name: str, pdf: Path, page: int, width: int) -> None:
        """Draw the page at its natural size; smaller where it would be wider than wanted."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        raw = self.scratch / "page"
        command = ["pdftoppm", "-f", str(page), "-l", str(page), "-singlefile", "-png", pdf, raw]
        subprocess.run([*command, "-r", str(_DOTS)], check=True)
        size = _said("convert", raw.with_suffix(".png"), "-format", "%@", "info:")
        scale = min(1, width / int(size.split("x")[0]))
        subprocess.run([*command, "-r", f"{_DOTS * scale:.3f}"], check=True)
        few = ("-dither", "None", "-colors", str(_COLOURS), "-strip")
        white = ("-trim", "+repage", "-bordercolor", "white", "-border", str(_EDGE))
        target = f"PNG8:{picture(name)}"
        subprocess.run(["convert", raw.with_suffix(".png"), *white, *few, target], check=True)


def _said(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def page_with(pdf: Path, words: str) -> int:
    """Return the first page with the words."""
    return next(at for at in range(1, 20) if any(words in line for line in read(pdf, at)))


def read(pdf: Path, page: int) -> list[str]:
    """Return the lines of text on a page."""
    text = _said("pdftotext", "-raw", "-f", str(page), "-l", str(page), pdf, "-")
    for today in (date.today().isoformat(), spoken(date.today())):
        text = text.replace(today, "〔当天〕")
    return [line for line in map(str.strip, text.splitlines()) if line]


def letters(lines: list[str]) -> Counter[str]:
    """Return how often each character occurs, white space left out."""
    return Counter(letter for line in lines for letter in line if not letter.isspace())


def _difference(name: str, known: list[str], now: list[str]) -> str:
    gone = [line for line in known if line not in now]
    new = [line for line in now if line not in known]
    return f"{name}: the picture is out of date (make pictures)\n- {gone}\n+ {new}"
