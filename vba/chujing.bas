Attribute VB_Name = "chujing"
Option Explicit
' 由 chujing build 按 addin/declare.py 生成，改动会在下次生成时丢失。

Public Const MACRO_VERSION As String = "0.1.0"
Private Const TITLE As String = "出国境证件"
Private Const ADDIN_FILE As String = "出国境证件.xlam"

' 功能区的每个按钮；control.ID 是按钮的代号。
Public Sub press(control As IRibbonControl)
    If ActiveWorkbook Is Nothing Then
        MsgBox "请先打开要处理的工作簿。", vbInformation, TITLE
        Exit Sub
    End If
    On Error GoTo failed
    RunPython python_command(control.ID)
    Exit Sub
failed:
    MsgBox "没有连上 Python，命令没有执行。请运行 chujing doctor 查看原因。" & vbCrLf & vbCrLf & _
        Err.Description, vbExclamation, TITLE
End Sub

Public Function python_command(key As String) As String
    python_command = "from addin.excel.host import press; " & _
        "press('" & key & "', '" & MACRO_VERSION & "')"
End Function

' 装了加载项的，工作簿自带的同一选项卡不再显示。
Public Sub show_tab(control As IRibbonControl, ByRef visible As Variant)
    Dim installed As Workbook
    On Error Resume Next
    Set installed = Workbooks(ADDIN_FILE)
    visible = ThisWorkbook.IsAddin Or installed Is Nothing
End Sub

' 等 Excel 启动完毕再登记函数说明，启动途中登记会失败。
Public Sub Auto_Open()
    Application.OnTime Now, "'" & ThisWorkbook.Name & "'!describe_formulas"
End Sub

Public Sub describe_formulas()
    On Error Resume Next
    describe "违规类型", _
        "按附件2的问题类别列出这一行人员的疑点，多个类别用“；”连接，没有疑点或没有判的为空。只给行时判断违规持有（持有而未交存）和应备未备（未备案）；给出底稿各表则逐类核查。结果只是线索，须经核实。", _
        "附件1的一行（A 列至 N 列，共 14 格），或连续多行；多行时结果为一列。", _
        "“公安证件查询”中的资料，连同表头一起选，如 公安证件查询!A1:H500；没有可以不填。", _
        "“公安出入境记录”中的资料，连同表头一起选，如 公安出入境记录!A1:H500；没有可以不填。", _
        "“审批台账”中的资料，连同表头一起选，如 审批台账!A1:J500；没有可以不填。", _
        "“报告台账”中的资料，连同表头一起选，如 报告台账!A1:I500；没有可以不填。", _
        "“保管台账”中的资料，连同表头一起选，如 保管台账!A1:I500；没有可以不填。", _
        "“公安查询登记”中的资料，连同表头一起选，如 公安查询登记!A1:H500；没有可以不填。", _
        "“参数”表，连同表头一起选，如 参数!A1:F20；没有可以不填。"
    describe "未判类型", _
        "列出因资料不够而没有判的问题类别，多个类别用“；”连接，都判了为空。参数与“违规类型”相同。没有判的既不是有问题，也不是没有问题；缺什么、谁来补，见按“核查”以后的“核查覆盖”表。", _
        "附件1的一行（A 列至 N 列，共 14 格），或连续多行；多行时结果为一列。", _
        "“公安证件查询”中的资料，连同表头一起选，如 公安证件查询!A1:H500；没有可以不填。", _
        "“公安出入境记录”中的资料，连同表头一起选，如 公安出入境记录!A1:H500；没有可以不填。", _
        "“审批台账”中的资料，连同表头一起选，如 审批台账!A1:J500；没有可以不填。", _
        "“报告台账”中的资料，连同表头一起选，如 报告台账!A1:I500；没有可以不填。", _
        "“保管台账”中的资料，连同表头一起选，如 保管台账!A1:I500；没有可以不填。", _
        "“公安查询登记”中的资料，连同表头一起选，如 公安查询登记!A1:H500；没有可以不填。", _
        "“参数”表，连同表头一起选，如 参数!A1:F20；没有可以不填。"
    describe "校验结果", _
        "校验附件1的一行，列出全部填写问题和修改办法，没有问题为空。涉及多行的问题（重号、排序、序号）请用功能区的“校验”。", _
        "附件1的一行（A 列至 N 列，共 14 格），或连续多行；多行时结果为一列。"
    describe "身份证校验", _
        "检查公民身份号码的位数、字符、出生日期和校验码，说明哪一段有误；正确时为空。", _
        "公民身份号码，一格或一片。"
    describe "身份证性别", _
        "公民身份号码第 17 位表示的性别：男或女；号码有误时说明原因。", _
        "公民身份号码，一格或一片。"
    describe "身份证出生日期", _
        "公民身份号码中的出生日期，8 位数字，如 19700101；号码有误时说明原因。", _
        "公民身份号码，一格或一片。"
    describe "证件种类", _
        "按证件号码判断种类：护照、往来港澳通行证、往来台湾通行证；认不出时说明最像哪一种。一格多个号码的逐个判断，用“、”连接。", _
        "证件号码，一格或一片；没有证件填“无”。"
    describe "交存期限", _
        "回国（境）后最晚哪一天交回证件：因私证件 10 天内，因公证件 15 天内，从返回次日起算。", _
        "返回日期，一格或一片，如 2015-05-31。", _
        "“因私”或“因公”，一格；不填按因私。"
    describe "人员类型建议", _
        "按现任职务（职级）建议附件1的“登记备案人员类型”，看不出时为空；以任免文件为准。", _
        "现任职务（职级），一格或一片。"
    describe "加载项自检", _
        "检查加载项能否工作：正常时显示版本号，不正常时说明怎么办。"
End Sub

Private Sub describe(formula As String, explanation As String, ParamArray arguments() As Variant)
    Dim macro As String
    Dim texts As Variant
    macro = "'" & ThisWorkbook.Name & "'!" & formula
    texts = arguments
    If UBound(texts) < 0 Then
        Application.MacroOptions Macro:=macro, Description:=explanation, Category:=TITLE
    Else
        Application.MacroOptions Macro:=macro, Description:=explanation, Category:=TITLE, _
            ArgumentDescriptions:=texts
    End If
End Sub
