"""The macros' own text; ``addin.build.vba`` fills in names, version and formulas.

Two modules besides the formulas. ``PythonServer`` is a class: what is public in a standard module
can be called from any cell of any open workbook, what is in a class cannot. ``chujing`` has
nothing but subs with an argument, which neither a cell nor the list of macros (Alt+F8) reaches.
"""

from __future__ import annotations

SERVER = """\
VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "{server}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = False
Option Explicit
' 由 chujing build 生成，改动会在下次生成时丢失。
' 到 Python 只有这一条路：xlwings 的 DLL 启动本人设置文件里的那条命令，与打开的工作簿无关。

Private Const TITLE As String = "{title}"
Private Const MACRO_VERSION As String = "{version}"
Private Const CANNOT_START As Long = vbObjectError + 513
Private Const MEMORY As Long = 60 ' 秒：连不上以后这么久不再试，其余单元格马上有答案
Private Const NOT_INSTALLED As String = "{not_installed}"
Private Const NOT_STARTED As String = "{not_started}"
Private Const FORMULA_FAILED As String = "{formula_failed}"
Private Const BUTTON_FAILED As String = "{button_failed}"

#If Win64 Then
Private Const DLL As String = "{dll64}"
Private Declare PtrSafe Function Activate Lib "{dll64}" Alias "XLPyDLLActivateAuto" _
    (ByRef answered As Variant, ByVal config As String, ByVal mode As Long) As Long
#Else
Private Const DLL As String = "{dll32}"
Private Declare PtrSafe Function Activate Lib "{dll32}" Alias "XLPyDLLActivateAuto" _
    (ByRef answered As Variant, ByVal config As String, ByVal mode As Long) As Long
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr

Private commandLine As String
Private refusal As String
Private refusedAt As Date

' 公式的答案；连不上 Python 的，答案就是那句话。
Public Function Answer(ByVal formula As String, ByVal arguments As Variant) As Variant
    On Error GoTo failed
    Answer = Connected.CallUDF("{module}", formula, arguments)
    Exit Function
failed:
    If Err.Number = CANNOT_START Then Answer = refusal Else Answer = FORMULA_FAILED
End Function

' 运行功能区的一个按钮；人又按了一次，就再试一次。
Public Sub Press(ByVal key As String)
    Dim running As Object
    Dim reason As String
    refusal = ""
    On Error GoTo failed
    Set running = Connected
    running.SetAttr running.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    running.Exec PythonCommand(key)
    Exit Sub
failed:
    reason = Err.Description
    If Err.Number <> CANNOT_START Then reason = BUTTON_FAILED & vbCrLf & vbCrLf & reason
    MsgBox reason, vbExclamation, TITLE
End Sub

Public Function PythonCommand(ByVal key As String) As String
    PythonCommand = "from addin.excel.host import press; " & _
        "press('" & key & "', '" & MACRO_VERSION & "')"
End Function

Private Function Connected() As Object
    Dim answered As Variant
    If refusal <> "" Then
        If DateDiff("s", refusedAt, Now) < MEMORY Then Err.Raise CANNOT_START, TITLE, refusal
        refusal = ""
    End If
    If commandLine = "" Then ReadSettings
    If Activate(answered, commandLine, 1) <> 0 Then Refuse NOT_STARTED
    Set Connected = answered
End Function

' 设置文件两行：DLL 所在的文件夹；启动 Python 的命令。读一次，公式不再读文件。
Private Sub ReadSettings()
    Dim path As String
    Dim number As Integer
    Dim folder As String
    Dim found As String
    path = Environ("USERPROFILE") & "\\{settings}"
    If Dir(path) = "" Then Refuse NOT_INSTALLED
    number = FreeFile
    Open path For Input As #number
    Line Input #number, folder
    Line Input #number, found
    Close #number
    If LoadLibraryW(StrPtr(folder & "\\" & DLL)) = 0 Then Refuse NOT_STARTED
    commandLine = found
End Sub

Private Sub Refuse(ByVal sentence As String)
    refusal = sentence
    refusedAt = Now
    commandLine = ""
    Err.Raise CANNOT_START, TITLE, sentence
End Sub
"""

BUTTONS = """\
Attribute VB_Name = "{buttons}"
Option Explicit
' 由 chujing build 按 addin/declare.py 生成，改动会在下次生成时丢失。

Private Const TITLE As String = "{title}"

' 功能区的每个按钮；control.ID 是按钮的代号。
Public Sub {press}(control As IRibbonControl)
    If Not Application.ActiveProtectedViewWindow Is Nothing Then
        MsgBox "这个工作簿开在“受保护的视图”里，按钮不能用。请先点上方的“启用编辑”，再按一次。", _
            vbInformation, TITLE
    ElseIf ActiveWorkbook Is Nothing Then
        MsgBox "请先打开要处理的工作簿。", vbInformation, TITLE
    Else
        {server}.Press control.ID
    End If
End Sub
"""

# A workbook's own tab, and only a workbook's: the add-in's is always there.
SHOW_TAB = """
' 装了加载项的，工作簿自带的同一选项卡不再显示。
Public Sub {show_tab}(control As IRibbonControl, ByRef visible As Variant)
    Dim installed As Workbook
    On Error Resume Next
    Set installed = Workbooks("{addin}")
    visible = installed Is Nothing
End Sub
"""

FORMULAS = """\
Attribute VB_Name = "{formulas}"
Option Explicit
' 由 chujing build 按 addin/declare.py 生成，改动会在下次生成时丢失。
' 单元格里的公式够得到的，只有这里的函数。
"""

# VB_Invoke_Func " \\n14" puts the function among those of the user in the function wizard.
FORMULA = """
Public Function {name}({signature})
Attribute {name}.VB_Description = "{text}"
Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n14"
    {name} = {server}.Answer("{name}", Array({names}))
End Function
"""

NOT_INSTALLED = (
    "这台电脑没有安装“{title}”，公式和按钮用不了；请向下发本表的单位索取“{setup}”，"
    "双击安装后重新打开 Excel。"
)
NOT_STARTED = (
    "“{title}”没有连上 Python（可能被杀毒软件隔离或被删除）。请关闭 Excel，"
    "重新运行“{setup}”；仍不行的，按它的说明检查。一分钟后再算会再试。"
)
FORMULA_FAILED = "公式没有算出来：Python 中断了。请再算一次（F9）；仍不行的，按功能区的“自检”。"
BUTTON_FAILED = (
    "命令没有做完：Python 中断了。请保存后重新打开 Excel 再试；仍不行的，重新运行安装程序，"
    "并把下面的话告诉维护人员。"
)
