"""Rules about 是否持有, 证件号, 是否保管 and 备案状态, with 应交未交 and 应备未备."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from addin.forms.text import listed
from addin.jobs.check.catalogue import Violation, check_rule
from addin.model.examples import example
from addin.model.rows import Form, each_once, repeated
from addin.model.severity import Severity
from addin.values import documents as numbers

_FORM = "连委组通〔2015〕23号 附件1"
_SURRENDER = "连委组通〔2015〕23号 二（应交尽交）"
_PATTERNS = "证件号码号型（护照 E、G、14、15；往来港澳 C、W；往来台湾 L、T）"


@check_rule(
    "cert-none", Severity.ERROR,
    why="是否持有填“否”，证件号却填了“{value}”",
    fix="没有证件的，证件号改为“无”；持有证件（包括已过期的）的，是否持有改为“是”",
    basis=f"{_FORM} 注4",
    passing=example({"holds": "否", "documents": "无", "custody": None}),
    failing=example({"holds": "否", "custody": "否"}),
)  # fmt: skip
def cert_none(form: Form) -> Iterator[Violation]:
    """Yield people who say 否 and give a document number."""
    for holds, documents in zip(form.meant("holds"), form.documents, strict=True):
        if holds == "否" and documents:
            yield Violation(documents[0].cell)


@check_rule(
    "cert-missing", Severity.ERROR,
    why="是否持有填“是”，证件号却{state}",
    fix="补填证件号，多本用“、”分隔；确实没有证件的，是否持有改为“否”",
    basis=f"{_FORM} 注4",
    passing=example(), failing=example({"documents": "无"}),
)  # fmt: skip
def cert_missing(form: Form) -> Iterator[Violation]:
    """Yield people who say 是 and give no document number."""
    columns = zip(form.people, form.meant("holds"), form.documents, strict=True)
    for person, holds, documents in columns:
        if holds == "是" and not documents and person.row.has("documents"):
            text = person.text("documents")
            yield Violation(person.at("documents"), {"state": f"填“{text}”" if text else "没有填"})


@check_rule(
    "none-variant", Severity.HINT,
    why="没有证件的应填“无”，这里写作“{value}”",
    fix="改为“无”",
    basis=f"{_FORM} 注4",
    passing=example({"holds": "否", "documents": "无", "custody": None}),
    failing=example({"holds": "否", "documents": "—", "custody": None}),
)  # fmt: skip
def none_variant(form: Form) -> Iterator[Violation]:
    """Yield cells that say 无 in other words."""
    rows = list(form.rows)
    texts = [row.text("documents") for row in rows]
    for row, is_variant in zip(rows, each_once(numbers.is_none_variant, texts), strict=True):
        if is_variant:
            yield Violation(row.at("documents"))


@check_rule(
    "cert-format", Severity.WARNING,
    why="证件号“{number}”不合任何已知的因私证件号型{likeness}",
    fix="{advice}",
    basis=_PATTERNS,
    passing=example({"documents": "E12345678、C12345678"}),
    failing=example({"documents": "E1234567O"}),
)  # fmt: skip
def cert_format(form: Form) -> Iterator[Violation]:
    """Yield numbers of no known pattern, with the nearest pattern and confused O/0 and I/1."""
    for _, document in form.declared:
        number = document.number
        if document.mention.kind or numbers.official_kind(number):
            continue
        kind, meant = numbers.likely_meant(number)
        likeness = f"，最像{kind}" if kind else ""
        advice = "对照证件核对号码"
        if meant:
            advice = f"对照证件核对是否为“{meant}”（字母 O、I 与数字 0、1 易混）"
        yield Violation(document.cell, {"number": number, "likeness": likeness, "advice": advice})


@check_rule(
    "cert-official", Severity.WARNING,
    why="“{number}”像是{kind}，不是因私出国（境）证件",
    fix="因公证件和非内地居民证件不填入本栏；核对后移出",
    basis=f"{_FORM} “因私出国（境）证件号”栏；{_PATTERNS}",
    passing=example(), failing=example({"documents": "SE1234567"}),
)  # fmt: skip
def cert_official(form: Form) -> Iterator[Violation]:
    """Yield official passports and documents of 港澳台 residents in the private column."""
    for _, document in form.declared:
        kind = "" if document.mention.kind else numbers.official_kind(document.number)
        if kind:
            yield Violation(document.cell, {"number": document.number, "kind": kind})


@check_rule(
    "cert-duplicate", Severity.ERROR,
    why="证件号“{number}”同时填在 {others} 名下",
    fix="对照证件核对，改正填错的一处",
    basis=f"{_FORM} “因私出国（境）证件号”栏（一证一人）",
    passing=example({}, {}),
    failing=example({"documents": "E12345678"}, {"documents": "E12345678"}),
)  # fmt: skip
def cert_duplicate(form: Form) -> Iterator[Violation]:
    """Yield document numbers that two people have."""
    declared = [document.number for _, document in form.declared]
    for number, held in repeated(declared, form.declared):
        if len({person.identity.key or person.name for person, _ in held}) < 2:
            continue
        own = Counter(id(person) for person, _ in held)
        for person, document in held:
            others = (
                f"{other.name}（第 {place.row.number} 行）"
                for other, place in held
                if other is not person
            )
            said = listed(others, len(held) - own[id(person)], "处")
            yield Violation(document.cell, {"number": number, "others": said})


@check_rule(
    "custody-blank", Severity.ERROR,
    why="持有证件，而“证件是否交由组织集中保管”没有填",
    fix="已交组织人事部门保管的填“是”，没有交的填“否”",
    basis=_SURRENDER,
    passing=example({"holds": "否", "documents": "无", "custody": None}),
    failing=example({"custody": None}),
)  # fmt: skip
def custody_blank(form: Form) -> Iterator[Violation]:
    """Yield holders whose custody cell is blank."""
    columns = zip(form.people, form.meant("holds"), form.texts("custody"), strict=True)
    for person, holds, custody in columns:
        if holds == "是" and not custody and person.row.has("custody"):
            yield Violation(person.at("custody"))


@check_rule(
    "custody-none", Severity.WARNING,
    why="是否持有填“否”，却又填证件已交由组织集中保管",
    fix="核对保管台账：确有证件在管的，是否持有改为“是”并补填证件号",
    basis=_SURRENDER,
    passing=example({"holds": "否", "documents": "无", "custody": "否"}),
    failing=example({"holds": "否", "documents": "无", "custody": "是"}),
)  # fmt: skip
def custody_none(form: Form) -> Iterator[Violation]:
    """Yield people without documents whose custody cell says 是."""
    columns = zip(form.people, form.meant("holds"), form.meant("custody"), strict=True)
    for person, holds, custody in columns:
        if holds == "否" and custody == "是":
            yield Violation(person.at("custody"))


@check_rule(
    "unsurrendered", Severity.ERROR,
    why="应交未交：持有因私出国（境）证件而没有交由组织集中保管",
    fix="督促本人交存证件，交存后改为“是”；遗失的按通知二办理情况说明",
    basis=_SURRENDER,
    passing=example({"custody": "是"}), failing=example({"custody": "否"}),
)  # fmt: skip
def unsurrendered(form: Form) -> Iterator[Violation]:
    """Yield 应交未交 for each row of a holder's documents that are not in custody."""
    columns = zip(form.people, form.meant("holds"), form.meant("custody"), strict=True)
    for person, holds, custody in columns:
        if holds == "是" and (custody == "否" or len(person.rows) > 1):
            yield from (Violation(row.at("custody")) for row in person.unsurrendered_rows())


@check_rule(
    "unregistered", Severity.ERROR,
    why="应备未备：登记备案状态为“未备案”",
    fix="向公安机关出入境管理部门办理登记备案后，改为“已备案”",
    basis="连委组通〔2015〕23号 一（应备尽备）",
    passing=example({"status": "已备案"}), failing=example({"status": "未备案"}),
)  # fmt: skip
def unregistered(form: Form) -> Iterator[Violation]:
    """Yield 应备未备: people who should be registered with the police and are not."""
    for person, status in zip(form.people, form.meant("status"), strict=True):
        if status == "未备案":
            yield Violation(person.at("status"))
