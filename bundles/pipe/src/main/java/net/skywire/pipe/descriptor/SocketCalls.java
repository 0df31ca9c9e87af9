package net.skywire.pipe.descriptor;

/**
 * The calls of the C library that Unix sockets need which hand over descriptors or keep messages apart, and Java lacks. As
 * with {@link LibC}, calls that are interrupted by a signal are repeated, and any thread may call. Constants are those of Linux.
 */
public interface SocketCalls {

    int socket(int domain, int type) throws ErrnoException;

    /** @param address as {@code struct sockaddr} has it */
    void bind(int socket, byte[] address) throws ErrnoException;

    void listen(int socket, int waiting) throws ErrnoException;

    /** @return the descriptor of the next connection */
    int accept4(int socket, int flags) throws ErrnoException;

    /** @param value is filled */
    void getsockopt(int socket, int level, int option, int[] value) throws ErrnoException;

    /**
     * Waits for something to happen to descriptors.
     *
     * @param entries two for each: the descriptor, and what is waited for; what has happened is put into the upper half
     *     of the second
     * @param timeoutMillis -1 for no bound
     */
    void poll(int[] entries, int timeoutMillis) throws ErrnoException;

    /**
     * Receives a message.
     *
     * @param content its bytes are put here
     * @param control what comes with it is put here, as {@code struct cmsghdr} has it
     */
    Received recvmsg(int socket, byte[] content, byte[] control, int flags) throws ErrnoException;

    /**
     * What has come; with the other side closed, nothing.
     *
     * @param flags such as that something was cut
     */
    record Received(int contentLength, int controlLength, int flags) {}

    void send(int socket, byte[] content, int flags) throws ErrnoException;

    /** @param address as {@code struct sockaddr} has it */
    void sendto(int socket, byte[] content, int flags, byte[] address) throws ErrnoException;

    void shutdown(int socket, int how) throws ErrnoException;
}
