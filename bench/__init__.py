"""How fast the add-in is, as ratios to something everybody knows, measured side by side.

``python -m bench`` (after ``pip install -e ".[bench]"``) prints one table and writes it to
``bench/results.md``. Every measurement is a process of its own, so that nothing is warm that would
be cold at a clerk's desk; the contestants take turns, so that a busy machine slows all of them;
the median counts. No test runs any of it.

- ``people``    made-up people, as many as wanted, a few of them with faults
- ``files``     the workbooks that are timed
- ``tasks``     what is timed: each prepares itself and returns the work
- ``racing``    letting processes take turns
- ``contests``  who runs against whom, and what the budget is
- ``table``     what is printed and kept
"""
