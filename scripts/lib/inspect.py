"""Prints what a running kiosk shows, as text: inspect.py SOCKET. Needs a build with the semantic tree socket."""
import json
import socket
import sys


def walk(nodes, depth=0):
    for node in nodes:
        words = [node.get("label") or "", node.get("value") or ""]
        line = f"{'  ' * depth}{node['role']:<8} {node['id']:<28} {' = '.join(word for word in words if word)}"
        print(line.rstrip())
        walk(node.get("children", []), depth + 1)


def main(path):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(path)
        connection.sendall(b'{"op":"tree"}\n')
        tree = json.loads(connection.makefile().readline())
    print(f"screen {tree['screen']}, generation {tree['generation']}")
    walk(tree["nodes"])


if __name__ == "__main__":
    main(sys.argv[1])
