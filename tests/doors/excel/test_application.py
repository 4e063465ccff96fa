"""What a button changes in Excel's application is put back, whatever happens meanwhile."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from addin.errors import CannotDo
from addin.excel import application, retrying
from addin.excel.application import ApplicationState

BUSY = -2147418111
MANUAL, AUTOMATIC, SEMIAUTOMATIC = -4135, -4105, 2


class Busy(Exception):
    hresult = BUSY


class Application:
    """Excel's application object, which may be busy for some calls."""

    def __init__(self, **state: Any) -> None:
        self.__dict__.update(state, refusals=0)

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "refusals" and self.refusals:
            self.refusals -= 1
            raise Busy
        self.__dict__[name] = value


def excel_as(calculation: int = AUTOMATIC, *, events: bool = True) -> Application:
    return Application(
        ScreenUpdating=True, EnableEvents=events, Calculation=calculation, StatusBar=False
    )


def state(app: Any) -> tuple[Any, ...]:
    return app.ScreenUpdating, app.EnableEvents, app.Calculation


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "PATIENCE", 0.0)
    monkeypatch.setattr(retrying, "_PAUSE", 0.0)


@pytest.mark.parametrize("calculation", [AUTOMATIC, MANUAL, SEMIAUTOMATIC])
@pytest.mark.parametrize("events", [True, False])
def test_a_still_excel_is_afterwards_as_the_person_had_it(calculation: int, events: bool) -> None:
    app = excel_as(calculation, events=events)

    with ApplicationState(app).quiet():
        assert state(app) == (False, False, MANUAL)

    assert state(app) == (True, events, calculation)


def test_on_errors_too() -> None:
    app = excel_as()

    with pytest.raises(ValueError, match="mitten"), ApplicationState(app).quiet():
        raise ValueError("mitten")

    assert state(app) == (True, True, AUTOMATIC)


def test_an_excel_too_busy_to_be_put_back_is_put_back_at_the_end() -> None:
    """And the stillness is not taken for what the person had."""
    app = excel_as()
    ours = ApplicationState(app)

    with pytest.raises(CannotDo), ours.quiet():
        app.refusals = 100
    app.refusals = 0
    assert state(app) == (False, False, MANUAL)
    with ours.quiet():
        pass

    assert state(app) == (True, True, AUTOMATIC)


def test_leaving_puts_back_what_could_not_be_put_back_before() -> None:
    app = excel_as()
    ours = ApplicationState(app)
    with pytest.raises(CannotDo), ours.quiet():
        app.refusals = 100
    app.refusals = 0

    ours.leave()

    assert state(app) == (True, True, AUTOMATIC)


def test_progress_does_not_stay_in_the_status_bar() -> None:
    app = excel_as()
    ours = ApplicationState(app)
    ours.progress("正在校验 50%")
    assert app.StatusBar == "正在校验 50%"

    ours.leave()

    assert app.StatusBar is False


def test_a_result_stays_to_be_read_and_goes_then(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = later(monkeypatch)
    app = excel_as()
    app.StatusBar = "别的加载项的话"
    ours = ApplicationState(app)
    ours.progress("正在校验")
    ours.say("校验完成")

    ours.leave()
    assert app.StatusBar == "校验完成"
    assert waiting.seconds == application.SHOWN

    waiting.work()
    assert app.StatusBar == "别的加载项的话"


def test_what_another_has_written_to_the_status_bar_since_is_left_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting = later(monkeypatch)
    app = excel_as()
    ours = ApplicationState(app)
    ours.say("校验完成")
    ours.leave()

    app.StatusBar = "正在计算"
    waiting.work()

    assert app.StatusBar == "正在计算"


def later(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    waiting = SimpleNamespace()
    monkeypatch.setattr(
        application,
        "_later",
        lambda seconds, work: waiting.__dict__.update(seconds=seconds, work=work),
    )
    return waiting
