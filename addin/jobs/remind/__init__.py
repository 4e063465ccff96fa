"""催报: list the units that have not handed in, and write reminders to them."""

from addin.declare import Button

SOURCE = ("连委组通〔2015〕23号 五",)
BUTTONS = (
    Button(
        "remind",
        "催报",
        "汇总",
        "FileSendAsAttachment",
        "谁没报、谁的有错误",
        "选择应报单位名单（每行一个单位）和收到的工作簿所在的文件夹，可填报送期限：逐个单位列出已报、有错误、"
        "打不开、重复、未报，按上级单位写成可以直接复制的催报通知。",
        "addin.jobs.remind.command:press_remind",
    ),
)
