package net.skywire.host.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.skywire.app.App;
import net.skywire.app.spi.AppSeat;
import net.skywire.app.spi.NoSeatYetException;
import net.skywire.app.spi.NodeConnector;
import net.skywire.app.spi.StagingConnector;
import net.skywire.app.spi.UnexpectedAppException;
import net.skywire.host.NodeChoice;
import net.skywire.host.NodeMode;
import net.skywire.host.NodeSetting;

/**
 * The nodes there are, and, here alone, which of them an app gets: the app for which the container was started by an
 * outside node gets that; of any other its {@link NodeChoice} is asked first, and then the {@link NodeSetting}. For the
 * host's thread alone.
 */
final class Nodes {

    static final String EMBEDDED = "embedded";
    static final String ATTACHED = "attached";

    private final Map<String, NodeConnector> connectors = new HashMap<>();
    private final Optional<String> startedFor;
    private NodeSetting setting;
    private NodeChoice choice = Map::of;

    /** @param startedFor the app the container was started for, if any */
    Nodes(Optional<String> startedFor) {
        this.startedFor = startedFor;
    }

    /**
     * What a node has said.
     *
     * @param where which node
     * @param node null if it is not there
     * @param app null if it has no seat
     * @param refusal why it has none
     */
    record Answer(String where, NodeConnector node, App app, Exception refusal) {

        boolean mayComeLater() {
            return refusal instanceof NoSeatYetException;
        }
    }

    void setSetting(NodeSetting next) {
        setting = next;
    }

    void setChoice(NodeChoice next) {
        choice = next;
    }

    boolean mayBeAt(String app, String where) {
        return nodesOf(app).contains(where);
    }

    /** In the order in which they are asked; none before the setting is known. */
    private List<String> nodesOf(String app) {
        if (startedFor.filter(app::equals).isPresent()) {
            return NodeMode.ATTACHED.nodes();
        }
        return setting == null
                ? List.of()
                : choice.modes().getOrDefault(app, setting.mode()).nodes();
    }

    /** Takes the place of one that is there. */
    void put(String where, NodeConnector connector) {
        connectors.put(where, connector);
    }

    /** @return whether it was there, and not another in its place */
    boolean remove(String where, NodeConnector connector) {
        return connectors.remove(where, connector);
    }

    /**
     * Asks for a seat. A node that is not there is waited for, so that it does not depend on who comes first where an app
     * goes; one that does not know the app leaves it to the next.
     *
     * @param staged whether nobody is to reach the app yet
     * @param before the seat of the app that a staged one is to follow
     */
    Answer ask(AppSeat seat, boolean staged, Optional<Seated> before) {
        Answer answer = new Answer("", null, null, new NoSeatYetException("for a node"));
        for (String where : nodesOf(seat.config().name())) {
            answer = ask(where, node -> staged ? stage(node, seat, before) : node.connect(seat));
            if (!(answer.refusal() instanceof UnexpectedAppException)) {
                break;
            }
        }
        return answer;
    }

    private interface Question {
        App ask(NodeConnector node) throws IOException;
    }

    private Answer ask(String where, Question question) {
        NodeConnector node = connectors.get(where);
        try {
            if (node == null) {
                throw new NoSeatYetException(where.equals(EMBEDDED) ? "for a node" : "for the " + where + " node");
            }
            return new Answer(where, node, question.ask(node), null);
        } catch (IOException | IllegalArgumentException e) {
            return new Answer(where, node, null, e);
        }
    }

    private static App stage(NodeConnector node, AppSeat seat, Optional<Seated> before) throws IOException {
        if (node instanceof StagingConnector staging) {
            return staging.stage(
                    seat, before.filter(there -> there.node() == node).map(Seated::app));
        }
        throw new NoSeatYetException(before.isPresent() ? "for its predecessor to end" : "for the hand-over");
    }
}
