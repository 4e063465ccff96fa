"""公安导出, 公安导入: write lists for the police and import the results of the police."""

from addin.declare import Button

SOURCE = ("连委组通〔2015〕23号 二、三",)
BUTTONS = (
    Button(
        "police_export",
        "公安导出",
        "公安对接",
        "FileSaveAs",
        "导出送公安的名单",
        "选择文件夹和上一次的附件1（没有的按取消），写出“送公安查询名单”和“登记备案批量表”"
        "（新增、变更、撤销）。",
        "addin.jobs.police.exporting:press_export",
    ),
    Button(
        "police_import",
        "公安导入",
        "公安对接",
        "GetExternalDataFromText",
        "导入公安查询结果",
        "选择公安查询结果所在的文件夹和这次答复的送公安查询名单（没有的按取消），新的记录补进三张"
        "公安底稿表，逐行注明来源；谁有答复、谁查无记入“公安查询登记”；与已有资料不一致的列入"
        "“公安导入待核”，由人核对。重复导入不会重复。",
        "addin.jobs.police.importing:press_import",
    ),
)
