"""Data validation: drop-downs, hints, whole numbers."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from addin.forms.columns import CodeList, Column


def guidance(column: Column, area: str) -> DataValidation | None:
    """Return the drop-down and the hint of a column for ``area``, None where it has neither."""
    if not (column.codes or column.hint):
        return None
    validation = DataValidation(sqref=area, allow_blank=True)
    if column.codes:
        _offer(validation, column, column.codes)
    if column.hint:
        validation.showInputMessage = True
        validation.promptTitle, validation.prompt = column.title, column.hint
    return validation


def counts_only(area: str) -> DataValidation:
    """Return the validation that lets ``area`` take whole numbers from 0 on."""
    return DataValidation(
        sqref=area,
        type="whole",
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="只能填非负整数",
        error=(
            "本栏统计个数或人数，请填 0 或正整数，不带“人”“个”等字；"
            "问题排查各栏空着表示没有核查，核查后没有问题的填 0。"
        ),
    )


def _offer(validation: DataValidation, column: Column, codes: CodeList) -> None:
    validation.type = "list"
    validation.formula1 = f'"{",".join(codes.values)}"'
    validation.showErrorMessage = not column.several  # a drop-down cannot put two values together
    choices = "、".join(f"“{value}”" for value in codes.values)
    if codes.closed:
        validation.errorTitle = "取值不在代码表内"
        validation.error = f"“{column.title}”只能填{choices}。请从下拉表中选。"
    else:
        validation.errorStyle = "warning"
        validation.errorTitle = "下拉表中没有这一项"
        validation.error = "通知所列类型末尾有“等”，确属其他类型的可以保留；否则请从下拉表中选。"
