"""ministack as a process of ours: started on a free port of 127.0.0.1, ended with everything that it started."""

import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

import boto3
import botocore.config

REGION = "eu-west-1"

# In the environment of ministack, and so of every program that it starts.
MARK = "MALIPO_STACK_RUN"

START_WITHIN_S = 90
STOP_WITHIN_S = 10

# Whether it answers; asked without waiting for long, since a busy machine only makes it late.
HEALTH = "/_ministack/health"


class Emulator:
    """A running ministack. Nothing of it is kept: its files are in a folder that goes with it."""

    def __init__(self, checks_rights: bool):
        self._run = uuid.uuid4().hex
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="malipo-stack-"))
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = self._folder / "ministack.log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ministack"],
                cwd=self._folder,
                env=self._environment(checks_rights),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _environment(self, checks_rights: bool) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self._folder),
            "TMPDIR": str(self._folder),
            "BIND_HOST": "127.0.0.1",
            # Part of names like `api.execute-api.localhost`, which nobody has to resolve.
            "MINISTACK_HOST": "localhost",
            "GATEWAY_PORT": str(self.port),
            "MINISTACK_REGION": REGION,
            # Every request needs the right to it: ours as root, the functions' by the policies of their roles.
            "AUTH": "true" if checks_rights else "false",
            # The functions find it as they find any other endpoint.
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            MARK: self._run,
        }

    def wait_until_ready(self) -> None:
        """Until it answers; `RuntimeError` if it ends or takes too long."""
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"ministack ended at once\n{self.last_lines(20)}")
            with contextlib.suppress(OSError, urllib.error.URLError):
                with urllib.request.urlopen(self.address + HEALTH, timeout=5):
                    return
            time.sleep(0.2)
        raise RuntimeError(f"ministack does not answer after {START_WITHIN_S} s\n{self.last_lines(20)}")

    def client(self, service: str):
        """The ordinary client of a service, pointed here."""
        return boto3.client(
            service,
            endpoint_url=self.address,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=botocore.config.Config(connect_timeout=5, read_timeout=120, retries={"total_max_attempts": 1}),
        )

    def last_lines(self, count: int) -> str:
        """The end of its log, which holds what the functions wrote too."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def stop(self) -> str:
        """Ends it and what it started, and deletes what it wrote."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_WITHIN_S)
        killed = self._ours()
        for process in killed:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait(STOP_WITHIN_S)
        shutil.rmtree(self._folder)
        deadline = time.monotonic() + STOP_WITHIN_S
        while left := self._ours():
            assert time.monotonic() < deadline, f"processes {left} do not end"
            time.sleep(0.1)
        return f"{len(killed)} processes did not end by themselves"

    def _ours(self) -> list[int]:
        """Living processes with the mark of this run; on systems without /proc only ministack itself."""
        mark = f"{MARK}={self._run}".encode()
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        if not found and self._process.poll() is None:
            found.append(self._process.pid)
        return found


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
