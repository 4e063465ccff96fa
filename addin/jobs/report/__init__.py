"""情况报告: the Word report that a finished 附件2 is written into."""

from addin.declare import Button

SOURCE = ("连委组通〔2015〕23号 末段",)
BUTTONS = (
    Button(
        "report",
        "情况报告",
        "报送",
        "FileSaveAsWordDocx",
        "由附件2写情况报告",
        "打开附件2再按：写成 Word 的专项治理工作情况报告，每个数字都注明出自附件2的哪一格；"
        "可选上一次的附件2列出增减。采取的措施、下一步工作留有空白，由人补写。",
        "addin.jobs.report.command:press_report",
        large=True,
    ),
)
