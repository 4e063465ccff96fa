"""报送包: the papers that are handed in, sealed with checksums."""

from addin.declare import Button

SOURCE = ("连委组通〔2015〕23号 末段",)
BUTTONS = (
    Button(
        "package",
        "报送包",
        "报送",
        "FilePackageForCD",
        "做成报送包",
        "选择各单位工作簿所在的文件夹，先校验，再做成报送包：剥离底稿的附件1、附件2、情况报告、"
        "清单和接收回执，旁边的新文件夹里。有错误的先列出来，改好再打包；来源文件不会改动。",
        "addin.jobs.package.command:press_package",
    ),
)
