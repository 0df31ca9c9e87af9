package net.skywire.benchmarks;

/** Takes what a scenario has to say. */
public interface Report {

    /** A figure is there. */
    void row(Row row);

    /** Something that takes its time begins. */
    void progress(String what);
}
