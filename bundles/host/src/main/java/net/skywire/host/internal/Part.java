package net.skywire.host.internal;

import net.skywire.app.AppMain;
import net.skywire.app.LoopHandler;
import net.skywire.app.spi.AppRunner;

/** What a service is to its app. One object may be both. */
sealed interface Part {

    void start(AppRunner runner);

    record Main(AppMain service) implements Part {
        @Override
        public void start(AppRunner runner) {
            runner.run(service);
        }
    }

    record Handler(LoopHandler service) implements Part {
        @Override
        public void start(AppRunner runner) {
            runner.serve(service);
        }
    }
}
