"""
An outside node for tests: starts programs as apps with pipes on 3 and 4, and carries loops between them, as the Go node
of 2019-09 does. It is told what to do by lines on its standard input, and answers each with a line:

    start NAME VERSION PROGRAM...   starts PROGRAM as an app; says "started PID"
    await NAME                      waits for its end; says "ended CODE TEXT", TEXT being its last line of standard error
    signal NAME NUMBER              sends it a signal
    drop NAME                       closes its pipes, as the end of a node does
    inits                           says how many apps have sent a right Init
"""
import json
import os
import struct
import subprocess
import sys
import threading

INIT, CREATE_LOOP, CONFIRM_LOOP, SEND, CLOSE, FAILURE, SUCCESS = 0, 1, 2, 3, 4, 0xFE, 0xFF
KEY = "02" + "11" * 32
ZEROS = "0" * 66
lock = threading.RLock()
apps = {}
loops = {}
next_port = [49152]
inits = [0]


class App:
    def __init__(self, name, version, port, program):
        self.name, self.version, self.port = name, version, port
        from_node, self.to_app = os.pipe()
        self.from_app, to_node = os.pipe()

        def place():
            high = [os.dup2(fd, fd + 500) for fd in (from_node, to_node)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)
            os.closerange(5, 1024)

        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        self.process = subprocess.Popen(program, preexec_fn=place, close_fds=False, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
        os.close(from_node)
        os.close(to_node)
        self.ids = 0
        self.waiting = {}
        threading.Thread(target=self.read, daemon=True).start()

    def write(self, kind, number, body):
        data = body if isinstance(body, bytes) else json.dumps(body, separators=(",", ":")).encode()
        frame = struct.pack(">HBB", len(data) + 2, kind, number) + data
        with lock:
            try:
                os.write(self.to_app, frame)
            except OSError:
                pass

    def ask(self, kind, body, answered):
        with lock:
            number = self.ids
            self.ids = (self.ids + 1) % 255
            self.waiting[number] = answered
        self.write(kind, number, body)

    def take(self, length):
        data = b""
        while len(data) < length:
            more = os.read(self.from_app, length - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def read(self):
        try:
            while True:
                length, kind, number = struct.unpack(">HBB", self.take(4))
                self.handle(kind, number, self.take(length - 2))
        except (EOFError, OSError):
            pass

    def handle(self, kind, number, body):
        if kind in (SUCCESS, FAILURE):
            self.waiting.pop(number)(kind, body)
        elif kind == INIT:
            said = json.loads(body)
            right = said["app-name"] == self.name and said["app-version"] == self.version
            inits[0] += right
            self.write(SUCCESS if right else FAILURE, number, b"null" if right else b"unexpected app")
        elif kind == CREATE_LOOP:
            self.create(number, json.loads(body))
        elif kind == SEND:
            self.send(number, json.loads(body))
        else:
            self.write(SUCCESS, number, b"null")

    def create(self, number, remote):
        with lock:
            other = next((app for app in apps.values() if app.port == remote["port"]), None)
            local = {"pk": KEY, "port": next_port[0]}
            next_port[0] += 1
        if other is None:
            self.write(FAILURE, number, b"confirm: port is not bound")
            return
        loops[(local["port"], remote["port"])] = other
        loops[(remote["port"], local["port"])] = self
        other.ask(CONFIRM_LOOP, [{"pk": KEY, "port": remote["port"]}, local],
                  lambda kind, body: self.write(kind, number, local if kind == SUCCESS else body))

    def send(self, number, said):
        loop = said.get("loop") or {"Local": {"port": said["addr"]["port"]}, "Remote": said["addr"]["remote"]}
        local, remote = loop["Local"]["port"], loop["Remote"]["port"]
        other = loops[(local, remote)]
        turned = {"Local": {"pk": ZEROS, "port": remote}, "Remote": {"pk": KEY, "port": local}}
        other.ask(SEND, {"loop": turned, "payload": said["payload"]},
                  lambda kind, body: self.write(kind, number, body))


def command(words):
    if words[0] == "start":
        name, version, port = words[1], words[2], int(words[3])
        apps[name] = App(name, version, port, words[4:])
        return f"started {apps[name].process.pid}"
    if words[0] == "inits":
        return str(inits[0])
    app = apps[words[1]]
    if words[0] == "await":
        said = app.process.communicate(timeout=60)[1].decode().strip().split("\n")[-1]
        return f"ended {app.process.returncode} {said}".strip()
    if words[0] == "signal":
        app.process.send_signal(int(words[2]))
        return "sent"
    if words[0] == "drop":
        os.close(app.to_app)
        return "dropped"
    raise ValueError(words)


for line in sys.stdin:
    print(command(line.split()), flush=True)
