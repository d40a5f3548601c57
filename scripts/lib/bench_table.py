"""Prints a benchmark's JSON (form: docs/architecture.md) as a table. Fails when the file has not that form."""
import json
import sys


def shown(value):
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, (int, float)):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return str(value)


def main(path):
    with open(path, encoding="utf-8") as file:
        result = json.load(file)
    machine = ", ".join(f"{key} {value}" for key, value in result["machine"].items())
    print(f"\n{result['bench']} ({machine})")
    head = ["metric", "unit", "ours", "theirs", "peer", "ratio", "better", "target", "met"]
    table = [head] + [[shown(row.get(key)) for key in head] for row in result["rows"]]
    widths = [max(len(line[i]) for line in table) for i in range(len(head))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    for row in result["rows"]:
        if row["ours"] is None:
            print(f"not measured: {row['metric']}: {row.get('why', 'no reason given')}")


if __name__ == "__main__":
    main(sys.argv[1])
