"""The ribbon: list all buttons and run their commands."""

from __future__ import annotations

import logging
import traceback
from importlib import import_module

from addin.errors import Cancelled, ChujingError, Stopped
from addin.host.port import Host
from addin.jobs import buttons
from addin.values.masking import mask_in

BUTTONS = tuple(buttons())
GROUPS = tuple(dict.fromkeys(button.group for button in BUTTONS))

_log = logging.getLogger(__name__)


def press(key: str, host: Host) -> None:
    """Run the command of the button ``key``; show every error as a sentence."""
    button = next(button for button in BUTTONS if button.key == key)
    module, function = button.command.split(":")
    try:
        getattr(import_module(module), function)(host)
    except Cancelled as error:
        host.say(f"“{button.label}”已取消：{error.reason}")
    except Stopped:
        host.say(f"“{button.label}”已停止，表格没有改动")
    except ChujingError as error:
        host.alert(error.reason)
    except Exception as error:
        _log.error("%s\n%s", button.label, mask_in(traceback.format_exc()))
        detail = mask_in(f"{type(error).__name__}: {error}")
        host.alert(
            f"“{button.label}”没有完成。请保存后重新打开工作簿再试；仍不行的，"
            f"把这句话报给维护人员：{detail}"
        )
