"""一键规范: rewrite common misspellings in the form's spelling."""

from addin.declare import UNDONE, Button

SOURCE = ("连委组通〔2015〕23号 附件1及注1—5",)
BUTTONS = (
    Button(
        "normalize",
        "一键规范",
        "填表",
        "ReplaceDialog",
        "一键规范写法",
        "把全角数字、多余空格、小写 x、间隔点和“无”的各种写法改成规范写法；再按一次可恢复原样。"
        + UNDONE,
        "addin.jobs.normalize.command:normalize",
    ),
)
