; One file, one double click, no administrator, no network: Python, the program, the add-in.
; makensis -DSTAGE=folder -DOUT=file.exe -DVERSION=… -DTITLE=… -DFILES=files.nsh [-DAMD64] setup.nsi
; Exit codes: 0 done; 3 Excel is open; 4 Windows too old; 5 installed, but no formula is answered.
Unicode true
!ifdef AMD64
  Target amd64-unicode
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestSupportedOS all
!include MUI2.nsh
!include WinVer.nsh
!include LogicLib.nsh
!include "${FILES}" ; DeleteOurFiles: what lies outside the folder python
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\chujing"
Name "${TITLE} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\chujing"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText " "
!define MUI_FINISHPAGE_TITLE "装好了"
!define MUI_FINISHPAGE_TEXT "$Answer$\r$\n$\r$\n打开 Excel，功能区会出现“${TITLE}”选项卡。模板和手册在开始菜单的“${TITLE}”里。$\r$\n$\r$\n撤除：Windows“设置—应用”里找到“${TITLE}”，卸载。"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"
Var Answer

!macro NeedExcelClosed
  ${Do}
    FindWindow $0 "XLMAIN"
    ${If} $0 = 0
      ${Break}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "请先保存并关闭全部 Excel 窗口，再按“重试”。" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${Loop}
!macroend

; An older version goes as a whole, so that no module of it is left to be imported.
!macro RemovePython
  RMDir /r "$INSTDIR\python"
  ${If} ${FileExists} "$INSTDIR\python\*.*"
    MessageBox MB_ICONSTOP "原有的程序正被占用，换不掉。请关闭全部 Excel 窗口，注销或重新启动电脑后再试。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin8.1}
    MessageBox MB_ICONSTOP "这台电脑的 Windows 太旧：需要 Windows 8.1 以上（64 位）。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  !insertmacro NeedExcelClosed
FunctionEnd

Section
  !insertmacro RemovePython
  SetOutPath "$INSTDIR"
  File /r "${STAGE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  CreateDirectory "$SMPROGRAMS\${TITLE}"
  CreateShortcut "$SMPROGRAMS\${TITLE}\检查.lnk" "$INSTDIR\检查.cmd"
  CreateShortcut "$SMPROGRAMS\${TITLE}\模板.lnk" "$INSTDIR\模板"
  CreateShortcut "$SMPROGRAMS\${TITLE}\手册.lnk" "$INSTDIR\手册\手册.html"
  Delete "$INSTDIR\install.log"
  nsExec::Exec '"$INSTDIR\python\python.exe" -B -m addin.install.setup install "$INSTDIR\install.log"'
  Pop $0
  FileOpen $1 "$INSTDIR\install.log" r
  FileReadUTF16LE $1 $Answer
  FileClose $1
  ${If} $0 != "0"
    MessageBox MB_ICONSTOP "加载项没有装好：$\r$\n$Answer" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
SectionEnd

Function un.onInit
  !insertmacro NeedExcelClosed
FunctionEnd

Section "Uninstall"
  nsExec::Exec '"$INSTDIR\python\python.exe" -B -m addin.install.setup uninstall "$INSTDIR\install.log"'
  Pop $0
  !insertmacro RemovePython
  !insertmacro DeleteOurFiles
  Delete "$INSTDIR\install.log"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\${TITLE}"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
