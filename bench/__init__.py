"""Speed of the add-in, as ratios to well-known programs, measured in turn.

``python -m bench`` (after ``pip install -e ".[bench]"``) prints one table and writes it to
``bench/results.md``. Every measurement is a process of its own, as cold as at a clerk's desk. The
contestants take turns, so that a busy machine slows all of them; the median counts.

- ``people``    made-up people, as many as wanted, a few of them with faults
- ``files``     the workbooks that are timed
- ``tasks``     what is timed: each prepares itself and returns the work
- ``racing``    letting processes take turns
- ``contests``  who runs against whom, and what the budget is
- ``table``     what is printed and kept
"""
