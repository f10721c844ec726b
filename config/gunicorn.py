"""How gunicorn runs the product: gunicorn --config config/gunicorn.py config.wsgi"""

import gc
import os
from importlib import import_module
from typing import Any

from django.db import connections
from django.db.utils import Error

from config.env import env

worker_class = "gthread"
workers = 2
threads = 4
timeout = 30
graceful_timeout = 30
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
forwarded_allow_ips = "127.0.0.1,::1"
control_socket_disable = True
# Loaded once and shared: workers start at once and take less memory.
preload_app = True
# Named before the product is loaded, which looks for it then (lib/answered.py).
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(env.answered_folder)
env.answered_folder.mkdir(parents=True, exist_ok=True)


def on_starting(server: Any) -> None:
    """What an earlier server counted was its own."""
    for left in env.answered_folder.glob("*.db"):
        left.unlink()


def when_ready(server: Any) -> None:
    """Before the workers are forked: what is loaded is shared, and the directory with it.

    The collector need not walk through it in every worker. Without a database the workers
    start all the same, and say so to who asks.
    """
    try:
        import_module("mentoring.directory.sets.current").current()
    except Error as error:
        server.log.warning("The directory is not loaded yet: %s", type(error).__name__)
    connections.close_all()
    gc.collect()
    gc.freeze()
