Attribute VB_Name = "formulas"
Option Explicit
' 由 chujing build 按 addin/declare.py 生成，改动会在下次生成时丢失。
' 单元格里的公式够得到的，只有这里的函数。

Public Function 违规类型(行, Optional 公安证件查询, Optional 公安出入境记录, Optional 审批台账, Optional 报告台账, Optional 保管台账, Optional 公安查询登记, Optional 参数)
Attribute 违规类型.VB_Description = "按附件2的问题类别列出这一行人员的疑点，多个类别用“；”连接，没有疑点或没有判的为空。只给行时判断违规持有（持有而未交存）和应备未备（未备案）；给出底稿各表则逐类核查。结果只是线索，须经核实。"
Attribute 违规类型.VB_ProcData.VB_Invoke_Func = " \n14"
    违规类型 = PythonServer.Answer("违规类型", Array(行, 公安证件查询, 公安出入境记录, 审批台账, 报告台账, 保管台账, 公安查询登记, 参数))
End Function

Public Function 未判类型(行, Optional 公安证件查询, Optional 公安出入境记录, Optional 审批台账, Optional 报告台账, Optional 保管台账, Optional 公安查询登记, Optional 参数)
Attribute 未判类型.VB_Description = "列出因资料不够而没有判的问题类别，多个类别用“；”连接，都判了为空。参数与“违规类型”相同。没有判的既不是有问题，也不是没有问题；缺什么、谁来补，见按“核查”以后的“核查覆盖”表。"
Attribute 未判类型.VB_ProcData.VB_Invoke_Func = " \n14"
    未判类型 = PythonServer.Answer("未判类型", Array(行, 公安证件查询, 公安出入境记录, 审批台账, 报告台账, 保管台账, 公安查询登记, 参数))
End Function

Public Function 校验结果(行)
Attribute 校验结果.VB_Description = "校验附件1的一行，列出全部填写问题和修改办法，没有问题为空。涉及多行的问题（重号、排序、序号）请用功能区的“校验”。"
Attribute 校验结果.VB_ProcData.VB_Invoke_Func = " \n14"
    校验结果 = PythonServer.Answer("校验结果", Array(行))
End Function

Public Function 身份证校验(号)
Attribute 身份证校验.VB_Description = "检查公民身份号码的位数、字符、出生日期和校验码，说明哪一段有误；正确时为空。"
Attribute 身份证校验.VB_ProcData.VB_Invoke_Func = " \n14"
    身份证校验 = PythonServer.Answer("身份证校验", Array(号))
End Function

Public Function 身份证性别(号)
Attribute 身份证性别.VB_Description = "公民身份号码第 17 位表示的性别：男或女；号码有误时说明原因。"
Attribute 身份证性别.VB_ProcData.VB_Invoke_Func = " \n14"
    身份证性别 = PythonServer.Answer("身份证性别", Array(号))
End Function

Public Function 身份证出生日期(号)
Attribute 身份证出生日期.VB_Description = "公民身份号码中的出生日期，8 位数字，如 19700101；号码有误时说明原因。"
Attribute 身份证出生日期.VB_ProcData.VB_Invoke_Func = " \n14"
    身份证出生日期 = PythonServer.Answer("身份证出生日期", Array(号))
End Function

Public Function 证件种类(号)
Attribute 证件种类.VB_Description = "按证件号码判断种类：护照、往来港澳通行证、往来台湾通行证；认不出时说明最像哪一种。一格多个号码的逐个判断，用“、”连接。"
Attribute 证件种类.VB_ProcData.VB_Invoke_Func = " \n14"
    证件种类 = PythonServer.Answer("证件种类", Array(号))
End Function

Public Function 交存期限(返回日期, Optional 公私)
Attribute 交存期限.VB_Description = "回国（境）后最晚哪一天交回证件：因私证件 10 天内，因公证件 15 天内，从返回次日起算。"
Attribute 交存期限.VB_ProcData.VB_Invoke_Func = " \n14"
    交存期限 = PythonServer.Answer("交存期限", Array(返回日期, 公私))
End Function

Public Function 人员类型建议(职务)
Attribute 人员类型建议.VB_Description = "按现任职务（职级）建议附件1的“登记备案人员类型”，看不出时为空；以任免文件为准。"
Attribute 人员类型建议.VB_ProcData.VB_Invoke_Func = " \n14"
    人员类型建议 = PythonServer.Answer("人员类型建议", Array(职务))
End Function

Public Function 加载项自检()
Attribute 加载项自检.VB_Description = "检查加载项能否工作：正常时显示版本号，不正常时说明怎么办。"
Attribute 加载项自检.VB_ProcData.VB_Invoke_Func = " \n14"
    加载项自检 = PythonServer.Answer("加载项自检", Array())
End Function
