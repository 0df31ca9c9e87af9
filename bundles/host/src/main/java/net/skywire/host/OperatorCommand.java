package net.skywire.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** A service of who has a command for operators, at the shell and in {@code bin/skywire-osgi}. */
@ConsumerType
public interface OperatorCommand {

    /** Where what a command has to say goes, as it is said. For the thread that runs the command alone. */
    @ProviderType
    interface Output {

        /** A line of the result. */
        void line(String text) throws IOException;

        /** How far a long command is: shown to people meanwhile, and no part of the result. */
        void progress(String text) throws IOException;

        /**
         * Where whoever asks is: a relative file name among the words is to be resolved against it. The files are read by
         * the container, with the rights of its user.
         *
         * @return absolute; the container's own folder if nothing else is known
         */
        default Path directory() {
            return Path.of("").toAbsolutePath();
        }
    }

    /** Its first word, such as {@code deploy}. */
    String name();

    /** A line for each form of it: the words without {@link #name}, two spaces or more, what it does. */
    List<String> usage();

    /**
     * Does what the words say. May take long; is interrupted when whoever asked has gone.
     *
     * @param words those after {@link #name}; {@code --json} among them asks for JSON in place of text for people
     * @throws IllegalArgumentException if the words make no sense; the message says what was expected and what came
     * @throws IOException if it cannot be done; the message says why
     */
    void run(List<String> words, Output out) throws IOException, InterruptedException;
}
