"""skywire-run as a process, started by this one."""
import os
import resource
import select
import signal
import subprocess
import tempfile
import unittest

from programs import EMULATED, PROGRAM


def run(*arguments, parent=None, **more):
    command = PROGRAM("skywire-run") + ["--parent", str(parent or os.getpid()), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **more)


class SkywireRun(unittest.TestCase):
    def test_becomes_the_program_with_its_arguments_and_code(self):
        done = run("--", "/bin/sh", "-c", 'echo "$0 $1"; exit 7', "a b", "--")

        self.assertEqual((7, "a b --\n", ""), (done.returncode, done.stdout, done.stderr))

    def test_leaves_environment_folder_and_descriptors(self):
        reading, writing = os.pipe()
        with tempfile.TemporaryDirectory() as folder:
            done = run("--", "/bin/sh", "-c", f'echo "$COLOUR" >&{writing}; pwd',
                       pass_fds=(writing,), cwd=folder, env={"COLOUR": "blue"})
            self.assertEqual(os.path.realpath(folder), os.path.realpath(done.stdout.strip()))

        os.close(writing)
        self.assertEqual(b"blue\n", os.read(reading, 100))
        os.close(reading)

    def test_takes_a_path_that_begins_in_its_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink("/bin/echo", folder + "/echo")
            self.assertEqual("here\n", run("--", "./echo", "here", cwd=folder).stdout)

    def test_does_not_look_into_path(self):
        done = run("--", "echo")

        self.assertEqual(127, done.returncode)
        self.assertEqual("skywire-run: cannot start echo: no such file or directory (errno 2)\n", done.stderr)

    def test_tells_what_cannot_be_executed(self):
        done = run("--", "/etc/passwd")

        self.assertEqual(126, done.returncode)
        self.assertEqual("skywire-run: cannot start /etc/passwd: permission denied (errno 13)\n", done.stderr)

    def test_teaches_its_usage(self):
        help = subprocess.run(PROGRAM("skywire-run") + ["--help"], capture_output=True, text=True, timeout=60)
        self.assertEqual(0, help.returncode)
        self.assertIn("usage: skywire-run --parent PID", help.stdout)

        done = run("--nofile", "many", "--", "/bin/true")
        self.assertEqual(125, done.returncode)
        self.assertEqual("skywire-run: --nofile: expected a number of files from 1 to 2147483647, got many; see --help\n",
                         done.stderr)

    def test_does_not_start_without_its_parent(self):
        done = run("--", "/bin/echo", "started", parent=1)

        self.assertEqual((125, ""), (done.returncode, done.stdout))
        self.assertEqual(f"skywire-run: expected process 1 as its parent, found {os.getpid()}\n", done.stderr)

    @unittest.skipIf(EMULATED, "an emulator has limits of its own")
    def test_sets_limits(self):
        done = run("--nofile", "33", "--memory", "500000000", "--nice", "5", "--", "/bin/sh", "-c",
                   "ulimit -n; ulimit -Hn; ulimit -v; nice")

        self.assertEqual(["33", "33", str(500000000 // 1024), "5"], done.stdout.split())

    @unittest.skipIf(EMULATED, "an emulator has limits of its own")
    def test_tells_which_limit_the_system_refuses(self):
        def lower():
            resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
            if os.getuid() == 0:
                os.setuid(65534)

        done = run("--nofile", "65", "--", "/bin/echo", preexec_fn=lower)

        self.assertEqual((125, ""), (done.returncode, done.stdout))
        self.assertEqual("skywire-run: cannot limit open files: operation not permitted (errno 1)\n", done.stderr)

    @unittest.skipIf(EMULATED, "the emulator is the child")
    def test_is_killed_with_its_parent(self):
        reading, writing = os.pipe()
        parent = os.fork()
        if parent == 0:
            subprocess.Popen(PROGRAM("skywire-run")
                             + ["--parent", str(os.getpid()), "--", "/bin/sh", "-c", f"echo on >&{writing}; exec sleep 60"],
                             pass_fds=(writing,))
            signal.pause()
        os.close(writing)
        self.assertEqual(b"on\n", os.read(reading, 100))

        os.kill(parent, signal.SIGKILL)
        os.waitpid(parent, 0)

        ready, _, _ = select.select([reading], [], [], 10)
        self.assertEqual([reading], ready, "the child has the pipe still")
        self.assertEqual(b"", os.read(reading, 100))
        os.close(reading)


if __name__ == "__main__":
    unittest.main()
