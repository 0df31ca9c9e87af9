package net.skywire.testkit.run;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.skywire.app.Addr;
import net.skywire.node.exchange.Exchange;
import net.skywire.node.process.ProcessSeat;
import net.skywire.pipe.connection.PeerDialect;
import net.skywire.pipe.connection.PipeEnds;
import net.skywire.pipe.descriptor.AppChild;
import net.skywire.pipe.descriptor.ChildCommand;
import net.skywire.pipe.descriptor.Descriptors;
import net.skywire.pipe.descriptor.ExitStatus;
import net.skywire.pipe.frame.JavaSendCodec;
import net.skywire.pipe.process.AppProcess;

/** An app in a JVM of its own, with the class path of this one, started as a node starts it. */
public final class ProcessRun implements Run {

    private static final String COMPLAINT = "skywire-app: ";

    /** It takes three at the latest, where there is a processor for it. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /** How long it may take until it has its seat. */
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final Path folder;
    private final AppChild child;
    private final ProcessOutput output;
    private final ProcessSeat seat;
    private final OneSeat admission;
    private final CompletableFuture<Optional<String>> end;

    private ProcessRun(Exchange exchange, AppPlan plan, Path folder, AppChild child, ScheduledExecutorService clock) {
        this.folder = folder;
        this.child = child;
        this.output = new ProcessOutput(plan.config().name(), child.output().orElseThrow());
        this.admission = new OneSeat(exchange, plan);
        PipeEnds pipe = new PipeEnds(child.pipe().in(), child.pipe().out(), new JavaSendCodec());
        this.seat = new ProcessSeat(exchange, admission, pipe, new PeerDialect(), clock);
        this.end = child.exit().thenCombine(output.end(), (status, read) -> fault(status));
        end.thenAccept(fault -> admission.refused(fault.orElse("it has ended")));
    }

    /** @throws IOException if it cannot be started or gets no seat; the message carries the reason */
    public static ProcessRun start(Exchange exchange, AppPlan plan, ScheduledExecutorService clock) throws IOException {
        if (plan.hasInstances()) {
            throw new IOException("app " + plan.config().name()
                    + ": expected classes to make in another process, got an instance of one");
        }
        Path folder = Files.createTempDirectory("skywire-testkit");
        AppChild child = spawn(plan, folder);
        ProcessRun run = new ProcessRun(exchange, plan, folder, child, clock);
        run.seat.start();
        run.awaitSeat();
        return run;
    }

    private static AppChild spawn(AppPlan plan, Path folder) throws IOException {
        Path jar = folder.resolve(plan.config().name() + ".jar");
        try {
            ComponentJar.write(jar, plan.components());
            return Descriptors.ofThisProcess("auto")
                    .spawn(new ChildCommand(command(plan, jar), folder, Map.of(), true));
        } catch (IOException e) {
            ScratchFolder.delete(folder);
            throw e;
        }
    }

    private static List<String> command(AppPlan plan, Path jar) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dskywire.app.name=" + plan.config().name(),
                "-Dskywire.app.version=" + plan.config().version(),
                "-cp",
                jar + File.pathSeparator + absoluteClassPath(),
                AppProcess.class.getName(),
                jar.toString()));
        command.addAll(plan.arguments());
        return command;
    }

    /** The process works in another folder. */
    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private void awaitSeat() throws IOException {
        try {
            admission.port().get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
            return;
        } catch (ExecutionException e) {
            stop();
            throw new ConnectException(e.getCause().getMessage());
        } catch (TimeoutException e) {
            stop();
            throw new IOException("app " + admission.name() + ": expected it to ask for its seat within "
                    + LONGEST_START.toMillis() + " ms, last lines of its output: " + output.last());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            throw new InterruptedIOException("interrupted while starting app " + admission.name());
        }
    }

    private Optional<String> fault(ExitStatus status) {
        if (status.isSuccess()) {
            return Optional.empty();
        }
        return output.lastThatBegins(COMPLAINT)
                .or(() -> Optional.of(status + ", last lines of its output: " + output.last()));
    }

    @Override
    public Addr addr() {
        return admission.addr();
    }

    @Override
    public CompletableFuture<Optional<String>> end() {
        return end;
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        fault().ifPresent(fault -> remarks.add("has failed: " + fault));
        if (!output.last().isEmpty()) {
            remarks.add("has written: " + output.last());
        }
        return remarks;
    }

    /** What a process leaves open is closed with it, and cannot be seen from here. */
    @Override
    public List<String> openLoops() {
        return List.of();
    }

    @Override
    public void lose() {
        seat.close();
    }

    @Override
    public List<String> stop() {
        List<String> wrong = new ArrayList<>();
        seat.dismiss(LONGEST_CLOSE);
        if (!hasEnded()) {
            wrong.add("still runs " + LONGEST_END.toMillis() + " ms after its node has closed the pipe");
            child.kill();
            hasEnded();
        }
        try {
            output.close(LONGEST_CLOSE);
            ScratchFolder.delete(folder);
        } catch (IOException e) {
            wrong.add("has left what cannot be removed: " + e);
        }
        return wrong;
    }

    private boolean hasEnded() {
        try {
            child.exit().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("wait for app " + admission.name(), e);
        }
    }
}
