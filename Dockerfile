# kg in a container: docker build -t zhengwu-kg . && docker run --rm -v "$PWD/samples/texts:/reports:ro" zhengwu-kg extract /reports
FROM python:3.11.13-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/kg && /opt/kg/bin/pip install --no-cache-dir --constraint constraints.txt '.[fast]'

FROM python:3.11.13-slim-bookworm
COPY --from=build /opt/kg /opt/kg
# Any user may write the graph: compose runs kg as the one who owns the secrets.
RUN useradd --create-home --uid 1000 kg && mkdir --mode 1777 /graph
USER kg
WORKDIR /graph
ENV PATH=/opt/kg/bin:$PATH PYTHONUTF8=1 KG_GRAPH=/graph/current
ENTRYPOINT ["kg"]
CMD ["--help"]
