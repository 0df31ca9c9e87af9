"""Accepts loops and says when one is closed and when its pipe ends."""
import os
import struct

INIT, CONFIRM_LOOP, SEND, CLOSE, SUCCESS, FAILURE = 0, 2, 3, 4, 0xFF, 0xFE


def read(length):
    data = b""
    while len(data) < length:
        more = os.read(3, length - len(data))
        if not more:
            print("end", flush=True)
            raise SystemExit(0)
        data += more
    return data


def write(kind, number, body):
    os.write(4, struct.pack(">HBB", len(body) + 2, kind, number) + body)


write(INIT, 0, b'{"app-name":"app","app-version":"1.0","protocol-version":"0.0.1"}')
while True:
    length, kind, number = struct.unpack(">HBB", read(4))
    read(length - 2)
    if kind < FAILURE:
        write(SUCCESS, number, b"null")
    if kind == CLOSE:
        print("close", flush=True)
