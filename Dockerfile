# The command and the service, without weights: these are a volume (docs/newsroom-server.md).
FROM python:3.13-slim AS build
ARG EXTRAS=documents,html,mcp,postgres,tagger
WORKDIR /src
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY schemas schemas
COPY extractor extractor
RUN python -m venv /opt/extract \
    && /opt/extract/bin/pip install --no-cache-dir ".[$EXTRAS]"

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home extract \
    && install -d -o extract -g extract /models /data
COPY --from=build /opt/extract /opt/extract
ENV PATH=/opt/extract/bin:$PATH \
    EXTRACT_MODELS_DIR=/models \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001
WORKDIR /data
VOLUME /models
EXPOSE 8766
ENTRYPOINT ["extract"]
CMD ["--help"]
