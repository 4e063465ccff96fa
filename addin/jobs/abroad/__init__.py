"""在外人员: list who was abroad on private travel in a quarter."""

from addin.declare import Button

SOURCE = ("2004年通知 二（三）",)
BUTTONS = (
    Button(
        "abroad",
        "在外人员",
        "报送",
        "HyperlinkInsert",
        "一个季度里在国（境）外的人",
        "填季度，选择各单位工作簿所在的文件夹：列出季内因私在国（境）外的人、在外天数、批准返回日期过了没有、"
        "季度汇报了没有。",
        "addin.jobs.abroad.command:press_abroad",
    ),
)
