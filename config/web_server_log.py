"""The web server's own lines as JSON like all others, and no access log: that one writes whole addresses."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from config.logs import JsonFormatter


class WebServerLog(Logger):
    """For `gunicorn --logger-class`. Requests are logged by `config.access_log`, by route."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing, whatever the command line asks for."""
