"""抽查: draw a stratified random sample of people for inspection."""

from addin.declare import Button

SOURCE = ("连委组通〔2015〕23号 四",)
BUTTONS = (
    Button(
        "sample",
        "抽查",
        "汇总",
        "FilterToggleFilter",
        "按单位分层随机抽人",
        "选择各单位工作簿所在的文件夹，填人数和种子，写出可打印的抽查表；人数够时每个单位都有，"
        "同一种子抽出同样的人。",
        "addin.jobs.sample.command:press_sample",
    ),
)
