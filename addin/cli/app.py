"""The command line ``chujing``: the commands of all rooms, each imported when called.

A command is called by its name or by the label of its button. ``--help`` lists both from the
rooms' ``__init__.py``, without importing the commands.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from addin import __version__, jobs
from addin.cli import setup

_WITHOUT = ("selftest", "help")  # buttons whose command is doctor, --help
_HELP = ("-h", "--help")
ROOM = {
    button.key.replace("_", "-"): room
    for room in jobs.ORDER
    for button in jobs.face(room).BUTTONS
    if button.key not in _WITHOUT
}
_BUTTONS = {button.key.replace("_", "-"): button for button in jobs.buttons()}
_NAMES = {button.label: name for name, button in _BUTTONS.items()} | {
    _BUTTONS["selftest"].label: "doctor"
}


class Commands(TyperGroup):
    """The commands of the rooms, and those of ``setup``.

    The arguments of its methods are click's; newer versions of typer include their own click.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the ribbon."""
        return [*ROOM, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name or label; its room is imported now."""
        name = _NAMES.get(cmd_name, cmd_name)
        if name not in ROOM:
            return super().get_command(ctx, name)
        module = import_module(f"addin.jobs.{ROOM[name]}.cli")
        return get_group(module.commands).commands[name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Start a worker process that imports the command's modules while this process does."""
        room = ROOM.get(_NAMES.get(args[0], args[0]))
        if room and not set(_HELP).intersection(args):
            from addin.reading.workers.local import prepare  # noqa: PLC0415 - not for --help

            files = f"addin.jobs.{room}.files"
            prepare(files if find_spec(files) else f"addin.jobs.{room}.command")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the name, label and tip of each command."""
        rows = [(f"{name}  {_BUTTONS[name].label}", _BUTTONS[name].tip) for name in ROOM]
        others = ((name, super(Commands, self).get_command(ctx, name)) for name in self.commands)
        rows += [(name, each.get_short_help_str(100)) for name, each in others if each]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"chujing {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    """出国境证件：校验、核查、汇总登记备案人员因私出国（境）证件。原文件未经要求不作改动。"""


def _demo(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="样例和结果放在这里")] = Path(
        "out/演示"
    ),
) -> None:
    """演示：在虚构的样例数据上把每一项工作做一遍，显示敲的是什么命令。"""
    from addin.console.terminal import fail  # noqa: PLC0415
    from addin.demo.cli import run  # noqa: PLC0415
    from addin.errors import ChujingError  # noqa: PLC0415

    try:
        run(folder, _chujing)
    except ChujingError as error:
        fail(folder, error.reason)
        raise typer.Exit(2) from None


def _chujing(arguments: Sequence[str]) -> int:
    """Run one command line in this process; return its exit code."""
    return get_command(app)(list(arguments), standalone_mode=False) or 0


def application() -> typer.Typer:
    """Return the command line as a whole."""
    settings: dict[str, Any] = {
        "no_args_is_help": True,
        "add_completion": False,
        "pretty_exceptions_enable": False,
        "rich_markup_mode": None,
        "context_settings": {"help_option_names": list(_HELP)},
    }
    made = typer.Typer(name="chujing", cls=Commands, **settings)
    made.callback()(_root)
    made.add_typer(setup.commands)
    made.command("demo")(_demo)
    return made


app = application()


def main() -> None:
    """Run the command line; a ChujingError is printed as a sentence, with exit code 2."""
    from addin.console.streams import use_utf8  # noqa: PLC0415

    use_utf8()
    sys.excepthook = _unforeseen
    app()


def _unforeseen(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Print what nobody has foreseen, through the door that masks numbers."""
    from addin.console.terminal import errors  # noqa: PLC0415

    errors.print("".join(traceback.format_exception(kind, error, trace)), soft_wrap=True)
    errors.print("程序内部出错，请把上面几行报给维护人员（文件含个人信息，不要外发）。")
