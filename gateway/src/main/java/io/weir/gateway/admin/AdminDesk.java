package io.weir.gateway.admin;

import java.util.function.Consumer;

/** Who carries out what comes through the door. */
public interface AdminDesk {
    /**
     * Carries a command out. The answer may come later, from any thread, and may not come at all.
     *
     * @param actor who is asking: the OS user at the other end of the socket
     * @param answer takes the answer, once
     */
    void handle(AdminRequest request, String actor, Consumer<AdminReply> answer);
}
