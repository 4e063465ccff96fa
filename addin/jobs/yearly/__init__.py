"""年度报告: report a year's travel and documents by unit."""

from addin.declare import Button

SOURCE = ("2004年通知 四（二）",)
BUTTONS = (
    Button(
        "yearly",
        "年度报告",
        "报送",
        "CalendarInsert",
        "上年度出国（境）情况",
        "填年份，选择各单位工作簿所在的文件夹：按单位列出出国（境）人次、审批和报告、证件在管、领用、挂失、"
        "过期，附逐人清单和报送期限。没有审批或报告的是线索，须核实。",
        "addin.jobs.yearly.command:press_yearly",
    ),
)
