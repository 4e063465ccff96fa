"""``docs/文件问题.md``: every outcome a file can have, so that the words and the code agree."""

from __future__ import annotations

from addin.errors import FileError
from addin.forms import sheets
from addin.reading import preflight
from addin.reading.active_content import DDE, EXTERNAL, MACROS
from addin.reading.grid import SEARCHED_ROWS
from addin.reading.workers.local import USUAL

_INTRODUCTION = f"""\
# 文件问题

收上来的文件有时打不开、不完整、不是要的表。程序对每个文件只有两种结果：读出来了，或者说一句
“无法处理 某某文件：原因，办法”。本页说明每一句是什么意思、具体怎么做。

- 一个文件不能用，其余的照常处理。批量时不能用的文件另列一张表（汇总的在
  “{sheets.NOT_ROLLED_UP}”表），逐个写明原因；命令行的退出码为 2。改好以后重新做一遍即可。
- 未经要求不改动文件；里面的宏不运行，外部链接不打开。

## 看到这句话，怎么办

| 看到的 | 怎么办 | 代号 |
|---|---|---|
"""

_REMARKS = f"""
“代号”是命令行 `--json` 结果中的 `code`，供程序使用。

## 读出来了，但要留意

文件能用，结果里多一句“说明”（汇总的列在“{sheets.DOUBTS}”表）：

| 说明 | 意思 |
|---|---|
| {MACROS} | 填报用不着宏；本软件做的带按钮的工作簿也有。来路不明的，请报送单位另存为 .xlsx 后重报 |
| {DDE} | 有能启动其他程序的公式，正常填报不会有。在 Excel 中打开时，问“更新”“启动”的都选“否” |
| {EXTERNAL} | 数取自别的文件，那个文件不在这里。请报送单位把公式粘贴成数值 |
| 工作表“…”也是附件1，没有使用 | 填了人的附件1有两张，请核对哪一张作数，删去另一张 |

## 限度（供管理员查考）

- 打开以前只看开头的字节和压缩目录，不解析：文件不超过 {preflight.MAX_BYTES // 2**20} MB，
  展开不超过 {preflight.MAX_EXPANDED // 2**30} GB、不超过原大小的 {preflight.MAX_RATIO} 倍，
  不超过 {preflight.MAX_ENTRIES} 个部件、{preflight.MAX_SHEETS} 张表，不含外部定义（DTD）。
- 读一张表以前：有内容的最远的行数乘最远的列数，不超过 {preflight.MAX_AREA} 格。
- 解析在另外的进程里进行，每个文件限时 {USUAL.seconds:.0f} 秒、内存 {USUAL.memory // 2**30} GB；
  进程死了换一个，只损失那一个文件。

本页由 `addin/build/troubles_page.py` 按 `addin/errors.py` 中的结局生成，不要手改。
"""

# What the advice in the message means in practice.
_STEPS = {
    FileError.UNREADABLE: "看文件名有没有打错，U 盘是不是拔了",
    FileError.NOT_A_SPREADSHEET: (
        "多半是 Word、PDF、图片或网页改了名，要用做它的程序打开才存得成表格"
    ),
    FileError.TRUNCATED: "多半是传到一半断了，比一比两边文件的大小",
    FileError.ENCRYPTED: (
        "Excel：输入密码打开，“文件—信息—保护工作簿—用密码进行加密”，清空密码，保存"
    ),
    FileError.TOO_LARGE: "按 Ctrl+End 看最后一格在哪里，表右边、下面多余的列和行整列整行删除",
    FileError.UNSAFE: "正常的 Excel、WPS 文件没有这种内容；来路不明的不要打开，请报送单位重做",
    FileError.DAMAGED: "打开时问是否修复的选“是”，核对内容以后再另存",
    FileError.NO_SUCH_FORM: f"附件1的栏目可以换位置，文字不能改，表头在前 {SEARCHED_ROWS} 行之内",
    FileError.INCOMPLETE_FORM: "缺的是哪一栏，那句话里写着",
    FileError.CRASHED: "还不行的，把内容复制到官方样表里",
    FileError.TIMED_OUT: "电脑正忙的，先关掉别的程序再试一次",
    FileError.OUT_OF_MEMORY: "电脑正忙的，先关掉别的程序再试一次",
    FileError.REFUSED: "文件开着的先关掉，只读的去掉只读或换个地方存，.xls 的另存为 .xlsx",
    FileError.INTERNAL: "这是程序的毛病，不是文件的；同时说一下做的是哪一步",
}


def troubles_page() -> str:
    """Return the page, Markdown, ending in a line break."""
    rows = (f"| {t.what} | {t.advice}。{_STEPS[t]} | `{t.code}` |\n" for t in FileError)
    return _INTRODUCTION + "".join(rows) + _REMARKS
