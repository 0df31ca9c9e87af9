package net.skywire.attach;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import net.skywire.app.AppConfig;
import net.skywire.pipe.descriptor.Handover;
import net.skywire.pipe.descriptor.MessageSocket;
import net.skywire.pipe.descriptor.PipePair;

/**
 * The connection of one skywire-attach: it hands over an app's pipes, may ask for the app's end, and is told of it. Its
 * messages are read by the server's thread alone.
 */
final class Shim implements Caller {

    private static final Logger LOG = System.getLogger("net.skywire.attach");

    private final MessageSocket socket;
    private final Attachments attachments;
    private final Optional<String> refusal;
    private volatile Attachment attachment;
    private volatile boolean over;

    /** @param refusal what it is told in the place of an app */
    Shim(MessageSocket socket, Attachments attachments, Optional<String> refusal) {
        this.socket = socket;
        this.attachments = attachments;
        this.refusal = refusal;
    }

    MessageSocket socket() {
        return socket;
    }

    boolean hasHandedOver() {
        return attachment != null;
    }

    /**
     * Takes what has come.
     *
     * @return false if nothing more will come; the shim is then to be {@linkplain #gone removed}
     */
    boolean receive() {
        try {
            Optional<Handover> message = socket.receive(AttachMessage.MAX_LENGTH);
            if (message.isPresent()) {
                try (Handover handover = message.get()) {
                    if (!over) {
                        handle(handover);
                    }
                }
            }
            return message.isPresent();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "skywire-attach{0} is refused: {1}", who(), e.getMessage());
            ended(e.getMessage());
            return true;
        }
    }

    private String who() {
        return attachment == null ? "" : " of " + attachment;
    }

    private void handle(Handover handover) throws IOException {
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
        AttachMessage message = AttachMessage.read(handover.content());
        if (message.type() == AttachMessage.ATTACH && attachment == null) {
            attach(message.texts(), handover);
        } else if (message.type() == AttachMessage.STOP
                && attachment != null
                && message.texts().isEmpty()) {
            LOG.log(Level.INFO, "the node of {0} asks for its end", attachment);
            attachment.withdraw("");
        } else {
            throw new IOException("expected " + (attachment == null ? "an app with its pipes" : "a stop")
                    + ", got a message of type " + message.type());
        }
    }

    private void attach(List<String> texts, Handover handover) throws IOException {
        if (texts.size() < 2) {
            throw new IOException("expected an app's name and version, got " + texts.size() + " texts");
        }
        AppConfig app = checked(texts.get(0), texts.get(1));
        PipePair pipes = handover.takePipes();
        List<String> arguments = texts.subList(2, texts.size());
        Attachment fresh = new Attachment(app.name(), Optional.of(app.version()), arguments, pipes, this);
        try {
            attachments.add(fresh);
            attachment = fresh;
        } catch (IOException e) {
            pipes.close();
            throw e;
        }
    }

    private static AppConfig checked(String name, String version) throws IOException {
        try {
            return new AppConfig(name, version);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Its connection has ended: the app loses its seat. */
    void gone() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a socket could not be closed: {0}", e.getMessage());
        }
        Attachment left = attachment;
        if (left != null) {
            if (!over) {
                LOG.log(Level.INFO, "skywire-attach of {0} has gone", left);
            }
            left.withdraw("");
        }
    }

    @Override
    public void seated() {
        socket.send(AttachMessage.seated());
    }

    @Override
    public void ended(String fault) {
        over = true;
        socket.send(AttachMessage.ended(fault));
        socket.shutdown();
    }
}
