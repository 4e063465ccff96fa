"""Sample data: the reports of a small made-up city's offices, with and without errors.

``city`` has the first reports, ``corrected`` the reports after corrections, ``incomplete`` units
that cannot be judged completely, ``previous`` the last reports and the list of units. ``people``
generates people, ``histories`` their ledger rows. ``form_styles`` has the ways in which clerks fill
in the forms, ``cases`` the workbook to try 核查 on, ``police_results`` the results of the police.
All people are made up: the identity numbers are valid, but with a county code that does not exist.
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
