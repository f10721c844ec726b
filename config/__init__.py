"""Settings, addresses and servers: the one place that knows every app.

Python 3.11 carries SQLite 3.40.1 on many machines. Versions before 3.51.3 can
corrupt a database in WAL mode when several processes write
(https://sqlite.org/wal.html#walresetbug), so a newer SQLite from a package takes
its name here, before Django looks for it. Where the package has nothing for a kind
of machine, the older one does its work without WAL.
"""

import sys
from importlib import import_module
from importlib.util import find_spec

if find_spec("pysqlite3"):
    sys.modules["sqlite3"] = import_module("pysqlite3")
