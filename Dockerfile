# Footnote with what it needs, its embedding model exported; see compose.yaml for all that belongs together.
FROM python:3.12-slim AS build
# Where your package index serves several builds of torch, choose the CPU one, as the Makefile explains.
ARG TORCH="torch==2.13.0"
ARG EXTRAS="postgresql,openai"
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/footnote
ENV PATH="/opt/footnote/bin:$PATH"
RUN pip install $TORCH
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY index index
COPY prompts prompts
RUN pip install --constraint constraints.txt ".[$EXTRAS]"
# An empty volume starts as what the image holds there: the model needs no export at the first start.
RUN FOOTNOTE_HOME=/data python -c "from index.embedding.runtime import open_model; \
from index.settings import IndexSettings; open_model(IndexSettings())"

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 footnote
COPY --from=build /opt/footnote /opt/footnote
COPY --from=build --chown=footnote /data /data
ENV PATH="/opt/footnote/bin:$PATH" PYTHONUNBUFFERED=1 \
    FOOTNOTE_HOME=/data ARTICLES_DIR=/articles LOG_FORMAT=json METRICS_PORT=9464
USER footnote
VOLUME /data
# What is under way is finished and Chroma's files are closed before the process ends: give it time to stop.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s CMD ["python", "-c", \
    "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"METRICS_PORT\"]}/healthz', timeout=8)"]
CMD ["footnote", "run"]
