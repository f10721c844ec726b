"""How gunicorn runs the product: gunicorn --config config/gunicorn.py config.wsgi"""

import gc
from typing import Any

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


def when_ready(server: Any) -> None:
    """What is loaded stays; the collector need not walk through it in every worker."""
    gc.collect()
    gc.freeze()
