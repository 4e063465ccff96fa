Attribute VB_Name = "chujing"
Option Explicit
' 由 chujing build 按 addin/declare.py 生成，改动会在下次生成时丢失。

Private Const TITLE As String = "出国境证件"

' 功能区的每个按钮；control.ID 是按钮的代号。
Public Sub book_press(control As IRibbonControl)
    If Not Application.ActiveProtectedViewWindow Is Nothing Then
        MsgBox "这个工作簿开在“受保护的视图”里，按钮不能用。请先点上方的“启用编辑”，再按一次。", _
            vbInformation, TITLE
    ElseIf ActiveWorkbook Is Nothing Then
        MsgBox "请先打开要处理的工作簿。", vbInformation, TITLE
    Else
        PythonServer.Press control.ID
    End If
End Sub

' 装了加载项的，工作簿自带的同一选项卡不再显示。
Public Sub book_show_tab(control As IRibbonControl, ByRef visible As Variant)
    Dim installed As Workbook
    On Error Resume Next
    Set installed = Workbooks("出国境证件.xlam")
    visible = installed Is Nothing
End Sub
