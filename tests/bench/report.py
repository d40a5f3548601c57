"""The figures of a benchmark program, written in the form that docs/architecture.md gives."""
import json
import os
import pathlib
import platform
import subprocess


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
                  if line.startswith("model name")), platform.machine())
    return {"cpu": model, "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2)}


def figures(program, *arguments):
    """Each line of the program's output is one JSON object."""
    done = subprocess.run([pathlib.Path(os.environ["BUILD_DIR"]) / "bench" / program, *arguments], text=True, check=True,
                          stdout=subprocess.PIPE, timeout=3000)
    return [json.loads(line) for line in done.stdout.splitlines()]


def row(metric, unit, ours, better, peer=None, theirs=None, target=None):
    """`target` is on the ratio where there is a peer that was measured, and on `ours` otherwise."""
    ratio = ours / theirs if theirs else None
    judged = ours if theirs is None else ratio
    met = None
    if target is not None and judged is not None:
        met = judged >= target if better == "higher" else judged <= target
    return {"metric": metric, "unit": unit, "ours": ours, "peer": peer, "theirs": theirs, "ratio": ratio, "better": better,
            "target": target, "met": met}


def write(name, at_start, rows):
    outcome = {"bench": name, "machine": at_start, "rows": rows}
    pathlib.Path(os.environ["OUT_JSON"]).write_text(json.dumps(outcome, indent=1) + "\n", encoding="utf-8")
