"""自检, 帮助: show whether the add-in works, and its instructions."""

from addin.declare import Button

SOURCE = ()
BUTTONS = (
    Button(
        "selftest",
        "自检",
        "帮助",
        "Info",
        "检查加载项",
        "检查加载项的版本和运行环境，说明几秒作答、有什么妨碍、怎么办。",
        "addin.jobs.help.command:selftest",
    ),
    Button(
        "help",
        "帮助",
        "帮助",
        "Help",
        "使用说明",
        "列出公式、按钮和全部校验规则及其依据。",
        "addin.jobs.help.command:show_help",
    ),
)
