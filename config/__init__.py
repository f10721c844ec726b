"""Settings, addresses and servers: the one place that knows every app.

Python 3.11 carries SQLite 3.40.1 on many machines. Versions before 3.51.3 can
corrupt a database in WAL mode when several processes write
(https://sqlite.org/wal.html#walresetbug), so a newer SQLite from a package takes
its name here, before Django looks for it.
"""

import sys

import pysqlite3

sys.modules["sqlite3"] = pysqlite3
