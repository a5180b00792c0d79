"""What a decode process may no longer do once it is confined: write files, start programs, speak to anyone.

Linux only, and without privileges: Landlock for the file system (kernel 5.13 on; TCP from 6.7, signals and abstract
sockets from 6.12), a seccomp filter for sockets, programs and other processes' memory. Where the kernel has one of them
not, the other still holds. Called once, before the first thread and the first decoder: both hold for threads made later.

landlock(7), seccomp(2); numbers from linux/landlock.h, linux/filter.h, linux/audit.h.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

from findling.core.confinement import Confinement

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_WRITE_FILE = 1 << 1
_READS = 1 << 2 | 1 << 3
_LATER = ((2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""Rights that came with an ABI: linking across folders, truncating, ioctl on devices."""
_TCP = 1 << 0 | 1 << 1
_SCOPED = 1 << 0 | 1 << 1
_NO_NEW_PRIVS, _SET_SECCOMP, _GET_SECCOMP, _FILTER = 38, 22, 21, 2

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_X32 = 0x40000000
_REFUSED = {
    "x86_64": (0xC000003E, (41, 53, 59, 322, 101, 310, 311, 425, 321, 298, 323)),
    "aarch64": (0xC00000B7, (198, 199, 221, 281, 117, 270, 271, 425, 280, 241, 282)),
}
"""By machine: its audit number, and socket, socketpair, execve, execveat, ptrace, process_vm_readv, process_vm_writev,
io_uring_setup, bpf, perf_event_open, userfaultfd."""


def confine() -> Confinement:
    """Takes these rights from the calling thread for good; says what the system could do."""
    able = ability()
    if able.landlock or able.seccomp:
        libc = _libc()
        if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            return Confinement()
        return Confinement(
            landlock=able.landlock if able.landlock and _restrict(libc, able.landlock) else 0,
            seccomp=able.seccomp and _filter(libc),
        )
    return able


def ability() -> Confinement:
    """What this system can do, without doing it."""
    if not sys.platform.startswith("linux"):
        return Confinement()
    libc = _libc()
    version = int(libc.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION))
    known = platform.machine() in _REFUSED and sys.maxsize > 1 << 32
    return Confinement(
        landlock=max(0, version), seccomp=known and libc.prctl(_GET_SECCOMP, 0, 0, 0, 0) >= 0
    )


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _restrict(libc: ctypes.CDLL, abi: int) -> bool:
    """Every right that is asked for and not given again is gone; reading is not asked for."""
    rights = ((1 << 13) - 1) & ~_READS
    for since, right in _LATER:
        rights |= right if abi >= since else 0
    fields = [rights]
    fields += [_TCP] if abi >= 4 else []
    fields += [_SCOPED] if abi >= 6 else []
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    rules = int(libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0))
    if rules < 0:
        return False
    try:
        _allow_writing(libc, rules, os.devnull)
        return int(libc.syscall(_RESTRICT_SELF, rules, 0)) == 0
    finally:
        os.close(rules)


def _allow_writing(libc: ctypes.CDLL, rules: int, path: str) -> None:
    place = os.open(path, os.O_PATH)
    try:
        libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", _WRITE_FILE, place), 0)
    finally:
        os.close(place)


def _filter(libc: ctypes.CDLL) -> bool:
    """Calls of another machine's numbering and those that are refused fail with EPERM; all others go through."""
    machine, refused = _REFUSED[platform.machine()]
    last = len(refused) + 5  # the line that refuses; a jump counts from the line behind its own
    program = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, last - 2, machine),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, last - 4, 0, _X32),
        *((_EQUAL, last - line - 1, 0, number) for line, number in enumerate(refused, 4)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in program)
    held = ctypes.create_string_buffer(code, len(code))
    whole = ctypes.create_string_buffer(
        struct.pack("@HP", len(program), ctypes.addressof(held))
    )
    return int(libc.prctl(_SET_SECCOMP, _FILTER, whole, 0, 0)) == 0
