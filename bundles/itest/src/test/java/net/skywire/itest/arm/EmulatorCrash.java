package net.skywire.itest.arm;

/** The emulator itself was ended by the system for a fault of its own. */
final class EmulatorCrash extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** By SIGSEGV. The same in what it runs is the JVM's, which tells of it and ends by SIGABRT. */
    private static final int CODE = 128 + 11;

    private EmulatorCrash() {
        super("the emulator has crashed");
    }

    static void check(int exitCode) {
        if (exitCode == CODE) {
            throw new EmulatorCrash();
        }
    }
}
