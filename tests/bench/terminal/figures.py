"""What is counted: processor time and memory of a program with all of its helpers, and the middle and the far end of times.
"""
import math
import os
import pathlib
import statistics


def percentile(values, share):
    """The smallest value that `share` of all are not above."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values):
    return statistics.median(values)


def family(pid, mark):
    """All processes that `pid` started, and those whose command line holds `mark` (a helper may have left home)."""
    parents, found = {}, {pid}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text()
            if mark and mark.encode() in (entry / "cmdline").read_bytes():
                found.add(int(entry.name))
        except OSError:
            continue  # has just ended
        parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found - {os.getpid()}
        found |= more


def cpu_seconds(pids):
    """On a processor, user and system, all threads. The scheduler counts in nanoseconds where utime has ticks of 10 ms."""
    total = 0
    for pid in pids:
        for thread in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                total += int(thread.read_text().split()[0])
            except OSError:
                continue
    return total / 1e9


def pss_kib(pids):
    """Proportional set size: what is shared with others counts in parts."""
    total = 0
    for pid in pids:
        try:
            lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total
