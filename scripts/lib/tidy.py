"""clang-tidy over our own files, in parallel; a file is looked at again only when something that it was made of changed.

tidy.py ROOT BUILD_DIR   needs a finished build (its list of headers of each file comes from Ninja)
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

OWN = ("base/", "kiosk/", "office/", "platform/", "tests/")
# The compile commands are GCC's.
FLAGS = ["--quiet", "--extra-arg=-Wno-unknown-warning-option", "--extra-arg=-Wno-unused-command-line-argument"]


def headers_by_object(build):
    """What Ninja learned from the compiler: object file -> the files it was made of."""
    text = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    found, current = {}, None
    for line in text.splitlines():
        if line.startswith("    "):
            current.append(os.path.normpath(os.path.join(build, line.strip())))
        elif match := re.match(r"(\S+): #deps", line):
            current = found.setdefault(match.group(1), [])
    return found


class Hashes:
    def __init__(self):
        self.known = {}

    def of(self, path):
        if path not in self.known:
            with open(path, "rb") as file:
                self.known[path] = hashlib.sha256(file.read()).digest()
        return self.known[path]


def main(root, build):
    root, build = os.path.abspath(root), os.path.abspath(build)
    stamps = pathlib.Path(build, "check", "tidy")
    stamps.mkdir(parents=True, exist_ok=True)
    headers, hashes = headers_by_object(build), Hashes()
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    settings = pathlib.Path(root, ".clang-tidy").read_bytes()
    jobs = {}
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        for entry in json.load(file):
            source = os.path.relpath(entry["file"], root)
            if not source.startswith(OWN):
                continue
            key = hashlib.sha256(version + settings + repr(FLAGS).encode() + entry["command"].encode())
            key.update(hashes.of(entry["file"]))
            target = re.search(r" -o (\S+)", entry["command"]).group(1)
            for header in headers.get(target, []):
                key.update(header.encode() + hashes.of(header))
            jobs[source] = stamps / key.hexdigest()
    todo = sorted(source for source, stamp in jobs.items() if not stamp.exists())
    print(f"clang-tidy: {len(jobs)} files, {len(todo)} to look at", flush=True)

    def look(source):
        command = ["clang-tidy", "-p", build, *FLAGS, source]
        try:
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=1800, check=False)
        except subprocess.TimeoutExpired as late:
            return source, subprocess.CompletedProcess(command, 1, "", str(late))
        if done.returncode == 0:
            jobs[source].touch()
        return source, done

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for source, done in pool.map(look, todo):
            if done.returncode != 0:
                failed += 1
                print(done.stdout.strip() or f"{source}: {done.stderr.strip()}", flush=True)
    # Stamps of what no longer exists.
    for old in set(stamps.iterdir()) - set(jobs.values()):
        old.unlink()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
