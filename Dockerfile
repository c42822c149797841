# Built with `docker build -t onereader .`; compose.yaml runs it with a volume. Neither was run for this repository yet:
# tests/test_deploy.py reads them.
FROM python:3.13-slim AS packages
COPY requirements.lock .
RUN python -m venv /opt/onereader \
    && /opt/onereader/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home onereader \
    && install -d -o onereader -g onereader -m 700 /data
COPY --from=packages /opt/onereader /opt/onereader
WORKDIR /srv/onereader
COPY . .
RUN /opt/onereader/bin/python -m compileall -q .
USER onereader
ENV DATABASE_URL=sqlite:////data/onereader.db \
    BEAT_FILE=/tmp/onereader.beat
VOLUME /data
# No port is open to be asked at: the bot touches a file at each beat, every ten seconds.
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s \
    CMD test $(( $(date +%s) - $(stat -c %Y "$BEAT_FILE") )) -lt 60
CMD ["/opt/onereader/bin/python", "bot.py"]
