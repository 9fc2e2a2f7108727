package io.weir.conformance.demo;

import io.weir.gateway.cli.Weir;
import io.weir.paper.cli.Paper;
import java.util.Arrays;

/** What the script {@code weir} does, without jars: the paper broker or the gateway as a process. */
final class Child {
    private Child() {}

    public static void main(String[] arguments) {
        if (arguments[0].equals("paper")) {
            Paper.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            Weir.main(arguments);
        }
    }
}
