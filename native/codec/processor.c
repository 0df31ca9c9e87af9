#include "processor.h"

#include "skp.h"

#if defined(__x86_64__)

struct registers {
    uint32_t a, b, c, d;
};

static struct registers cpuid(uint32_t leaf)
{
    struct registers r;
    __asm__("cpuid" : "=a"(r.a), "=b"(r.b), "=c"(r.c), "=d"(r.d) : "a"(leaf), "c"(0));
    return r;
}

/* The registers that the system saves when it changes threads. */
static uint32_t saved_state(void)
{
    uint32_t low;
    uint32_t high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static int all(uint32_t wanted, uint32_t found)
{
    return (found & wanted) == wanted;
}

enum { LEAF_1_C_OSXSAVE = 1 << 27, XMM_YMM = 0x6, MASKS_ZMM = 0xE0 };
enum { LEAF_7_B_AVX2 = 1 << 5, LEAF_7_B_BMI2 = 1 << 8, LEAF_7_B_AVX512F = 1 << 16, LEAF_7_B_AVX512BW = 1 << 30 };
enum { LEAF_7_C_VBMI = 1 << 1 };

int processor_has(int32_t level)
{
    if (cpuid(0).a < 7 || !all(LEAF_1_C_OSXSAVE, cpuid(1).c)) {
        return 0;
    }
    uint32_t state = saved_state();
    struct registers seven = cpuid(7);
    if (!all(XMM_YMM, state) || !all(LEAF_7_B_AVX2 | LEAF_7_B_BMI2, seven.b)) {
        return 0;
    }
    return level == SKP_AVX2
           || (level == SKP_AVX512 && all(MASKS_ZMM, state) && all(LEAF_7_B_AVX512F | LEAF_7_B_AVX512BW, seven.b)
               && all(LEAF_7_C_VBMI, seven.c));
}

#elif defined(__aarch64__)

int processor_has(int32_t level)
{
    return level == SKP_NEON; /* it is part of the architecture */
}

#else

#include "sys_call.h"

enum { AT_FDCWD = -100, AT_NULL = 0, AT_HWCAP = 16, HWCAP_NEON = 1 << 12 };

/* The kernel tells a process of its processor in pairs of numbers; ours are behind the first few. */
static uint32_t hardware(void)
{
    long file = sys_call4(SYS_OPENAT, AT_FDCWD, sys_address("/proc/self/auxv"), 0, 0);
    if (file < 0) {
        return 0;
    }
    uint32_t pairs[128];
    long length = sys_call3(SYS_READ, file, sys_address(pairs), sizeof pairs);
    sys_call1(SYS_CLOSE, file);
    for (long at = 0; (at + 2) * 4 <= length && pairs[at] != AT_NULL; at += 2) {
        if (pairs[at] == AT_HWCAP) {
            return pairs[at + 1];
        }
    }
    return 0;
}

int processor_has(int32_t level)
{
    return level == SKP_NEON && (hardware() & HWCAP_NEON) != 0;
}

#endif
