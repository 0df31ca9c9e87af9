"""An app that does everything wrong, each kind under a name of its own; and the two ends of a stream that does not.

usage: hostile.py APP KIND [ARGUMENT]
"""
import base64
import json
import os
import signal
import struct
import sys
import threading
import time

INIT, CREATE_LOOP, CONFIRM_LOOP, SEND, CLOSE, FAILURE, SUCCESS = 0, 1, 2, 3, 4, 0xFE, 0xFF
SINK, SILENT, DEAF = 10, 11, 12
APP, KIND = sys.argv[1:3]
ARGUMENT = sys.argv[3] if len(sys.argv) > 3 else None
KEY = None


def read(length):
    data = b""
    while len(data) < length:
        more = os.read(3, length - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def write_all(data):
    view = memoryview(data)
    while view:
        view = view[os.write(4, view):]


def frame(kind, number, body):
    return struct.pack(">HBB", len(body) + 2, kind, number) + body


def write(kind, number, body):
    write_all(frame(kind, number, body))


def next_frame():
    length, kind, number = struct.unpack(">HBB", read(4))
    return kind, number, read(length - 2)


def ask(kind, number, body):
    write(kind, number, body)
    return next_frame()


def text(value):
    return json.dumps(value, separators=(",", ":")).encode()


def init():
    """Takes the seat, and learns the node's key, which a node of ours tells those who ask for a window."""
    global KEY
    kind, _, body = ask(INIT, 0, INIT_BODY)
    assert kind == SUCCESS, body
    KEY = json.loads(body)["addr"]["pk"]


INIT_BODY = text({"app-name": APP, "app-version": "1.0", "protocol-version": "0.0.1", "send-window": 2})


def addr(port):
    return {"pk": KEY, "port": port}


def loop(local, remote):
    return {"port": local, "remote": addr(remote)}


def message(local, remote, payload):
    return text({"addr": loop(local, remote), "payload": base64.b64encode(payload).decode()})


def dial(port):
    kind, _, body = ask(CREATE_LOOP, 0, text(addr(port)))
    assert kind == SUCCESS, body
    return json.loads(body)["port"]


# The stream that has to stay whole

def source():
    """Sends numbered messages, each answered before the next, until a file appears."""
    init()
    local = dial(SINK)
    count = 0
    while not os.path.exists(ARGUMENT):
        kind, _, body = ask(SEND, count & 0xFF, message(local, SINK, struct.pack(">Q", count) + bytes(4000)))
        assert kind == SUCCESS, body
        count += 1
        time.sleep(0.001)  # others shall have their share of the processor
    assert ask(SEND, 0, message(local, SINK, b"the end is %d" % count))[0] == SUCCESS
    assert ask(CLOSE, 0, text(loop(local, SINK)))[0] == SUCCESS


def sink():
    """Expects each number in its turn, and to be told how many there were."""
    init()
    expected, over = 0, False
    while True:
        kind, number, body = next_frame()
        if kind == SEND:
            payload = base64.b64decode(json.loads(body)["payload"], validate=True)
            if payload.startswith(b"the end"):
                assert payload == b"the end is %d" % expected, payload
                over = True
            else:
                assert not over and struct.unpack(">Q", payload[:8])[0] == expected, (expected, payload[:8])
                assert payload[8:] == bytes(4000)
                expected += 1
        write(SUCCESS, number, b"null")
        if kind == CLOSE:
            assert over and expected > 0, expected
            return


# Those that do not answer

def silent():
    """Reads, and answers nothing."""
    init()
    while True:
        next_frame()


def deaf():
    """Confirms one loop, and never reads again."""
    init()
    _, number, _ = next_frame()
    write(SUCCESS, number, b"null")
    signal.pause()


# Those that do wrong

def length():
    """A frame of a length that none can have."""
    init()
    write_all(struct.pack(">H", int(ARGUMENT)) + b"\x03\x00")
    signal.pause()


def end_of_pipe():
    try:
        while True:
            next_frame()
    except EOFError:
        return


def early():
    """Asks for all there is before its Init, and then has its seat."""
    for kind in [*range(1, 0xFE)]:
        assert ask(kind, 5, b"{}") == (FAILURE, 5, b"unexpected frame"), kind
    init()
    assert ask(INIT, 6, INIT_BODY) == (FAILURE, 6, b"unexpected frame")


def stranger():
    """Says it is another, in each way."""
    for key, value, answer in [("app-name", "root", b"unexpected app"),
                               ("protocol-version", "0.0.2", b"unsupported protocol version")]:
        body = json.loads(INIT_BODY)
        body[key] = value
        kind, _, reason = ask(INIT, 0, text(body))
        assert kind == FAILURE and reason.startswith(answer), reason
    end_of_pipe()


def thief():
    """Sends on loops of others, and closes them."""
    init()
    for local in [SINK, *range(49152, 49300)]:
        for remote in [SINK, 49152, 49153, 49154]:
            assert ask(SEND, 1, message(local, remote, b"stolen")) == (FAILURE, 1, b"port is not bound")
            assert ask(CLOSE, 2, text(loop(local, remote))) == (FAILURE, 2, b"port is not bound")


def many():
    """300 requests without reading an answer; each is answered all the same."""
    init()
    for number in range(300):
        write(CREATE_LOOP, number & 0xFF, text(addr(SILENT)))
    for _ in range(300):
        kind, _, body = next_frame()
        assert kind == FAILURE and body == b"confirm: the app did not answer within 5000 ms", body


def flood():
    """Megabytes to a loop that nobody reads, with no regard to a window."""
    init()
    local = dial(DEAF)
    piece = message(local, DEAF, bytes(32 * 1024))
    total = (int(ARGUMENT) << 20) // (32 * 1024)
    refused = []

    def count():
        for _ in range(total):
            try:
                kind, _, body = next_frame()
            except EOFError:
                return
            if kind == FAILURE:
                assert body.startswith(b"send queue is full"), body
                refused.append(1)
            if len(refused) == total - 40:
                os._exit(0)

    reader = threading.Thread(target=count)
    reader.start()
    for number in range(total):
        write(SEND, number & 0xFF, piece)
    reader.join()
    raise SystemExit("expected all but a few of %d to be refused, got %d" % (total, len(refused)))


def greedy():
    """Asks and never reads, until it is cut off."""
    init()
    piece = frame(CREATE_LOOP, 1, text(addr(9))) * 500
    try:
        while True:
            write_all(piece)
    except BrokenPipeError:
        return


def pieces():
    """Each frame in two pieces, cut at every byte."""
    init()
    for whole in [frame(CREATE_LOOP, 1, text(addr(9))), frame(SEND, 2, message(9, SINK, b"x")),
                  frame(CLOSE, 3, text(loop(9, SINK))), frame(0x77, 4, b"")]:
        for at in range(1, len(whole)):
            write_all(whole[:at])
            write_all(whole[at:])
            kind, number, _ = next_frame()
            assert (kind, number) == (FAILURE, whole[3])


def cut():
    """Ends its stream in the middle of a frame, at the byte that it is told."""
    init()
    whole = frame(CREATE_LOOP, 1, text(addr(9)))
    write_all(whole[:int(ARGUMENT)])
    os.close(4)
    signal.pause()


try:
    globals()[KIND]()
except EOFError:
    sys.exit("the node has closed the pipe")
