/* Linux's system calls, raw: nothing here needs a C library. Each returns a negative errno when it fails. */
#ifndef SKYWIRE_SYS_CALL_H
#define SKYWIRE_SYS_CALL_H

#include <stdint.h>

#if defined(__x86_64__)

enum sys_number {
    SYS_READ = 0,
    SYS_WRITE = 1,
    SYS_CLOSE = 3,
    SYS_MMAP = 9,
    SYS_MPROTECT = 10,
    SYS_RT_SIGPROCMASK = 14,
    SYS_GETPID = 39,
    SYS_SOCKET = 41,
    SYS_CONNECT = 42,
    SYS_SENDMSG = 46,
    SYS_SETSOCKOPT = 54,
    SYS_EXECVE = 59,
    SYS_KILL = 62,
    SYS_FCNTL = 72,
    SYS_OPENAT = 257,
    SYS_READLINK_AT = 267,
    SYS_GETPPID = 110,
    SYS_SETPRIORITY = 141,
    SYS_PRCTL = 157,
    SYS_CLOCK_GETTIME = 228,
    SYS_EXIT_GROUP = 231,
    SYS_PPOLL = 271,
    SYS_SIGNALFD4 = 289,
    SYS_PRLIMIT64 = 302
};

static inline long sys_call6(long number, long a, long b, long c, long d, long e, long f)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

#elif defined(__aarch64__)

enum sys_number {
    SYS_FCNTL = 25,
    SYS_OPENAT = 56,
    SYS_CLOSE = 57,
    SYS_READ = 63,
    SYS_WRITE = 64,
    SYS_PPOLL = 73,
    SYS_SIGNALFD4 = 74,
    SYS_READLINK_AT = 78,
    SYS_EXIT_GROUP = 94,
    SYS_CLOCK_GETTIME = 113,
    SYS_KILL = 129,
    SYS_RT_SIGPROCMASK = 135,
    SYS_SETPRIORITY = 140,
    SYS_PRCTL = 167,
    SYS_GETPID = 172,
    SYS_GETPPID = 173,
    SYS_SOCKET = 198,
    SYS_CONNECT = 203,
    SYS_SETSOCKOPT = 208,
    SYS_SENDMSG = 211,
    SYS_EXECVE = 221,
    SYS_MMAP = 222,
    SYS_MPROTECT = 226,
    SYS_PRLIMIT64 = 261
};

static inline long sys_call6(long number, long a, long b, long c, long d, long e, long f)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc #0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
}

#elif defined(__arm__) && defined(__ARM_EABI__)

enum sys_number {
    SYS_READ = 3,
    SYS_WRITE = 4,
    SYS_CLOSE = 6,
    SYS_EXECVE = 11,
    SYS_GETPID = 20,
    SYS_KILL = 37,
    SYS_GETPPID = 64,
    SYS_SETPRIORITY = 97,
    SYS_MPROTECT = 125,
    SYS_PRCTL = 172,
    SYS_RT_SIGPROCMASK = 175,
    SYS_MMAP = 192, /* mmap2: the offset counts pages */
    SYS_FCNTL = 221,
    SYS_EXIT_GROUP = 248,
    SYS_CLOCK_GETTIME = 263,
    SYS_SOCKET = 281,
    SYS_CONNECT = 283,
    SYS_SETSOCKOPT = 294,
    SYS_SENDMSG = 296,
    SYS_OPENAT = 322,
    SYS_READLINK_AT = 332,
    SYS_PPOLL = 336,
    SYS_SIGNALFD4 = 355,
    SYS_PRLIMIT64 = 369
};

static inline long sys_call6(long number, long a, long b, long c, long d, long e, long f)
{
    register long r7 __asm__("r7") = number;
    register long r0 __asm__("r0") = a;
    register long r1 __asm__("r1") = b;
    register long r2 __asm__("r2") = c;
    register long r3 __asm__("r3") = d;
    register long r4 __asm__("r4") = e;
    register long r5 __asm__("r5") = f;
    __asm__ volatile("svc #0"
                     : "+r"(r0)
                     : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
                     : "memory");
    return r0;
}

#else
#error "expected x86-64, aarch64 or 32-bit ARM with EABI"
#endif

static inline long sys_call5(long number, long a, long b, long c, long d, long e)
{
    return sys_call6(number, a, b, c, d, e, 0);
}

static inline long sys_call4(long number, long a, long b, long c, long d)
{
    return sys_call6(number, a, b, c, d, 0, 0);
}

static inline long sys_call3(long number, long a, long b, long c)
{
    return sys_call6(number, a, b, c, 0, 0, 0);
}

static inline long sys_call1(long number, long a)
{
    return sys_call6(number, a, 0, 0, 0, 0, 0);
}

/* A pointer as the kernel takes it. */
static inline long sys_address(const void *pointer)
{
    return (long)(intptr_t)pointer;
}

#endif
