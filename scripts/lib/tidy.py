"""clang-tidy over our own files, in parallel; a file is looked at again only when something that it was made of changed.

tidy.py ROOT BUILD_DIR SINGLE_DIR   needs a finished build (its list of headers of each file and its generated headers
                                    are used), and a configuration that compiles each source alone
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


def makings(build):
    """What Ninja learned from the compiler: source -> all files of the objects that it is part of (a source compiled
    with others is part of theirs)."""
    text = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    objects, current = {}, None
    for line in text.splitlines():
        if line.startswith("    "):
            current.append(os.path.normpath(os.path.join(build, line.strip())))
        elif match := re.match(r"(\S+): #deps", line):
            current = objects.setdefault(match.group(1), [])
    found = {}
    for files in objects.values():
        for source in files:
            if source.endswith(".cpp"):
                found.setdefault(source, set()).update(files)
    return found


class Hashes:
    def __init__(self):
        self.known = {}

    def of(self, path):
        if path not in self.known:
            with open(path, "rb") as file:
                self.known[path] = hashlib.sha256(file.read()).digest()
        return self.known[path]


def commands_in(single, build):
    """How each source is compiled alone, with what the finished build generated."""
    entries = json.loads(pathlib.Path(single, "compile_commands.json").read_text(encoding="utf-8").replace(single, build))
    check = pathlib.Path(build, "check")
    (check / "compile_commands.json").write_text(json.dumps(entries, indent=1), encoding="utf-8")
    return entries, str(check)


def main(root, build, single):
    root, build, single = (os.path.abspath(p) for p in (root, build, single))
    stamps = pathlib.Path(build, "check", "tidy")
    stamps.mkdir(parents=True, exist_ok=True)
    made_of, hashes = makings(build), Hashes()
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    settings = pathlib.Path(root, ".clang-tidy").read_bytes()
    jobs = {}
    entries, commands = commands_in(single, build)
    for entry in entries:
        source = os.path.relpath(entry["file"], root)
        if not source.startswith(OWN):
            continue
        key = hashlib.sha256(version + settings + repr(FLAGS).encode() + entry["command"].encode())
        key.update(hashes.of(entry["file"]))
        # Our own: what the machine has beside them comes with its packages, all at once.
        for header in sorted(made_of.get(entry["file"], [])):
            if header.startswith(root):
                key.update(header.encode() + hashes.of(header))
        jobs[source] = stamps / key.hexdigest()
    todo = sorted(source for source, stamp in jobs.items() if not stamp.exists())
    print(f"clang-tidy: {len(jobs)} files, {len(todo)} to look at", flush=True)

    def look(source):
        command = ["clang-tidy", "-p", commands, *FLAGS, source]
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
