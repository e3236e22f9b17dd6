# One image for web, worker and beat; what each runs is said in docker-compose.yml.

FROM python:3.12-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.lock .
# Every file is checked against the hash in the lock.
RUN /venv/bin/pip install --require-hashes --no-deps --requirement requirements.lock

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin oncoabasto
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/app/staticfiles
# Collecting static files and translations needs no server and no secret; the made-up ones stay in this step.
RUN if [ -d locale ]; then pybabel compile --domain django --directory locale; fi \
    && ONCOABASTO_LOCAL=1 ONCOABASTO_HOME=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build
USER oncoabasto
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=4 CMD ["python", "-m", "config.probe"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--logger-class", "config.web_server_log.WebServerLog", "--max-requests", "5000", "--max-requests-jitter", "500"]
