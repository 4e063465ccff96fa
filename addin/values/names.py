"""Names: allowed characters of 姓 and 名, and compound surnames."""

from __future__ import annotations

import re
import unicodedata

from addin.forms.text import squeeze

DOT = "·"  # U+00B7, the separator of minority names (民委发〔2016〕33号)
_DOTS = re.compile("[•・･‧∙⋅●.。﹒]")
_WRITTEN_DOTS = re.compile("[•・･‧∙⋅.。﹒]")
_PADDING = re.compile(r"[^\x21-\x7e\s]\s+[^\x21-\x7e\s]")

_COMPOUND_LIST = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳
公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙
壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉
公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长
子书 子桑 即墨 达奚 褚师 纳兰 完颜 叶赫
"""
COMPOUND = frozenset(_COMPOUND_LIST.split())
# The hundred commonest surnames and some more: enough to propose where a full name may be cut.
COMMON = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖"
    "龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿"
    "牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)


def invalid_characters(name: str) -> str:
    """Return the characters that no name contains: digits, placeholders, private use, brackets.

    Letters of any script and the separator in its several shapes are all right.
    """
    return "".join(
        char
        for char in _DOTS.sub(DOT, unicodedata.normalize("NFC", name))
        if char != DOT
        and not char.isspace()
        and not unicodedata.category(char).startswith(("L", "M"))
    )


def has_padding(name: str) -> bool:
    """Return whether white space stands between two Chinese characters."""
    return bool(_PADDING.search(name.strip()))


def normal(name: str) -> str:
    """Return the name as it should be written: no padding, the separator as U+00B7."""
    bare = squeeze(name) if not name.isascii() or has_padding(name) else name.strip()
    return _WRITTEN_DOTS.sub(DOT, bare) if not bare.isascii() else bare


def cut(full_name: str) -> tuple[str, str]:
    """Return (姓, 名) a full name most likely divides into; ('', '') when nothing is sure."""
    if full_name[:2] in COMPOUND and len(full_name) >= 3:
        return full_name[:2], full_name[2:]
    if full_name[:1] in COMMON and 2 <= len(full_name) <= 4:
        return full_name[:1], full_name[1:]
    return "", ""
