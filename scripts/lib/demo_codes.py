"""Gives the demo identities query codes, as window staff would, and shows them.

demo_codes.py CASE_OFFICE CONFIG IDENTITIES OUT   grants through `case-office entitle`, writes IDENTITIES with codes
demo_codes.py --show OUT                          a table
"""
import json
import os
import subprocess
import sys


def grant(program, config, identity):
    """The query code for one demo person: granted once for each case that he may see."""
    code = None
    card = identity["card"]
    for case in identity.get("cases", []):
        done = subprocess.run(
            [program, "--config", config, "entitle", "grant", "--number", "-", "--name", card["name"],
             "--case", case["acceptance_number"], "--role", case["role"], "--principal", str(case["principal"]),
             "--proofs", "identity_card", "--by", "demo"],
            input=card["number"] + "\n", text=True, capture_output=True, timeout=30, check=False)
        if done.returncode != 0:
            sys.exit(f"entitle refused {identity['label']}: {done.stderr.strip()}")
        for line in done.stdout.splitlines():
            if line.startswith("query code "):
                code = line.removeprefix("query code ").strip()
    return code


def make(program, config, source, target):
    with open(source, encoding="utf-8") as file:
        demo = json.load(file)
    for identity in demo["identities"]:
        code = grant(program, config, identity)
        if code:
            identity["query_code"] = code
    # Written last and in one step: its presence means that the demo office is whole.
    descriptor = os.open(target + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(demo, file, ensure_ascii=False, indent=1)
    os.replace(target + ".new", target)


def show(path):
    with open(path, encoding="utf-8") as file:
        identities = json.load(file)["identities"]
    print(f"  {'LABEL':<28}{'NUMBER':<20}{'CODE':<10}NAME")
    for identity in identities:
        card = identity["card"]
        print(f"  {identity['label']:<28}{card['number']:<20}{identity.get('query_code', '-'):<10}{card['name']}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--show"]:
        show(sys.argv[2])
    elif len(sys.argv) == 5:
        make(*sys.argv[1:])
    else:
        sys.exit(__doc__)
