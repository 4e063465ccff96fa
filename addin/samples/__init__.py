"""Sample data: a small made-up city whose offices report to it, well and badly.

``city`` says who reports what, ``corrected`` what they report once the office has asked again,
``incomplete`` has units of whom not everything can be judged, ``previous`` what was reported last
time and who should report at all. ``people`` makes the people up, ``histories`` what the ledgers
say about them. ``form_styles`` has the ways in which clerks fill in the forms, ``cases`` the
workbook to try 核查 on, ``police_results`` what the police answer.
Nobody in it exists: the identity numbers check, but carry a county code that was never given out.
"""

from __future__ import annotations

from pathlib import Path

from addin.samples import city, corrected, incomplete, previous


def write_samples(folder: Path, *, keep: bool = False) -> list[Path]:
    """Write the sample files below ``folder`` and return their paths; the same bytes each time.

    With ``keep``, a file that is already there stays as it is.
    """
    paths = []
    places = (
        (city.NAME, city.SAMPLES), (city.ANSWERED, city.ANSWERS),
        (corrected.NAME, corrected.SAMPLES), (incomplete.NAME, incomplete.SAMPLES),
        (previous.NAME, previous.SAMPLES),
        ("", previous.LISTS),
    )  # fmt: skip
    for path, sample in ((folder / name / s.path, s) for name, made in places for s in made):
        if not (keep and path.exists()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sample.data())
        paths.append(path)
    return paths
