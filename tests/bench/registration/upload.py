"""How fast pages go up: a kiosk's uploader beside the curl command, the same sealed bytes to the same office, over the same
mutual TLS. Both end when the office has verified each page's hash and has it on its disk. The uploader asks first how much of
a page is there, sends it in pieces that can be resumed, and erases it afterwards; curl sends each page in one request. Rounds
by turns, the median of each."""
import hashlib
import json
import os
import pathlib
import random
import statistics
import subprocess

BUILD = pathlib.Path(os.environ["BUILD_DIR"])
OFFICE = BUILD / "office/case-office"
ROUNDS = 5
PAGES = 20  # a round; the office takes at most 24 a registration
PAGE_BYTES = 900_000  # as a dense page at 300 dots an inch; sealed it is below what the office takes in one request
FIELDS = {"licence_number": "15305201012345678", "client_name": "Some Client", "case_number": "53052120260000101"}


def identity_number():
    first = "310112199001010014"[:17]
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, weights)) % 11]


class Bench:
    def __init__(self, folder):
        self.folder = folder
        self.kiosk = folder / "kiosk"
        self.config = folder / "office.toml"
        self.config.write_text('[office]\ndata_dir = "data"\n[link]\nport = 0\nenrol_port = 0\n[console]\nport = 0\n',
                               encoding="utf-8")
        self.office = subprocess.Popen([OFFICE, "--config", self.config, "serve"], stdout=subprocess.PIPE, text=True)
        self.ports = json.loads(self.office.stdout.readline())
        self.code = subprocess.run([OFFICE, "--config", self.config, "enrol", "--kiosk", "bench-1"], check=True, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60).stdout.strip()

    def close(self):
        self.office.terminate()
        self.office.wait(timeout=20)

    def hand_in(self, number):
        """Sealed pages that wait at the kiosk, and copies of them."""
        pages = []
        for n in range(PAGES):
            file = self.folder / f"page-{n}.jpg"
            file.write_bytes(random.Random(number * 1000 + n).randbytes(PAGE_BYTES))
            pages.append({"kind": "practising_certificate", "file": str(file)})
        fields = [{"field": field, "value": f"{value}{number if field == 'client_name' else ''}", "recognised": "",
                   "source": "typed"} for field, value in FIELDS.items()]
        form = {"card": identity_number(), "name": "Some Lawyer", "authorisation": "power_of_attorney",
                "principal": "party_himself", "agrees": False, "fields": fields, "pages": pages}
        subprocess.run([BUILD / "tests/support/hand-in", "--dir", self.kiosk, "--host", "localhost", "--link-port",
                        str(self.ports["link_port"]), "--enrol-port", str(self.ports["enrol_port"]), "--code", self.code,
                        "--hold-pages"], input=json.dumps(form), check=True, text=True, stdout=subprocess.DEVNULL, timeout=120)
        copies = []
        for file in sorted((self.kiosk / "store/scans").iterdir()):
            copies.append(self.folder / file.name)
            copies[-1].write_bytes(file.read_bytes())
        return copies

    def ours(self):
        done = subprocess.run([BUILD / "bench/registration-upload", self.kiosk, "localhost", str(self.ports["link_port"])],
                              check=True, text=True, stdout=subprocess.PIPE, timeout=300)
        told = json.loads(done.stdout)
        assert told["pages"] == PAGES, told
        return told["bytes"] / 1e6 / told["seconds"]

    def curl(self, files):
        lines = []
        size = 0
        for file in files:
            content = file.read_bytes()
            size += len(content)
            lines += [f'url = "https://localhost:{self.ports["link_port"]}/scans/{os.urandom(16).hex()}"',
                      f'upload-file = "{file}"', "request = PATCH", "output = /dev/null",
                      f'cacert = "{self.kiosk}/identity/kiosk.pem"', f'cert = "{self.kiosk}/identity/kiosk.pem"',
                      f'key = "{self.kiosk}/identity/kiosk.key"', r'write-out = "%{http_code} %{time_total}\n"', "silent",
                      "tlsv1.3", 'header = "Expect:"', 'header = "Content-Type: application/offset+octet-stream"',
                      'header = "Upload-Offset: 0"', f'header = "Upload-Length: {len(content)}"',
                      f'header = "Scan-Hash: {hashlib.blake2b(content, digest_size=32).hexdigest()}"', "next"]
        rules = self.folder / "curl.rules"
        rules.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
        done = subprocess.run(["curl", "-q", "--config", rules], check=True, text=True, stdout=subprocess.PIPE, timeout=300)
        answers = [line.split() for line in done.stdout.splitlines()]
        assert [status for status, _ in answers] == ["200"] * len(files), answers
        return size / 1e6 / sum(float(seconds) for _, seconds in answers)


def rates(folder):
    """Megabytes a second: ours, curl's."""
    bench = Bench(folder)
    try:
        ours, theirs = [], []
        for number in range(ROUNDS):
            copies = bench.hand_in(number)
            ours.append(bench.ours())
            theirs.append(bench.curl(copies))
            for copy in copies:
                copy.unlink()
        return statistics.median(ours), statistics.median(theirs)
    finally:
        bench.close()
