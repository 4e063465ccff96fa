"""Sample data: a small made-up city whose offices report to it, well and badly.

``city`` says who reports what, ``people`` makes the people up, ``hands`` are the ways in which
clerks fill in the forms. Nobody in it exists: the identity numbers check, but carry a county code
that was never given out.
"""

from __future__ import annotations

from pathlib import Path

from addin.samples import city


def write_samples(folder: Path) -> Path:
    """Write the sample files into a folder of their own below ``folder`` and return it.

    The same bytes each time; a file that is already there stays as it is.
    """
    home = folder / city.NAME
    for sample in city.SAMPLES:
        path = home / sample.path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sample.data())
    return home
