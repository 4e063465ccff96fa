"""Of how many people each unit was judged (规格 §4): what 核查 says of a file, and of several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from addin.forms import annex2
from addin.jobs.rollup.contribution import Checked, Contribution, Entry
from addin.jobs.rollup.counting import person_key
from addin.jobs.verify.rules import VerifyResult
from addin.model import gaps
from addin.model.annex2 import Line, Summary
from addin.model.coverage import Unjudged
from addin.model.unit_coverage import UnitCoverage
from addin.values.identity import parse

_MOST = 2  # reasons that concern single people, told of one category


def checked(result: VerifyResult, members: Collection[str]) -> Iterator[Checked]:
    """Return what 核查 of a unit's workbook covers; ``members`` are the people of 附件1."""
    lacking: defaultdict[str, list[Unjudged]] = defaultdict(list)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in result.unjudged:
        lacking[each.category].append(each)
    for problem in result.problems:
        found[problem.category].add(person_key(parse(problem.id_number), problem.person))
    for category in result.coverage:
        lacks = lacking[category.category]
        single = frozenset(key for each in lacks if (key := _key(each)) and not each.partial)
        is_shared = category.unjudged > len(single)
        if not category.judged:
            missing = None if category.people else frozenset[str]()
        else:
            missing = frozenset(members) - found[category.category] if is_shared else single
        # What concerns everybody, and leaves nobody 未判, is no reason for those who are.
        why = [each for each in lacks if is_shared or _key(each)] if category.unjudged else []
        yield Checked(category.category, category.people, category.unjudged, missing, _reasons(why))


def joined(
    unit: str, reports: Sequence[Contribution], entries: Collection[Entry]
) -> Iterator[UnitCoverage]:
    """Return how far a unit was judged by all its files together.

    Whom one file lets us judge is judged, and so is whoever people have concluded on (属实).
    """
    settled: defaultdict[str, set[str]] = defaultdict(set)
    for column, thing in entries:
        settled[column].add(thing)
    by_category: defaultdict[str, list[tuple[Contribution, Checked]]] = defaultdict(list)
    for report in reports:
        for each in report.checked:
            by_category[each.category].append((report, each))
    for category, files in by_category.items():
        concluded = settled[annex2.PROBLEM_COLUMN.get(category, category)]
        people, unjudged = _together(files, concluded)
        reasons = dict.fromkeys(each for _, file in files for each in file.reasons)
        reason = "；".join(reasons) if unjudged else ""
        yield UnitCoverage(unit, category, people, people - unjudged, unjudged, reason)


def told_by(summary: Summary, unit: str) -> Iterator[UnitCoverage]:
    """Return what a subordinate 附件2 without 核查覆盖 says was not judged, line by line."""
    for line in summary.lines or filter(None, [summary.total]):
        for category, column in annex2.PROBLEM_COLUMN.items():
            told = _told(line, column)
            if told:
                name = line.unit if summary.lines else unit
                yield UnitCoverage(name, category, *told)


def _told(line: Line, column: str) -> tuple[int | None, int | None, int, str] | None:
    counts = line.said[0]
    number = gaps.unjudged(counts, column)
    if column in line.blanks:
        people = number or None
        return people, 0, number, "附件2中该栏空着"
    if not gaps.has_any(counts, [column]):
        return None
    units = counts[gaps.key(gaps.UNITS, column)]
    return None, None, number, f"附件2备注：{units}个单位未核查" if units else "见附件2备注"


def _together(
    files: Sequence[tuple[Contribution, Checked]], concluded: Collection[str]
) -> tuple[int, int]:
    """Return how many people the files of one unit have, and how many of them nobody judged."""
    if len(files) == 1:
        only = files[0][1]
        known = concluded if only.missing is None else only.missing.intersection(concluded)
        return only.people, max(0, only.unjudged - len(known))
    members = [({member.key for member in report.members}, each) for report, each in files]
    everybody = {key for keys, _ in members for key in keys}
    besides = max(max(0, each.people - len(keys)) for keys, each in members)
    judged = {key for keys, each in members if each.missing is not None
              for key in keys - each.missing}  # fmt: skip
    unjudged = len(everybody - judged - set(concluded))
    if all(each.missing is None for _, each in members):
        unjudged += besides
    return len(everybody) + besides, unjudged


def _key(each: Unjudged) -> str:
    """Return the key that identifies the person, '' for everybody."""
    return person_key(parse(each.id_number), each.person)


def _reasons(lacks: Sequence[Unjudged]) -> tuple[str, ...]:
    """Return the reasons, those that concern everybody first."""
    of_all = dict.fromkeys(each.reason for each in lacks if not _key(each))
    of_some = Counter(each.reason for each in lacks if _key(each)).most_common()
    told = [*of_all, *(f"{reason}（{number}人）" for reason, number in of_some[:_MOST])]
    more = [f"另有{len(of_some) - _MOST}种原因"] if len(of_some) > _MOST else []
    return tuple(each.strip("。").replace("；", "，") for each in (*told, *more))
