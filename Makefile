# 两条命令：make demo 在样例上走一遍，make test 跑全部测试。其余的是它们的一部分。
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check build clean

demo: $(VENV)/ready
	$(BIN)/chujing demo out/演示

test: $(VENV)/ready check
	$(BIN)/python -m pytest

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

build: $(VENV)/ready
	$(BIN)/chujing build

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test]"
	touch $@

clean:
	rm -rf out dist build .pytest_cache .mypy_cache .ruff_cache
