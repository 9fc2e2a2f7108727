package io.weir.conformance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.EchoAcceptor;
import io.weir.sessions.netty.FixEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The player finds what is wrong, so that a definition that passes says something. */
class PlayerTest {
    private static final String LOGON = "I8=FIX.4.4|35=A|34=1|49=TW|52=<TIME>|56=ISLD|98=0|108=30|\n";
    private static final String ANSWER = "E8=FIX.4.4|9=61|35=A|34=1|49=ISLD|52=x|56=TW|98=0|108=30|10=0|\n";
    private static final String LOGOUT = "I8=FIX.4.4|35=5|34=2|49=TW|52=<TIME>|56=ISLD|\n";

    @TempDir
    private Path folder;

    @Test
    void aSessionAsDefinedPasses() throws Exception {
        assertThat(play("# a comment\niCONNECT\n" + LOGON + ANSWER + LOGOUT
                        + "E8=FIX.4.4|9=49|35=5|34=2|49=ISLD|52=x|56=TW|10=0|\neDISCONNECT\n"))
                .isEmpty();
    }

    @Test
    void anotherValueIsSeen() throws Exception {
        assertThat(play("iCONNECT\n" + LOGON + ANSWER.replace("108=30", "108=31")))
                .startsWith("line 3: 108=30 where 31 is expected");
    }

    @Test
    void aFieldTooMuchIsSeen() throws Exception {
        assertThat(play("iCONNECT\n" + LOGON + ANSWER.replace("98=0|", "")))
                .startsWith("line 3: 98=0 where null is expected");
    }

    @Test
    void aFieldTooFewIsSeen() throws Exception {
        assertThat(play("iCONNECT\n" + LOGON + ANSWER.replace("98=0|", "98=0|141=Y|")))
                .startsWith("line 3: 141 is missing");
    }

    @Test
    void anotherTextIsSeenAndALongerOneIsNot() throws Exception {
        String answer = "E8=FIX.4.4|9=0|35=5|34=1|49=ISLD|52=x|56=TW|58=HeartBtInt|10=0|\n";
        String wrong = LOGON.replace("108=30", "108=-1");
        assertThat(play("iCONNECT\n" + wrong + answer)).isEmpty();
        assertThat(play("iCONNECT\n" + wrong + answer.replace("58=H", "58=M"))).startsWith("line 3: 58=HeartBtInt");
    }

    private String play(String lines) throws Exception {
        Path file = Files.writeString(folder.resolve("story.def"), lines.replace('|', '\u0001'));
        try (FixEngine engine = EchoAcceptor.start(0, Map.of(), failure -> {});
                Stage stage = new SocketStage(engine.addresses().get(0))) {
            return new Player(stage).play(Definition.read(file));
        }
    }
}
