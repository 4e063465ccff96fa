"""Filling in a Word template; a wrong tag is reported in a sentence.

Templates may be an office's own: their tags run in jinja2's sandbox on the context only.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import XMLSyntaxError

from addin.errors import FileError, UnusableFile
from addin.reading.preflight import BROKEN_ZIP, MAX_EXPANDED, MAX_RATIO, admit_size
from addin.writing.word.charts import Chart, Placed
from addin.writing.word.page import settled

_TAG = re.compile(r"\{[{%].*?(?:[%}]\}|$)")
_QUOTED = re.compile(r"'([^']*)'")
_MARGIN = 3  # lines that docxtpl shows before the wrong one
# Other errors of an expression in a tag: 1/0, 单位+1, a document too deep to parse.
_FAULTS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def fill(template: bytes, context: Mapping[str, Any]) -> bytes:
    """Return the template with every tag replaced; raise UnusableFile naming what is wrong.

    Texts are inserted as they are: markup or tags in them have no effect. A :class:`Chart`
    becomes a Word chart; None becomes nothing.
    """
    _admit(template)
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: "" if value is None else value,
    )
    try:
        document = DocxTemplate(BytesIO(template))
        document.init_docx()
    except (OpcError, XMLSyntaxError, KeyError, ValueError, *BROKEN_ZIP) as error:
        raise UnusableFile("模板不是 Word 文档（.docx），或已损坏", FileError.DAMAGED) from error
    try:
        _refuse_unknown(document, environment, context)
        document.render(_placed(context, document), environment)
    except TemplateSyntaxError as error:
        raise _wrong(_syntax(error)) from error
    except SecurityError as error:
        raise _wrong(f"的标签中，“{_named(error)[0]}”不许用") from error
    except TemplateError as error:
        raise _wrong(f"的标签中，“{_named(error)[-1]}”不存在或不能这样用") from error
    except _FAULTS as error:
        raise _wrong("有的标签算不出来") from error
    filled = BytesIO()
    document.save(filled)
    return settled(filled.getvalue())


def _placed(context: Mapping[str, Any], document: DocxTemplate) -> dict[str, Any]:
    """Return the context with its charts prepared for the document."""
    part = document.docx.part
    return {
        name: Placed(value, part) if isinstance(value, Chart) else value
        for name, value in context.items()
    }


def _wrong(what: str) -> UnusableFile:
    return UnusableFile(f"模板里{what}，请对照“docs/文书模板.md”改正后重试")


def _refuse_unknown(
    document: DocxTemplate, environment: ImmutableSandboxedEnvironment, context: Mapping[str, Any]
) -> None:
    with suppress(TemplateSyntaxError):  # rendering reports the place better
        unknown = document.get_undeclared_template_variables(environment, dict(context))
        if unknown:
            raise _wrong(f"的标签“{'”“'.join(sorted(unknown))}”不认识")


def _named(error: TemplateError) -> list[str]:
    """Return what the English message has in quotes, else all of it."""
    said = error.message or ""
    return _QUOTED.findall(said) or [said]


def _syntax(error: TemplateSyntaxError) -> str:
    """Return what is wrong with a tag, as written in the template."""
    around = list(getattr(error, "docx_context", ()))
    line = around[min(error.lineno, _MARGIN + 1) - 1] if around else ""
    tags = _TAG.findall(line)
    if "Unexpected end of template" in (error.message or ""):
        return f"有的标签缺了配对的另一半“{_named(error)[0]}”"
    return f"的标签“{'”“'.join(tags) or line.strip()[:40]}”写得不对"


def _admit(template: bytes) -> None:
    admit_size(len(template))
    try:
        with zipfile.ZipFile(BytesIO(template)) as package:
            expanded = sum(entry.file_size for entry in package.infolist())
    except BROKEN_ZIP as error:
        raise UnusableFile(
            "模板不是 Word 文档（.docx），请在 Word 或 WPS 中另存为 .docx", FileError.DAMAGED
        ) from error
    if expanded > MAX_EXPANDED or expanded > MAX_RATIO * len(template):
        raise UnusableFile(kind=FileError.TOO_LARGE)
