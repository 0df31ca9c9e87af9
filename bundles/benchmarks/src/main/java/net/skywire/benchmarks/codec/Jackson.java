package net.skywire.benchmarks.codec;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/** A Send's body by Jackson Databind, as a program would that thinks of nothing. */
@State(Scope.Thread)
public class Jackson {

    /** As in JSON. */
    public record Address(String pk, int port) {}

    /** As in JSON. */
    public record Ends(int port, Address remote) {}

    /** As in JSON. */
    public record Send(Ends addr, byte[] payload) {}

    @Param({"32768"})
    public int size;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private Send send;
    private byte[] body;

    @Setup
    public void setUp() {
        Address remote = new Address(
                Sample.LOOP.remote().key().toString(), Sample.LOOP.remote().port());
        send = new Send(new Ends(Sample.LOOP.port(), remote), Sample.bytes(size));
        body = mapper.writeValueAsBytes(send);
    }

    @Benchmark
    public byte[] encode() {
        return mapper.writeValueAsBytes(send);
    }

    @Benchmark
    public Send parse() {
        return mapper.readValue(body, Send.class);
    }
}
