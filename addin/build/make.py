"""Everything that is handed out, built in one go."""

from __future__ import annotations

from pathlib import Path

from addin.build import customui, packages, pages, vba
from addin.build.floors import floors
from addin.build.templates import build_templates, word_templates
from addin.forms.sheets import ADD_IN
from addin.samples import write_samples


def build(folder: Path) -> list[Path]:
    """Build templates, VBA sources, sample data, pages and macro packages below ``folder``.

    Returns the files. All but ``dist/``, which is handed out, is kept in the repository.
    """
    for addin in (False, True):
        customui.check(customui.ribbon(addin=addin), vba.modules(addin=addin))
    templates = build_templates(folder / "templates")
    files: dict[Path, bytes] = {
        folder / "vba" / name: content for name, content in vba.sources().items()
    }
    for template in templates:
        workbook = packages.macro_workbook(template.read_bytes())
        files[folder / "dist" / f"{template.stem}.xlsm"] = workbook
    files[folder / "dist" / ADD_IN] = packages.add_in()
    files |= {folder / "templates" / name: data for name, data in word_templates().items()}
    files |= {folder / "docs" / name: text.encode("utf-8") for name, text in pages.pages().items()}
    files[folder / ".importlinter"] = floors().encode("utf-8")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [*templates, *write_samples(folder / "examples"), *files]
