"""保管登记: register documents handed in, lent, returned, cancelled or lost."""

from addin.declare import Button

SOURCE = ("2004年通知 三（一）（三）（四）",)
BUTTONS = (
    Button(
        "custody",
        "保管登记",
        "证件保管",
        "SignatureLineInsert",
        "登记交存、领用、归还、注销、挂失",
        "先点中要办的人那一行再按：列出此人的证件、现在何处、可办的动作；填好“动作”再按一次，记入"
        "“保管台账”并算出归还期限，领用的写出领用单，挂失的写出情况说明。办不了的说明原因，一项也不记。",
        "addin.jobs.custody.command:press_custody",
        large=True,
    ),
)
