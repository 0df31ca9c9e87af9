"""Stands for systemd: takes datagrams at a path, or at @ and a name, and says each in a line, its own lines parted by |."""

import socket
import sys

name = sys.argv[1]
taken = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
taken.bind("\0" + name[1:] if name.startswith("@") else name)
print("bound", flush=True)
while True:
    print(taken.recv(4096).decode().replace("\n", "|"), flush=True)
