"""Many kiosks at one office, its restart under all of them, and a kiosk's journal on its way up. Real processes over the
real link on loopback: `sync-fleet` holds the kiosks, so that both ends share this machine's cores.

LOBBY_BENCH_KIOSKS: the sizes of the fleet, growing (500,1000,2500,5000)."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import threading
import time

import report

BUILD = pathlib.Path(os.environ["BUILD_DIR"])
OFFICE = BUILD / "office/case-office"
SIZES = [int(n) for n in os.environ.get("LOBBY_BENCH_KIOSKS", "500,1000,2500,5000").split(",")]
CASES = 20_000
HEARTBEATS_S = 20  # watched so long: five of each kiosk
LOOKUPS = 2000
BACKLOG, SINGLY = 20_000, 2000
PAYLOAD = 64
PAUSE = threading.Event()  # nobody sets it: time that is measured, or that a program of others takes


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Office:
    def __init__(self, folder):
        self.config = folder / "office.toml"
        self.data = folder / "data"
        self.port = free_port()
        self.config.write_text(f'[office]\ndata_dir = "data"\n[link]\nport = {self.port}\nenrol_port = 0\n[console]\nport = 0\n',
                               encoding="utf-8")
        self.process = None

    def start(self):
        self.process = subprocess.Popen([OFFICE, "--config", self.config, "serve"], stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()

    def stop(self, kill=False):
        (self.process.kill if kill else self.process.terminate)()
        self.process.wait(timeout=60)

    def memory(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("no account of memory")

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Fleet:
    def __init__(self, folder, office, kiosks):
        self.process = subprocess.Popen(
            [BUILD / "bench/sync-fleet", "--dir", folder / "fleet", "--data-dir", office.data, "--people", folder / "people.tsv",
             "--port", str(office.port), "--kiosks", str(kiosks)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("sync-fleet ended")
        return json.loads(line)

    def do(self, command):
        print(command, file=self.process.stdin, flush=True)
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=120)


def demo_cases(folder, office):
    export = folder / "export"
    subprocess.run([BUILD / "office/demo-data", "--out", export, "--scale", str(CASES), "--seed", "1"], check=True,
                   stdout=subprocess.DEVNULL)
    with open(export / "cases.ndjson", encoding="utf-8") as lines, open(folder / "people.tsv", "w", encoding="utf-8") as out:
        for line in lines:
            case = json.loads(line)
            entitled = [e for e in case["entitlements"] if "valid_until" not in e and not e.get("withdrawn")]
            if not case["confidentiality"] and entitled:
                out.write(f'{entitled[0]["number"]}\t{entitled[0]["name"]}\t{case["acceptance_number"]}\n')
    subprocess.run([OFFICE, "--config", office.config, "import", export], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    shutil.rmtree(export)


def held(office, fleet, size, before):
    """What so many kiosks cost while they do nothing but live, and while somebody asks."""
    joined = fleet.do(f"up {size}")["seconds"]
    PAUSE.wait(5)  # what connecting left behind
    cpu, began = office.cpu(), time.monotonic()
    PAUSE.wait(HEARTBEATS_S)
    share = (office.cpu() - cpu) / (time.monotonic() - began)
    asked = fleet.do(f"ask {LOOKUPS}")
    return {"kiosks": size, "joined_s": joined, "bytes_each": (office.memory() - before) / size, "cpu": share,
            "p50_ms": asked["p50_us"] / 1000, "p99_ms": asked["p99_us"] / 1000}


def mosquitto_rate(folder):
    """QoS 1 to a subscriber who is away, kept on its disk at each change; each message acknowledged."""
    port = free_port()
    (folder / "mosquitto").mkdir()
    config = folder / "mosquitto.conf"
    config.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence true\n"
                      f"persistence_location {folder}/mosquitto/\nautosave_on_changes true\nautosave_interval 1\n"
                      "max_queued_messages 0\nmax_inflight_messages 0\nuser root\n", encoding="utf-8")
    broker = subprocess.Popen(["mosquitto", "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                PAUSE.wait(0.1)
        subprocess.run(["mosquitto_sub", "-p", str(port), "-c", "-i", "office", "-q", "1", "-t", "up", "-E"], check=True, timeout=60)
        began = time.monotonic()
        subprocess.run(["mosquitto_pub", "-p", str(port), "-i", "kiosk", "-q", "1", "-t", "up", "-l"], check=True, text=True,
                       input=("x" * PAYLOAD + "\n") * SINGLY, timeout=600)
        return SINGLY / (time.monotonic() - began)
    finally:
        broker.terminate()
        broker.wait(timeout=20)


def rows(folder):
    office = Office(folder)
    demo_cases(folder, office)
    office.start()
    fleet = Fleet(folder, office, SIZES[-1] + 1)
    try:
        drained = fleet.do(f"drain {BACKLOG} {SINGLY}")
        tls = fleet.do("tls 500")["bytes"]
        office.stop()
        office.start()
        PAUSE.wait(2)
        before = office.memory()
        sizes = [held(office, fleet, size, before) for size in SIZES]
        fleet.do("arm")
        office.stop(kill=True)
        office.start()
        storm = fleet.do("served")
    finally:
        fleet.close()
        office.stop()
    broker = mosquitto_rate(folder)
    first, last = sizes[0], sizes[-1]
    many = f'{last["kiosks"]:,} kiosks'
    table = [
        report.row("a backlog of a kiosk's journal, durable at the office and acknowledged", "entries/s",
                   drained["entries_per_second"], "higher", "mosquitto, QoS 1, kept at each change", broker, 5),
        report.row("the same", "entries/s", drained["entries_per_second"], "higher",
                   "bare SQLite rows, a commit each, synchronous=FULL", drained["bare_per_second"], 1),
        report.row("one entry: on the kiosk's disk, up, on the office's disk, acknowledged: p50", "ms",
                   drained["each_p50_us"] / 1000, "lower"),
        report.row("the same: p99", "ms", drained["each_p99_us"] / 1000, "lower"),
        report.row(f"memory a connection, {many}, above the TLS library's own {tls / 1024:.1f} KiB", "KiB",
                   (last["bytes_each"] - tls) / 1024, "lower", target=64),
    ]
    for s in sizes:
        table.append(report.row(f'{s["kiosks"]:,} kiosks: memory each', "KiB", s["bytes_each"] / 1024, "lower"))
        table.append(report.row(f'{s["kiosks"]:,} kiosks: the office\'s processor for their heartbeats', "cores", s["cpu"], "lower"))
        table.append(report.row(f'{s["kiosks"]:,} kiosks: a lookup meanwhile, p50', "ms", s["p50_ms"], "lower"))
        table.append(report.row(f'{s["kiosks"]:,} kiosks: a lookup meanwhile, p99', "ms", s["p99_ms"], "lower"))
    table += [
        report.row(f'processor a kiosk at {last["kiosks"]:,} beside at {first["kiosks"]:,}: linear or better', "µs/s",
                   1e6 * last["cpu"] / last["kiosks"], "lower", f'at {first["kiosks"]:,}', 1e6 * first["cpu"] / first["kiosks"], 1.05),
        report.row(f"{many} join an office", "s", sum(s["joined_s"] for s in sizes), "lower"),
        report.row(f"{many} after the office was killed: half have had a lookup answered", "s", storm["half_s"], "lower"),
        report.row(f"{many} after the office was killed: all have", "s", storm["all_s"], "lower"),
        report.row("lookups that failed then", "", storm["failed"], "lower", target=0),
    ]
    return table
