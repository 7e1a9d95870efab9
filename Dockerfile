# The service, and nothing it does not need. Settings come from the environment (see .env.example).
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv

COPY requirements.lock ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --requirement requirements.lock

COPY alembic alembic
COPY app app

# Only the folder of the SQLite database can be written, by a user who can do nothing else.
RUN useradd --system --uid 10001 --no-create-home connector
RUN install --directory --owner connector --mode 0700 var
USER connector
VOLUME /srv/var

EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["python", "-m", "app", "serve", "--migrate", "--host", "0.0.0.0", "--port", "8000"]
