"""预警: list what is due or overdue."""

from addin.declare import UNDONE, Button

SOURCE = ("连委组通〔2015〕23号 五",)
BUTTONS = (
    Button(
        "alerts",
        "预警",
        "填表",
        "ErrorChecking",
        "到期和逾期提醒",
        "列出领用逾期未还、逾期未归、证件将到期、持证未交存等事项，按紧急程度排序。" + UNDONE,
        "addin.jobs.alerts.command:press_alerts",
    ),
)
