"""变更比对: compare two copies of 附件1."""

from addin.declare import Button

SOURCE = ("连委组通〔2015〕23号 一",)
BUTTONS = (
    Button(
        "diff",
        "变更比对",
        "汇总",
        "WindowSideBySide",
        "与上一次的附件1比对",
        "选择上一次的附件1，按身份证号比对，列出新增、变更、减少；新增名册用附件1样式，可直接报送。",
        "addin.jobs.diff.command:press_diff",
    ),
)
