# 两条命令：make demo 在样例上走一遍，make test 跑全部测试。其余的是它们的一部分。
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check build bundle stress fuzz pictures mutants clean

demo: $(VENV)/ready
	$(BIN)/chujing demo out/演示

test: $(VENV)/ready check
	$(BIN)/python -m pytest

check: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

build: $(VENV)/ready
	$(BIN)/chujing build

# Windows 的安装程序；PYTHON_WIN 是装进去的那份 Windows 版 Python（文件夹或 ZIP）。
bundle: $(VENV)/ready
	$(BIN)/chujing bundle -o out/安装 $(if $(PYTHON_WIN),--python "$(PYTHON_WIN)")

# README 和手册中的图，由按按钮的测试重画（需要 LibreOffice、pdftoppm 和 ImageMagick）。
pictures: $(VENV)/ready
	CHUJING_PICTURES=1 $(BIN)/python -m pytest tests/docs/test_pictures.py

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test]"
	touch $@

# 把一个文件夹里的每个文件过一遍校验、核查、汇总、标注与清除，与 tests/stress/ledger.txt 对照。
CORPUS ?= examples
stress: $(VENV)/ready
	$(BIN)/python tests/stress "$(CORPUS)"

# 随机弄坏样例工作簿，看是不是每一种结局都有说法；SEED 是第一本的编号。
COUNT ?= 2000
SEED ?= 0
fuzz: $(VENV)/ready
	$(BIN)/python tests/stress/fuzz.py --count $(COUNT) --seed $(SEED)

# 变异测试：规则和读表里随机改坏 COUNT 处，看有没有测试发现；很慢，夜里跑。
MUTANTS ?= 200
mutants: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[mutants]"
	$(BIN)/python tests/mutants.py --count $(MUTANTS) --seed $(SEED)

clean:
	rm -rf out dist build .pytest_cache .mypy_cache .ruff_cache
