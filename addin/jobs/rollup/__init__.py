"""汇总: the workbooks of many units as one 附件2."""

from addin.declare import Button

SOURCE = ("连委组通〔2015〕23号 附件2",)
BUTTONS = (
    Button(
        "rollup",
        "汇总",
        "汇总",
        "AutoSum",
        "汇总到附件2",
        "选择各单位工作簿所在的文件夹，汇总成附件2；打不开的文件另列原因。来源文件不会改动。",
        "addin.jobs.rollup.command:rollup",
        large=True,
    ),
)
