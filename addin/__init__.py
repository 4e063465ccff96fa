"""出国境证件：在官方样表里校验、核查、汇总登记备案人员因私出国（境）证件。

The rooms, from the ground up; each imports only rooms named before it:

- ``forms``     what the official sheets look like: columns, code lists, wording, layout
- ``rules``     pure functions over people and ledgers; the catalogue of every rule
- ``books``     workbook -> rows with their cell addresses; findings -> marks in a workbook
- ``samples``   a made-up city, to try everything on
- ``workers``   other processes, in which files of other people are read
- ``commands``  one function per button, the same for every host
- ``udfs``, ``cli``, ``build``  the formulas, the command line, the making of the workbooks
"""

__version__ = "0.1.0"
