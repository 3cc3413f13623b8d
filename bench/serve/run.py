#!/usr/bin/env python3
"""`leadlint serve` beside a constant answer of the same HTTP library, and ajv behind Node's http.

    run.py LEADLINT CONSTANT [--modules FOLDER] [--seconds 10] [--connections 16]

Each is asked by wrk, one after the other, in rounds; of each the processor time of its process a request, by /proc.
Then a batch of lines, beside the command on the same file. `--modules`: a node_modules with ajv and ajv-formats.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RULES = 'renovationfind/update_status'
PAYLOAD = ('{"status":"LEAD_WON","jobAmount":12500.5,"estimatedProjectStartDate":"2026-12-01",'
           '"estimatedCompletionDate":"2027-02-01","completionDateTbd":false}')


def processor_seconds(pid):
    with open(f'/proc/{pid}/stat', encoding='utf8') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


class Server:
    def __init__(self, name, command, cwd=None):
        self.name = name
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=cwd)
        self.port = int(re.search(r'(\d+)\s*$', self.process.stdout.readline()).group(1))
        self.microseconds, self.rates, self.latencies = [], [], []

    def url(self, path):
        return f'http://127.0.0.1:{self.port}{path}'

    def ask(self, script, options):
        before = processor_seconds(self.process.pid)
        said = subprocess.run(['wrk', '-t', '1', '-c', str(options.connections), '-d', f'{options.seconds}s', '--latency',
                               '-s', script, self.url('/v1/check/' + RULES)], capture_output=True, text=True, check=True).stdout
        spent = processor_seconds(self.process.pid) - before
        requests = int(re.search(r'(\d+) requests in', said).group(1))
        if 'Non-2xx' in said or 'Socket errors' in said:
            sys.exit(f'{self.name}: {said}')
        self.microseconds.append(spent / requests * 1e6)
        self.rates.append(float(re.search(r'Requests/sec:\s*([\d.]+)', said).group(1)))
        self.latencies.append(re.search(r'99%\s+(\S+)', said).group(1))


def batch(leadlint, server, lines):
    """Records a second of processor time: the server's, and the command's on one thread."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'lines.jsonl')
        with open(path, 'w', encoding='utf8') as file:
            for i in range(lines):
                file.write(PAYLOAD.replace('LEAD_WON', 'LEAD_WN') + '\n' if i % 100 == 99 else PAYLOAD + '\n')
        ours, commands = [], []
        for _ in range(3):
            before = processor_seconds(server.process.pid)
            with open(os.path.join(folder, 'out'), 'wb') as out:
                subprocess.run(['curl', '-s', '-T', path, '-X', 'POST', server.url('/v1/check-batch/' + RULES)], stdout=out, check=True)
            ours.append(processor_seconds(server.process.pid) - before)
            with open(os.path.join(folder, 'out'), 'rb') as out:
                count = sum(1 for _ in out)
            if count != lines:
                sys.exit(f'{count} verdicts of {lines} lines')
            before = os.times()
            with open(os.path.join(folder, 'out'), 'wb') as out:
                subprocess.run([leadlint, 'check', '--rules', RULES, '-f', 'jsonl', path], stdout=out, check=False)
            after = os.times()
            commands.append(after.children_user + after.children_system - before.children_user - before.children_system)
        return lines / min(ours), lines / min(commands)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('leadlint')
    parser.add_argument('constant')
    parser.add_argument('--modules')
    parser.add_argument('--seconds', type=int, default=10)
    parser.add_argument('--connections', type=int, default=8)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--lines', type=int, default=1_000_000)
    options = parser.parse_args()
    servers = [Server('constant', [options.constant]),
               Server('leadlint', [options.leadlint, 'serve', '--listen', '127.0.0.1:0', '--rules', RULES])]
    with tempfile.TemporaryDirectory() as folder:
        if options.modules:
            os.symlink(os.path.abspath(options.modules), os.path.join(folder, 'node_modules'))
            program = os.path.join(folder, 'ajv_server.mjs')
            with open(os.path.join(HERE, 'ajv_server.mjs'), encoding='utf8') as source, open(program, 'w', encoding='utf8') as copy:
                copy.write(source.read())
            servers.append(Server('ajv', ['node', program, os.path.join(HERE, '../peers/renovationfind.schema.json')]))
        script = os.path.join(folder, 'post.lua')
        with open(script, 'w', encoding='utf8') as file:
            file.write(f"wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [[{PAYLOAD}]]\n")
        try:
            for _ in range(options.rounds):
                for server in servers:
                    server.ask(script, options)
            print(f'{options.connections} connections, {options.seconds} s, {options.rounds} rounds, {time.strftime("%Y-%m-%d")}')
            base = statistics.median(servers[0].microseconds)
            print('| server | processor time a request | beside the constant | requests/s | 99 % within |')
            print('| --- | ---: | ---: | ---: | ---: |')
            for server in servers:
                mine = statistics.median(server.microseconds)
                print(f'| {server.name} | {mine:.1f} us | {mine / base:.2f} | {statistics.median(server.rates):,.0f} '
                      f'| {server.latencies[-1]} |')
            ours, commands = batch(options.leadlint, servers[1], options.lines)
            print(f'batch: {ours:,.0f} lines a second of processor time; the command: {commands:,.0f}; {ours / commands:.2f}')
        finally:
            for server in servers:
                server.process.terminate()
                server.process.wait()


if __name__ == '__main__':
    main()
