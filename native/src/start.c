/* Where the kernel enters a program: argument count, arguments, NULL, environment, NULL lie on the stack. */
#include "start.h"

#include "sys_process.h"

#if defined(__x86_64__)
__asm__(".globl _start\n"
        "_start:\n"
        "    xor %ebp, %ebp\n"
        "    mov %rsp, %rdi\n"
        "    and $-16, %rsp\n"
        "    call start_program\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n"
        "_start:\n"
        "    mov x29, #0\n"
        "    mov x30, #0\n"
        "    mov x0, sp\n"
        "    bl start_program\n");
#else
__asm__(".globl _start\n"
        "_start:\n"
        "    mov fp, #0\n"
        "    mov lr, #0\n"
        "    mov r0, sp\n"
        "    bic sp, sp, #7\n"
        "    bl start_program\n");
#endif

_Noreturn void start_program(long *stack);

_Noreturn void start_program(long *stack)
{
    int count = (int)stack[0];
    char **arguments = (char **)(stack + 1);
    sys_exit(program(count, arguments, arguments + count + 1));
}
