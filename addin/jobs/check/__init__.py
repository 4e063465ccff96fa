"""校验, 清除标记: check every row of 附件1 and mark the findings in the workbook."""

from addin.declare import UNDONE, Button

SOURCE = ("连委组通〔2015〕23号 附件1及注1—5",)
BUTTONS = (
    Button(
        "check",
        "校验",
        "填表",
        "AcceptInvitation",
        "校验附件1",
        "逐行核对附件1，问题写入“校验结果”表，并在表右侧和底色上标出。不改动已填的内容。" + UNDONE,
        "addin.jobs.check.command:press_check",
        large=True,
    ),
    Button(
        "clear",
        "清除标记",
        "填表",
        "ClearFormats",
        "清除校验标记",
        "去掉校验写入的结果和底色，附件1恢复到校验以前的样子。" + UNDONE,
        "addin.jobs.check.command:press_clear",
    ),
)
