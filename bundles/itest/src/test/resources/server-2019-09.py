"""The ping-pong server as a program in another language, in the dialect of 2019-09: one request at a time, no window."""
import json
import os
import struct
import base64

INIT, CONFIRM_LOOP, SEND, CLOSE, SUCCESS = 0, 2, 3, 4, 0xFF


def read(length):
    data = b""
    while len(data) < length:
        more = os.read(3, length - len(data))
        if not more:
            raise SystemExit(0)
        data += more
    return data


def write(kind, number, body):
    os.write(4, struct.pack(">HBB", len(body) + 2, kind, number) + body)


def frame():
    length, kind, number = struct.unpack(">HBB", read(4))
    return kind, number, read(length - 2)


write(INIT, 0, b'{"app-name":"helloworld","app-version":"1.0","protocol-version":"0.0.1"}')
assert frame() == (SUCCESS, 0, b"null")
while True:
    kind, number, body = frame()
    if kind == SUCCESS:
        continue
    write(SUCCESS, number, b"null")
    if kind == SEND:
        loop = json.loads(body)["loop"]
        assert loop["Local"]["pk"] == "0" * 66, body
        assert base64.b64decode(json.loads(body)["payload"]) == b"ping", body
        answer = {"loop": loop, "payload": base64.b64encode(b"pong").decode()}
        write(SEND, 0, json.dumps(answer, separators=(",", ":")).encode())
