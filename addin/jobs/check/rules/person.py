"""Rules about 姓, 名, 性别, 出生日期 and 人员类型."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress

from addin.forms.text import squeeze
from addin.jobs.check.catalogue import Violation, check_rule
from addin.model.examples import example
from addin.model.rows import Form, each_once
from addin.model.severity import Severity
from addin.values import dates, names, posts

_FORM = "连委组通〔2015〕23号 附件1"
_DAY = re.compile(r"\d{8}")


@check_rule(
    "sex-mismatch", Severity.ERROR,
    why="性别填“{value}”，身份证号第 17 位表示“{expected}”",
    fix="将性别改为“{expected}”；性别无误的，核对身份证号",
    basis="GB 11643-1999 顺序码（第 17 位单数为男、双数为女）",
    passing=example({"sex": "男"}), failing=example({"sex": "女"}),
)  # fmt: skip
def sex_mismatch(form: Form) -> Iterator[Violation]:
    """Yield cells where 性别 differs from the 17th digit of a valid number."""
    columns = zip(form.people, form.meant("sex"), form.identities, strict=True)
    for person, sex, number in columns:
        expected = number.sex
        if sex and expected and sex != expected:
            yield Violation(person.at("sex"), {"expected": expected})


@check_rule(
    "birth-format", Severity.ERROR,
    why="出生日期“{value}”不是 8 位数字的有效日期",
    fix="{proposal}",
    basis=f"{_FORM} “出生日期（8位）”栏",
    passing=example({"birth": "19700101"}), failing=example({"birth": "1970.1.1"}),
)  # fmt: skip
def birth_format(form: Form) -> Iterator[Violation]:
    """Yield cells that are not eight digits of a valid date."""
    wrong = each_once(_is_no_birth, form.texts("birth"))
    for person in compress(form.people, wrong):
        day = dates.day(person.row["birth"]) or person.identity.birth
        proposal = f"改为“{dates.compact(day)}”" if day else "对照干部档案填写，如“19700101”"
        yield Violation(person.at("birth"), {"proposal": proposal})


@check_rule(
    "birth-mismatch", Severity.WARNING,
    why="出生日期“{value}”与身份证号中的“{expected}”不同",
    fix="与干部档案核对：以档案为准，号码录错的改号码",
    basis=f"{_FORM} “出生日期（8位）”栏；GB 11643-1999 出生日期码",
    passing=example(), failing=example({"birth": "19700102"}),
)  # fmt: skip
def birth_mismatch(form: Form) -> Iterator[Violation]:
    """Yield dates that differ from the identity number: a warning, the personnel file decides."""
    columns = zip(form.people, form.identities, form.texts("birth"), strict=True)
    for person, number, text in columns:
        if text == number.text[6:14]:
            continue
        born, day = number.birth, dates.day(person.row["birth"])
        if born and day and born != day:
            yield Violation(person.at("birth"), {"expected": dates.compact(born)})


def _is_no_birth(text: str) -> bool:
    bare = squeeze(text)
    return bool(bare) and not (_DAY.fullmatch(bare) and dates.day(bare))


@check_rule(
    "name-format", Severity.WARNING,
    why="“{column}”{reason}",
    fix="{advice}",
    basis=f"{_FORM} “姓”“名”栏；民委发〔2016〕33号（间隔点）",
    passing=example({"given_name": "买买提•吐尔逊"}), failing=example({"given_name": "晓？"}),
)  # fmt: skip
def name_format(form: Form) -> Iterator[Violation]:
    """Yield names with digits, placeholders, private-use characters or padding, not long names."""
    for key in ("surname", "given_name", "full_name"):
        faults = each_once(_name_fault, form.texts(key))
        for person, fault in zip(form.people, faults, strict=True):
            if fault:
                yield Violation(person.at(key), fault)


def _name_fault(text: str) -> dict[str, str] | None:
    strange = names.invalid_characters(text)
    if strange:
        return {
            "reason": f"含有“{strange}”，像是占位字、数字或系统不认的字",
            "advice": "按身份证上的姓名改正；生僻字打不出的，注明拼音和部首",
        }
    if names.has_padding(text):
        proposal = f"去掉空格，改为“{names.normal(text)}”"
        return {"reason": "中间有用于对齐的空格", "advice": proposal}
    return None


@check_rule(
    "name-split", Severity.HINT,
    why="{reason}",
    fix="核对后改为姓“{surname}”、名“{given_name}”",
    basis=f"{_FORM} “姓”“名”两栏",
    passing=example({"surname": "欧阳", "given_name": "某"}),
    failing=example({"surname": "欧", "given_name": "阳某"}),
)  # fmt: skip
def name_split(form: Form) -> Iterator[Violation]:
    """Yield names whole in one cell, or with a compound surname split; nothing is changed."""
    surnames = each_once(squeeze, form.texts("surname"))
    given_names = each_once(squeeze, form.texts("given_name"))
    for person, surname, given in zip(form.people, surnames, given_names, strict=True):
        if bool(surname) != bool(given):
            first, rest = names.cut(surname or given)
            reason = "姓名填在一格里"
        elif surname and len(given) >= 2 and surname + given[0] in names.COMPOUND:
            first, rest = surname + given[0], given[1:]
            reason = f"“{first}”是复姓，可能拆错了"
        else:
            continue
        if rest:
            cell = person.at("surname" if surname else "given_name")
            yield Violation(cell, {"reason": reason, "surname": first, "given_name": rest})


@check_rule(
    "type-post", Severity.WARNING,
    why="人员类型“{value}”与现任职务（职级）“{post}”明显不符",
    fix="核对任职文件，改正人员类型{proposal}或职务（职级）",
    basis=f"{_FORM} 注3；公通字〔2003〕13号",
    passing=example({"post": "虚构市档案局科长（正科级）"}),
    failing=example({"post": "虚构市档案局副局长（副处级）"}),
)  # fmt: skip
def type_post(form: Form) -> Iterator[Violation]:
    """Yield posts that name a rank which people of this 人员类型 cannot have."""
    pairs = list(zip(form.meant("category"), form.texts("post"), strict=True))
    contradicted = each_once(lambda pair: posts.contradicts(*pair), pairs)
    for person, (_, post), is_contradicted in zip(form.people, pairs, contradicted, strict=True):
        if is_contradicted:
            suggested = posts.suggested_category(post)
            proposal = f"（如“{suggested}”）" if suggested else ""
            yield Violation(person.at("category"), {"post": post, "proposal": proposal})
