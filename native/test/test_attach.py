"""skywire-attach as a process, between a node and a container that are both this one."""
import array
import os
import select
import signal
import socket
import struct
import subprocess
import tempfile
import time
import unittest

from programs import EMULATED, PROGRAM

ATTACH, STOP, SEATED, ENDED = 1, 2, 3, 4
LONGEST = 60


def message(kind, *texts):
    return b"SKA1" + bytes([kind]) + b"".join(struct.pack(">H", len(text)) + text for text in texts)


class Node:
    """Starts the program as an app, with pipes on 3 and 4."""

    def __init__(self, *arguments, called=None, **environment):
        self.slept = False
        from_node, self.to_app = os.pipe()
        self.from_app, to_node = os.pipe()

        def place():
            high = [os.dup2(fd, fd + 100) for fd in (from_node, to_node)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)
            os.closerange(5, 256)

        command = PROGRAM("skywire-attach")
        if called:
            os.symlink(command[-1], called)
            command[-1] = called
        self.process = subprocess.Popen(command + list(arguments), preexec_fn=place, close_fds=False,
                                        stderr=subprocess.PIPE, text=True, env={"PATH": "/bin:/usr/bin", **environment})
        os.close(from_node)
        os.close(to_node)

    def end(self):
        """Its exit code and what it has said."""
        said = self.process.communicate(timeout=LONGEST)[1]
        return self.process.returncode, said

    def close(self):
        self.process.kill()
        self.process.communicate()
        for descriptor in (self.to_app, self.from_app):
            os.close(descriptor)


