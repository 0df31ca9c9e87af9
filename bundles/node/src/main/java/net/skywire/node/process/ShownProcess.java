package net.skywire.node.process;

import java.util.Optional;
import net.skywire.host.AppStatus;

/**
 * What others see of an app that runs as a process.
 *
 * @param idle its status while no process of it runs
 * @param life its process
 * @param past what became of earlier ones; empty if there is nothing to say
 */
record ShownProcess(AppStatus idle, Optional<ProcessLife> life, String past) {

    AppStatus status() {
        return life.map(this::running).orElse(idle);
    }

    private AppStatus running(ProcessLife process) {
        ProcessLife.State now = process.state();
        String reason = (now.reason().isEmpty() ? "" : now.reason() + ", ") + "pid " + process.pid();
        return new AppStatus(
                idle.name(),
                now.version(),
                idle.kind(),
                idle.node(),
                now.state(),
                now.port(),
                past.isEmpty() ? reason : reason + ", " + past);
    }
}
