"""一人一档: print everything in the workbooks about one person on one page."""

from addin.declare import Button

SOURCE = (
    "2004年通知 三",
    "连委组通〔2015〕23号 二",
)
BUTTONS = (
    Button(
        "dossier",
        "一人一档",
        "证件保管",
        "FilePrintPreview",
        "一个人的全部记录，一页打印",
        "先点中要看的人那一行再按：证件、保管、审批、行程、报告和问题线索整理成一页，附时间线图，"
        "每一条写明出处；身份证号和证件号默认隐去中间几位。存在本工作簿所在的文件夹里。",
        "addin.jobs.dossier.command:press_dossier",
    ),
)
