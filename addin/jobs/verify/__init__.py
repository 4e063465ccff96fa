"""核查: compare 附件1 with the ledgers, person by person."""

from addin.declare import UNDONE, Button

SOURCE = ("连委组通〔2015〕23号 一、二、三",)
BUTTONS = (
    Button(
        "verify",
        "核查",
        "填表",
        "FindDialog",
        "与底稿逐人核查",
        "把附件1与公安查询结果和各台账对照，疑点写入“问题清单”，由人填写核实结论；"
        "再次核查保留已填的结论。" + UNDONE,
        "addin.jobs.verify.command:press_verify",
        large=True,
    ),
)
