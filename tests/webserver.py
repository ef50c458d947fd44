"""Real web servers for tests: Apache httpd and nginx, with a configuration of their own, as long as asked."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MODULES = Path("/usr/lib/apache2/modules")
APACHE = """
ServerRoot {place}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {place}/pid
ErrorLog {place}/errors
{modules}
TypesConfig /dev/null
{user}
DocumentRoot {place}/www
<Directory {place}/www>
  AllowOverride All
</Directory>
{said}
"""
LOADED = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers", "filter", "deflate")
NGINX = """
daemon off;
pid {place}/pid;
error_log {place}/errors;
{user}
events {{}}
http {{
  access_log off;
  client_body_temp_path {place}/body;
  server {{
    listen 127.0.0.1:{port};
    root {place}/www;
    {said}
  }}
}}
"""


@contextmanager
def apache(www: Path, said: str = "") -> Iterator[str]:
    """The address of an Apache httpd that serves a copy of the folder, with more lines of configuration."""
    program = _program("apache2")
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED)
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    with _place(www) as place, _port() as port:
        config = APACHE.format(place=place, port=port, modules=modules, user=user, said=said)
        (place / "server.conf").write_text(config, "utf-8")
        with _running([program, "-DFOREGROUND", "-f", str(place / "server.conf")], port, place):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def nginx(www: Path, said: str = "") -> Iterator[str]:
    """The address of an nginx that serves a copy of the folder, with more lines in its `server`."""
    program = _program("nginx")
    user = "user root;" if os.geteuid() == 0 else ""
    with _place(www) as place, _port() as port:
        config = NGINX.format(place=place, port=port, user=user, said=said)
        (place / "server.conf").write_text(config, "utf-8")
        command = [program, "-p", str(place), "-e", str(place / "errors"), "-c", str(place / "server.conf")]
        with _running(command, port, place):
            yield f"http://127.0.0.1:{port}"


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        required = os.environ.get("WEBSERVERS_REQUIRED") == "1"
        (pytest.fail if required else pytest.skip)(f"{name} is not installed")
    return found


@contextmanager
def _place(www: Path) -> Iterator[Path]:
    """A folder that the user of a server may read too, with a copy of the pages."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        shutil.copytree(www, place / "www").chmod(0o755)
        yield place


@contextmanager
def _port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = int(held.getsockname()[1])
    yield port


@contextmanager
def _running(command: list[str], port: int, place: Path) -> Iterator[None]:
    with (place / "said").open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if server.poll() is not None:
                        raise AssertionError(_told(place)) from None
                    time.sleep(0.02)
            yield
        finally:
            server.terminate()


def _told(place: Path) -> str:
    files = (place / name for name in ("said", "errors"))
    return "".join(path.read_text("utf-8", "replace") for path in files if path.is_file())