class SkywireAttach(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = self.folder.name + "/attach.sock"

    def listen(self):
        container = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.addCleanup(container.close)
        container.bind(self.path)
        container.listen()
        container.settimeout(LONGEST)
        return container

    def start(self, *arguments, **more):
        node = Node(*arguments, SKYWIRE_ATTACH_SOCKET=self.path, **more)
        self.addCleanup(node.close)
        return node

    def attach(self, *arguments, **more):
        """A node, the container's connection, what came over it, and the pipes."""
        container = self.listen()
        node = self.start(*(arguments or ("--name", "chat", "--version", "1.0")), **more)
        connection, _ = container.accept()
        self.addCleanup(connection.close)
        connection.settimeout(LONGEST)
        content, pipes = receive(connection)
        for pipe in pipes:
            self.addCleanup(close_quietly, pipe)
        return node, connection, content, pipes

    def test_hands_over_the_pipes_with_name_version_and_arguments(self):
        node, connection, content, pipes = self.attach("ärger", "--name", "", called=self.folder.name + "/chat.v1.0")

        self.assertEqual(message(ATTACH, b"chat", b"1.0", "ärger".encode(), b"--name", b""), content)
        self.assertEqual(2, len(pipes))
        os.write(node.to_app, b"ping")
        self.assertEqual(b"ping", os.read(pipes[0], 100))
        os.write(pipes[1], b"pong")
        self.assertEqual(b"pong", os.read(node.from_app, 100))

    def test_keeps_no_pipe_for_itself(self):
        node, connection, content, pipes = self.attach()
        connection.send(message(SEATED))

        os.close(pipes[1])

        self.assertEqual(b"", os.read(node.from_app, 100))
        self.assertIsNone(node.process.poll())

    def test_ends_well_with_the_app(self):
        node, connection, content, pipes = self.attach()
        connection.send(message(SEATED))
        connection.send(message(ENDED, b""))

        self.assertEqual((0, ""), node.end())

    def test_tells_the_fault_of_the_app(self):
        node, connection, content, pipes = self.attach()
        connection.send(message(SEATED))
        connection.send(message(ENDED, b"no disk\x1b[2J"))

        self.assertEqual((1, "skywire-attach: no disk?[2J\n"), node.end())

    def test_tells_why_it_is_refused(self):
        node, connection, content, pipes = self.attach()
        connection.send(message(ENDED, b"no app chat 1.0 is deployed here"))

        self.assertEqual((1, "skywire-attach: no app chat 1.0 is deployed here\n"), node.end())

    def test_asks_for_the_end_on_a_signal_and_waits_for_it(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number):
                node, connection, content, pipes = self.attach()
                connection.send(message(SEATED))
                settle(node)
                node.process.send_signal(number)

                self.assertEqual(message(STOP), connection.recv(100))
                self.assertIsNone(node.process.poll())
                connection.send(message(ENDED, b""))
                self.assertEqual((0, ""), node.end())
                os.remove(self.path)

    def test_ends_at_once_on_a_second_signal(self):
        node, connection, content, pipes = self.attach()
        connection.send(message(SEATED))
        settle(node)
        node.process.terminate()
        self.assertEqual(message(STOP), connection.recv(100))
        time.sleep(0.6)
        node.process.terminate()

        self.assertEqual((1, "skywire-attach: stopped twice: the app may still be ending\n"), node.end())
        self.assertEqual(b"", connection.recv(100))

    def test_takes_signals_that_come_together_for_one(self):
        node, connection, content, pipes = self.attach()
        connection.send(message(SEATED))
        settle(node)
        node.process.send_signal(signal.SIGINT)
        self.assertEqual(message(STOP), connection.recv(100))
        node.process.terminate()
        connection.send(message(ENDED, b""))

        self.assertEqual((0, ""), node.end())

    @unittest.skipIf(EMULATED, "takes its time, and no machine of its own")
    def test_waits_no_longer_than_its_time_for_the_end(self):
        node, connection, content, pipes = self.attach()
        connection.send(message(SEATED))
        settle(node)
        node.process.terminate()

        begun = time.monotonic()
        self.assertEqual((1, "skywire-attach: the app has not ended within 8 s\n"), node.end())
        self.assertLess(time.monotonic() - begun, 10)

    def test_ends_at_once_on_a_signal_before_the_app_has_taken_over(self):
        node, connection, content, pipes = self.attach()
        node.process.terminate()

        self.assertEqual((0, ""), node.end())

    def test_ends_with_the_container(self):
        node, connection, content, pipes = self.attach()
        connection.send(message(SEATED))
        settle(node)
        connection.close()

        self.assertEqual((1, "skywire-attach: the container has gone and the app with it\n"), node.end())

    def test_tells_when_the_container_goes_before_it_has_the_app(self):
        node, connection, content, pipes = self.attach()
        connection.close()

        self.assertEqual((1, "skywire-attach: the container has gone before it had the app\n"), node.end())

    def test_tells_what_the_container_should_not_say(self):
        for answer in (b"SKA2\x03", b"SKA1", b"SKA1\x09", b"\0" * 70000):
            with self.subTest(answer[:5]):
                node, connection, content, pipes = self.attach()
                connection.send(answer)
                self.assertEqual(
                    (1, "skywire-attach: expected an answer of protocol SKA1 from the container, got something else\n"),
                    node.end())
                os.remove(self.path)

    def test_tells_where_there_is_no_container(self):
        self.assertEqual((1, f"skywire-attach: expected a container at {self.path} that runs already, found none:"
                             " no such file or directory (errno 2)\n"),
                         self.start("--name", "chat", "--version", "1.0").end())
        self.listen().close()
        self.assertEqual((1, f"skywire-attach: expected a container at {self.path} that runs already, found none:"
                             " nobody answers (errno 111)\n"),
                         self.start("--name", "chat", "--version", "1.0").end())

    def test_waits_for_a_container_if_told(self):
        node = self.start("--name", "chat", "--version", "1.0", "--wait", "60")
        container = self.listen()
        connection, _ = container.accept()
        connection.settimeout(LONGEST)
        content, pipes = receive(connection)
        self.assertEqual(message(ATTACH, b"chat", b"1.0"), content)
        connection.send(message(ENDED, b""))
        self.assertEqual(0, node.end()[0])
        for pipe in pipes:
            os.close(pipe)
        connection.close()

    def test_stops_waiting_for_a_container_on_a_signal(self):
        node = self.start("--name", "chat", "--version", "1.0", "--wait", "60")
        settle(node)
        node.process.terminate()
        self.assertEqual((0, ""), node.end())

    def test_finds_out_what_3_and_4_are(self):
        command = " ".join(f"'{word}'" for word in PROGRAM("skywire-attach")) + " --name a --version 1 "
        for redirection, complaint in {
            "3<&- 4>&-": "descriptor 3: expected the pipe from the node, found nothing",
            "3</dev/null 4>/dev/null": "descriptor 3: expected the pipe from the node, found /dev/null",
            "3>&1 4>&1": "descriptor 3: expected the pipe from the node, found a pipe the other way round",
            "3<&0 4<&0": "descriptor 4: expected the pipe to the node, found a pipe the other way round",
            "3<&0 4>&-": "descriptor 4: expected the pipe to the node, found nothing",
        }.items():
            with self.subTest(redirection):
                done = subprocess.run(["bash", "-c", f"true | {{ {command} {redirection}; }} | cat; exit ${{PIPESTATUS[1]}}"],
                                      stderr=subprocess.PIPE, text=True, timeout=LONGEST)
                self.assertEqual((1, f"skywire-attach: {complaint}; this is started by a node, see --help\n"),
                                 (done.returncode, done.stderr))

    def test_teaches_its_usage(self):
        help = subprocess.run(PROGRAM("skywire-attach") + ["--help"], capture_output=True, text=True, timeout=LONGEST)
        self.assertEqual((0, ""), (help.returncode, help.stderr))
        self.assertIn("usage: APP.vVERSION ARGUMENT...", help.stdout)

        wrong = subprocess.run(PROGRAM("skywire-attach") + ["--nmae", "x"], capture_output=True, text=True, timeout=LONGEST)
        self.assertEqual(2, wrong.returncode)
        self.assertEqual("skywire-attach: options: expected --name, --version, --socket, --wait, --help or -- before the"
                         " app's arguments, got --nmae; see skywire-attach --help\n", wrong.stderr)


def receive(connection):
    pipes = array.array("i")
    content, ancillary, flags, _ = connection.recvmsg(70000, socket.CMSG_SPACE(16 * pipes.itemsize))
    for level, kind, data in ancillary:
        assert (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS)
        pipes.frombytes(data)
    assert not flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC)
    return content, list(pipes)


def settle(node):
    """Waits until it waits: it has its signals in hand, has read what it was sent, and sleeps."""
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        with open(f"/proc/{node.process.pid}/status") as file:
            status = dict(line.split(":", 1) for line in file)
        taken = int(status["SigBlk"], 16) >> (signal.SIGTERM - 1) & 1
        if taken and status["State"].split()[0] == "S" and node.slept:
            return
        node.slept = bool(taken)
        time.sleep(0.05)
    raise AssertionError("does not come to wait")


def close_quietly(descriptor):
    try:
        os.close(descriptor)
    except OSError:
        pass


if __name__ == "__main__":
    unittest.main()
