"""Where the programs under test are, and how they are started: by an emulator where this machine is another."""
import os
import platform

FOLDER = os.environ.get("PROGRAMS", "linux-" + {"armv7l": "arm"}.get(platform.machine(), platform.machine()))
EMULATOR = os.environ.get("EMULATOR", "")
EMULATED = bool(EMULATOR)


def PROGRAM(name):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "target", "native", FOLDER, name)
    return ([EMULATOR] if EMULATED else []) + [os.path.normpath(path)]
