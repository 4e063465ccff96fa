"""Rules about 身份证号, one for each part of the number that can be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby

from addin.forms.text import listed
from addin.jobs.check.catalogue import Violation, check_rule
from addin.model.examples import example, made_up_id
from addin.model.rows import Form, Person, repeated
from addin.model.severity import Severity
from addin.values import identity
from addin.values.identity import Fault

_STANDARD = "GB 11643-1999 公民身份号码"
_OLDEST = 105  # years: above, a typing error is likelier than such an age
_COINCIDENCE = 2  # neighbours with successive numbers may be twins

_SOUND = made_up_id(1)
_BORN = "19700101"
_WRONG_LAST = _SOUND[:17] + ("1" if _SOUND[17] != "1" else "2")


def _with(form: Form, fault: Fault) -> Iterator[Violation]:
    for person, number in zip(form.people, form.identities, strict=True):
        if number.fault is fault:
            details = {"text": number.text, "expected": number.expected, "found": number.found}
            yield Violation(person.at("id_number"), details)


@check_rule(
    "id-number", Severity.ERROR,
    why="身份证号以数值存放，末几位已经丢失，无法恢复",
    fix="把单元格设为“文本”格式后，对照证件重新录入 18 位号码",
    basis=f"{_STANDARD}；Excel 数值只保留 15 位有效数字",
    passing=example(), failing=example({"id_number": float(_SOUND[:17] + "0")}),
)  # fmt: skip
def id_number(form: Form) -> Iterator[Violation]:
    """Yield cells with a number of 17 digits or more, or a text such as 1.1E+17."""
    return _with(form, Fault.NUMBER)


@check_rule(
    "id-15", Severity.ERROR,
    why="这是 15 位旧身份证号",
    fix="核对证件后改为 18 位；按规则升位是 {expected}",
    basis=f"{_STANDARD}（代替 GB 11643-1989）",
    passing=example(), failing=example({"id_number": _SOUND[:6] + _SOUND[8:17]}),
)  # fmt: skip
def id_15(form: Form) -> Iterator[Violation]:
    """Yield 15-digit numbers of the old standard."""
    return _with(form, Fault.OLD)


@check_rule(
    "id-length", Severity.ERROR,
    why="身份证号是 {found} 位，应为 18 位",
    fix="对照证件补全或删去多余的字符",
    basis=f"{_STANDARD} 号码的结构",
    passing=example(), failing=example({"id_number": _SOUND[:17]}),
)  # fmt: skip
def id_length(form: Form) -> Iterator[Violation]:
    """Yield numbers with neither 18 nor 15 characters."""
    return _with(form, Fault.LENGTH)


@check_rule(
    "id-format", Severity.ERROR,
    why="身份证号里有不该出现的字符“{found}”：前 17 位只能是数字，第 18 位是数字或 X",
    fix="对照证件改正“{found}”",
    basis=f"{_STANDARD} 号码的结构",
    passing=example({"id_number": f" {_SOUND.lower()}"}),
    failing=example({"id_number": _SOUND[:5] + "O" + _SOUND[6:]}),
)  # fmt: skip
def id_format(form: Form) -> Iterator[Violation]:
    """Yield numbers of 18 characters with an invalid character."""
    return _with(form, Fault.FORMAT)


@check_rule(
    "id-date", Severity.ERROR,
    why="身份证号第 7 位起的“{found}”不是有效的出生日期",
    fix="对照证件改正出生日期那几位",
    basis=f"{_STANDARD} 出生日期码",
    passing=example(), failing=example({"id_number": identity.complete("32070519701301001")}),
)  # fmt: skip
def id_date(form: Form) -> Iterator[Violation]:
    """Yield numbers whose digits 7 to 14 are not a valid date."""
    return _with(form, Fault.DATE)


@check_rule(
    "id-checksum", Severity.ERROR,
    why="身份证号校验码不符：按前 17 位算，末位应为“{expected}”，填的是“{found}”，至少有一位填错",
    fix="对照证件逐位核对号码，不要只改末位",
    basis=f"{_STANDARD} 校验码（ISO 7064 MOD 11-2）",
    passing=example(), failing=example({"id_number": _WRONG_LAST}),
)  # fmt: skip
def id_checksum(form: Form) -> Iterator[Violation]:
    """Yield numbers whose check character (the 18th) is wrong."""
    return _with(form, Fault.CHECKSUM)


@check_rule(
    "id-age", Severity.WARNING,
    why="按身份证号此人生于 {year} 年，年龄过大",
    fix="核对身份证号第 7 至 10 位的年份",
    basis=f"{_STANDARD} 出生日期码",
    passing=example(),
    failing=example({"id_number": made_up_id(1, "18800101"), "birth": "18800101"}),
)  # fmt: skip
def id_age(form: Form) -> Iterator[Violation]:
    """Yield valid numbers with an age that no one in service or retired can have."""
    oldest = str(date.today().year - _OLDEST)
    for person, number in zip(form.people, form.identities, strict=True):
        year = number.text[6:10]
        if year < oldest and number.is_sound:
            yield Violation(person.at("id_number"), {"year": year})


@check_rule(
    "id-region", Severity.WARNING,
    why="{reason}",
    fix="{advice}",
    basis=f"{_STANDARD} 地址码（只看前两位；撤销的县区代码至今在用）",
    passing=example({"id_number": made_up_id(1, region="320721")}),
    failing=example({"id_number": made_up_id(1, region="990101")}),
)  # fmt: skip
def id_region(form: Form) -> Iterator[Violation]:
    """Yield numbers whose first two digits are not a province; 港澳台 permits are named."""
    for person, number in zip(form.people, form.identities, strict=True):
        province = number.text[:2]
        if province in identity.PROVINCES or not province.isdecimal() or number.says_nothing:
            continue
        if province in identity.RESIDENCE_PERMITS:
            place = identity.RESIDENCE_PERMITS[province]
            reason = f"号码以 {province} 开头，是{place}居民居住证号，不是公民身份号码"
            yield Violation(
                person.at("id_number"), {"reason": reason, "advice": "核对此人是否应在本表"}
            )
        else:
            reason = f"身份证号前两位“{province}”不是省级代码"
            yield Violation(
                person.at("id_number"), {"reason": reason, "advice": "对照证件核对前两位"}
            )


@check_rule(
    "id-sequence", Severity.WARNING,
    why="第 {rows} 行的身份证号前 15 位相同、后几位逐行加一，疑似拖拽填充",
    fix="对照证件逐人重新录入",
    basis=f"{_STANDARD} 顺序码",
    passing=example({"id_number": made_up_id(1)}, {"id_number": made_up_id(3), "birth": _BORN}),
    failing=example(
        *(
            {"id_number": made_up_id(n), "birth": _BORN, "sex": "女男"[n % 2]}
            for n in (11, 12, 13)
        )
    ),
)  # fmt: skip
def id_sequence(form: Form) -> Iterator[Violation]:
    """Yield runs of numbers that count upwards row by row, as a dragged fill handle makes them."""
    numbered = ((n.text, person) for person, n in zip(form.people, form.identities, strict=True))
    for _, group in groupby(numbered, key=lambda entry: entry[0][:15]):
        tails = [(text[15:], person) for text, person in group if len(text) == 18]
        if len(tails) < 2:
            continue
        for follows, enough in ((_is_one_more, 2), (_is_next_in_order, _COINCIDENCE + 1)):
            for run in _runs(tails, follows):
                if len(run) >= enough:
                    rows = listed((str(person.row.number) for person in run), len(run))
                    yield from (Violation(person.at("id_number"), {"rows": rows}) for person in run)


def _runs(
    tails: Sequence[tuple[str, Person]], follows: Callable[[str, str], bool]
) -> Iterator[Sequence[Person]]:
    """Yield runs of people whose numbers each follow from the number of the row above."""
    start = 0
    for end in range(1, len(tails) + 1):
        if end == len(tails) or not follows(tails[end - 1][0], tails[end][0]):
            yield [person for _, person in tails[start:end]]
            start = end


def _is_one_more(above: str, below: str) -> bool:
    """Return whether the number is the one above plus one; never true of two valid numbers."""
    return (above + below).isdecimal() and int(below) - int(above) == 1


def _is_next_in_order(above: str, below: str) -> bool:
    """Return whether the 顺序码 is that of the row above plus one, without the check character."""
    return (above[:2] + below[:2]).isdecimal() and int(below[:2]) - int(above[:2]) == 1


@check_rule(
    "id-duplicate", Severity.ERROR,
    why="同一身份证号出现 {count} 次：第 {rows} 行",
    fix="核对是否重复填报，保留一行；不是同一人的改正号码",
    basis="连委组通〔2015〕23号 一（登记造册，一人一条）",
    passing=example({}, {}),
    failing=example({"id_number": _SOUND}, {"id_number": _SOUND, "birth": _BORN}),
)  # fmt: skip
def id_duplicate(form: Form) -> Iterator[Violation]:
    """Yield numbers that several people have; further document rows of one person are skipped."""
    for _, group in repeated([number.key for number in form.identities], form.people):
        people = [person for person in group if not person.identity.says_nothing]
        if len(people) < 2:
            continue
        rows = listed((str(person.row.number) for person in people), len(people))
        for person in people:
            yield Violation(person.at("id_number"), {"rows": rows, "count": len(people)})
