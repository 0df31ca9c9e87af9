package net.skywire.pipe.descriptor;

/**
 * How a process has ended.
 *
 * @param status as waitpid gives it
 */
public record ExitStatus(int status) {

    /** Whether it ended by itself, with code 0. */
    public boolean isSuccess() {
        return status == 0;
    }

    private int signal() {
        return status & 0x7f;
    }

    /** In words, such as {@code exit code 3} or {@code killed by signal 9}. */
    @Override
    public String toString() {
        return signal() == 0 ? "exit code " + (status >> 8 & 0xff) : "killed by signal " + signal();
    }
}
