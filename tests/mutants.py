"""Mutation testing on a sample: which slips in rules and reading would no test notice?

Runs in a clone of the last commit, because cosmic-ray changes the files in their place. Prints
the mutants that no test has noticed, and how many of the sample were noticed.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

HOME = Path(__file__).parents[1]
COSMIC_RAY = str(Path(sys.executable).with_name("cosmic-ray"))


def main() -> int:
    """Make the mutants, keep a sample, run the tests on each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200, help="how many mutants to try")
    options.add_argument("--seed", type=int, default=1, help="which ones")
    options.add_argument("--tests", default="", help="the commit whose tests are to be judged")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        clone = Path(folder, "clone")
        run("git", "clone", "-q", HOME, clone)
        if chosen.tests:
            run("git", "checkout", "-q", chosen.tests, "--", "tests", cwd=clone)
        text = Path(HOME, "tests/mutants.toml").read_text(encoding="utf-8")
        settings, session = Path(folder, "mutants.toml"), Path(folder, "session.sqlite")
        settings.write_text(text.replace("{python}", sys.executable), encoding="utf-8")
        run(COSMIC_RAY, "init", settings, session, cwd=clone)
        print(f"{sample(session, chosen.count, chosen.seed)} mutants, {chosen.count} tried")
        run(COSMIC_RAY, "exec", settings, session, cwd=clone)
        return report(session)


def run(*command: object, cwd: Path | None = None) -> None:
    subprocess.run([str(each) for each in command], cwd=cwd, check=True)


def sample(session: Path, count: int, seed: int) -> int:
    """Leave ``count`` of the mutants to be tried; return how many there were."""
    with closing(sqlite3.connect(session)) as jobs, jobs:
        every = [job for (job,) in jobs.execute("SELECT job_id FROM work_items ORDER BY job_id")]
        order = sorted(jobs.execute(
            "SELECT module_path, operator_name, occurrence, job_id FROM mutation_specs"
        ))  # fmt: skip
        kept = {row[3] for row in random.Random(seed).sample(order, min(count, len(order)))}
        for job in set(every) - kept:
            jobs.execute("DELETE FROM mutation_specs WHERE job_id = ?", (job,))
            jobs.execute("DELETE FROM work_items WHERE job_id = ?", (job,))
    return len(every)


def report(session: Path) -> int:
    """Print the survivors and the score; return the exit code, 1 where there are any."""
    with closing(sqlite3.connect(session)) as jobs:
        outcomes = list(jobs.execute(
            "SELECT module_path, start_pos_row, operator_name, test_outcome, diff "
            "FROM mutation_specs JOIN work_results USING (job_id) ORDER BY 1, 2"
        ))  # fmt: skip
    alive = [each for each in outcomes if str(each[3]).upper().endswith("SURVIVED")]
    for module, line, operator, _, diff in alive:
        changed = [
            row for row in str(diff).splitlines() if row[:1] in "+-" and row[1:2] not in "+-"
        ]
        print(f"\n{module}:{line} {operator}", *changed, sep="\n    ")
    print(f"\n{len(outcomes) - len(alive)} of {len(outcomes)} noticed")
    return int(bool(alive))


if __name__ == "__main__":
    sys.exit(main())
