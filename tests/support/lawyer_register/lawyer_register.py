#!/usr/bin/env python3
"""A lawyers' register as docs/lawyer-register.md lays it down: for tests, journeys and the demo.

usage: lawyer_register.py [--lawyers FILE.json] [--port N] [--token TOKEN] [--delay SECONDS] [--status N]

FILE.json: {"15305...": {"status": "practising", "name": "...", "firm": "..."}, ...}; read at every question, so
that a test can change it. Prints {"ready":true,"port":N} when it listens. --status answers everything with
that status, --delay waits before each answer.
"""
import argparse
import http.server
import json
import threading


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('--lawyers')
    parser.add_argument('--port', type=int, default=0)
    parser.add_argument('--token')
    parser.add_argument('--delay', type=float, default=0)
    parser.add_argument('--status', type=int, default=200)
    return parser.parse_args()


class Register(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    options = None
    closing = threading.Event()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.closing.wait(self.options.delay)
        status, answer = self.look_up(body)
        text = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def look_up(self, body):
        if self.options.status != 200:
            return self.options.status, {'error': 'as asked for'}
        if self.options.token and self.headers.get('Authorization') != f'Bearer {self.options.token}':
            return 401, {'error': 'token'}
        try:
            number = json.loads(body)['licence_number']
        except (ValueError, KeyError, TypeError):
            return 400, {'error': 'no licence_number'}
        lawyers = {}
        if self.options.lawyers:
            with open(self.options.lawyers, encoding='utf-8') as file:
                lawyers = json.load(file)
        return 200, lawyers.get(number, {'status': 'unknown'})

    def log_message(self, *_):
        pass


def main():
    Register.options = arguments()
    server = http.server.ThreadingHTTPServer(('127.0.0.1', Register.options.port), Register)
    print(json.dumps({'ready': True, 'port': server.server_address[1]}), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        Register.closing.set()


if __name__ == '__main__':
    main()
