package io.weir.conformance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The player in virtual time finds each kind of wrong, so that a script that passes says something. */
class VirtualPlayerTest {
    private static final String LOGGED_ON = """
        set WeirProfile=strict
        iCONNECT
        I8=FIX.4.4|35=A|34=1|49=PEER|52=<TIME>|56=WEIR|98=0|108=30|
        E8=FIX.4.4|35=A|49=WEIR|56=PEER|34=1|98=0|108=30|
        """;
    private static final String LOGGED_OUT = """
        I8=FIX.4.4|35=5|34=2|49=PEER|52=<TIME>|56=WEIR|
        E8=FIX.4.4|35=5|49=WEIR|56=PEER|34=2|
        """;
    private static final String TEST_REQUEST = "I8=FIX.4.4|35=1|34=2|49=PEER|52=<TIME>|56=WEIR|112=X|\n";
    private static final String HEARTBEAT = "E8=FIX.4.4|35=0|49=WEIR|56=PEER|34=2|112=X|\n";

    @TempDir
    private Path folder;

    private String play(String lines) throws Exception {
        Definition script = Definition.read(Files.writeString(folder.resolve("story.def"), lines));
        try (Stage stage = VirtualStage.of(script, 1 << 16)) {
            return new Player(stage).play(script);
        }
    }

    @Test
    void aSessionAsScriptedPasses() throws Exception {
        assertThat(play(LOGGED_ON + TEST_REQUEST + HEARTBEAT + "eSILENCE\n")).isEmpty();
    }

    @Test
    void anotherValueIsSeen() throws Exception {
        assertThat(play(LOGGED_ON + TEST_REQUEST + HEARTBEAT.replace("112=X", "112=Y")))
                .startsWith("line 6: 112=X where 112=Y is expected in 8=FIX.4.4|9=");
    }

    @Test
    void aTextThatIsLongerThanExpectedIsSeen() throws Exception {
        String wrong = "iCONNECT\nI8=FIX.4.4|35=A|34=1|49=PEER|52=<TIME>|56=WEIR|98=0|108=-1|\n";
        assertThat(play(wrong + "E8=FIX.4.4|35=5|49=WEIR|56=PEER|34=1|58=HeartBtInt|\n"))
                .startsWith("line 3: 58=HeartBtInt must not be negative where 58=HeartBtInt is expected");
    }

    @Test
    void aFieldTooMuchOrTooFewOrInAnotherPlaceIsSeen() throws Exception {
        assertThat(play(LOGGED_ON.replace("98=0|108=30|\n", "98=0|\n"))).contains("108");
        assertThat(play(LOGGED_ON + TEST_REQUEST + HEARTBEAT.replace("112=X|", "")))
                .startsWith("line 6: 112=X where nothing more is expected");
        assertThat(play(LOGGED_ON + TEST_REQUEST + HEARTBEAT.replace("112=X|", "112=X|58=Z|")))
                .startsWith("line 6: 58=Z is missing");
        assertThat(play(LOGGED_ON + TEST_REQUEST + HEARTBEAT.replace("49=WEIR|56=PEER", "56=PEER|49=WEIR")))
                .startsWith("line 6: 49=WEIR where 56=PEER is expected");
    }

    @Test
    void aMessageThatIsNotExpectedIsSeenAtTheNextLookAtTheLine() throws Exception {
        String unexpected = "not expected: 8=FIX.4.4|9=";
        assertThat(play(LOGGED_ON + TEST_REQUEST)).startsWith("after the last line: " + unexpected);
        assertThat(play(LOGGED_ON + TEST_REQUEST + "eSILENCE\n")).startsWith("line 6: " + unexpected);
        assertThat(play(LOGGED_ON + TEST_REQUEST + "wait 1\n")).startsWith("line 6: " + unexpected);
        assertThat(play(LOGGED_ON + TEST_REQUEST + "eDISCONNECT\n")).startsWith("line 6: " + unexpected);
        assertThat(play(LOGGED_ON + TEST_REQUEST + "restart\n")).startsWith("line 6: " + unexpected);
    }

    @Test
    void aMessageThatDoesNotComeIsSeen() throws Exception {
        assertThat(play(LOGGED_ON + HEARTBEAT)).startsWith("line 5: nothing came; expected 8=FIX.4.4|35=0");
    }

    @Test
    void aMessageAtAnotherTimeIsSeen() throws Exception {
        String heartbeat = "E8=FIX.4.4|35=0|49=WEIR|56=PEER|34=2|\n";
        assertThat(play(LOGGED_ON + "wait 29.999\neSILENCE\nwait 0.001\n" + heartbeat))
                .isEmpty();
        assertThat(play(LOGGED_ON + "wait 29.999\n" + heartbeat)).startsWith("line 6: nothing came");
        assertThat(play(LOGGED_ON + "wait 30\neSILENCE\n")).startsWith("line 6: not expected");
    }

    @Test
    void anotherSendingTimeIsSeen() {
        String body = "35=0\u000149=WEIR\u000156=PEER\u000134=2\u000152=20260302-12:00:00.001\u0001";
        String text = "8=FIX.4.4\u00019=" + body.length() + "\u0001" + body;
        String message = text + "10=" + OutgoingMessage.checkSum(text) + "\u0001";
        Instant left = Instant.parse("2026-03-02T12:00:00.001Z");
        String line = "8=FIX.4.4\u000135=0\u000149=WEIR\u000156=PEER\u000134=2\u0001";

        assertThat(ScriptedMessage.difference(line, message, left, "20260302-12:00:00.001"))
                .isEmpty();
        assertThat(ScriptedMessage.difference(line, message, left, "20260302-12:00:00.000"))
                .startsWith("[52=20260302-12:00:00.001] where 52=20260302-12:00:00.000 is expected");
        assertThat(ScriptedMessage.difference(
                        line, message.replace("\u00019=5", "\u00019=6"), left, "20260302-12:00:00.001"))
                .startsWith("BodyLength");
        assertThat(ScriptedMessage.difference(line, message.replace("PEER", "PEES"), left, "20260302-12:00:00.001"))
                .startsWith("CheckSum");
    }

    @Test
    void anEndThatComesOrDoesNotComeIsSeen() throws Exception {
        String stranger = "iCONNECT\nI8=FIX.4.4|35=A|34=1|49=NOBODY|52=<TIME>|56=WEIR|98=0|108=30|\n";
        assertThat(play(stranger + "eDISCONNECT\n")).isEmpty();
        assertThat(play(stranger)).startsWith("after the last line: the engine has closed the connection of client 1");
        assertThat(play(stranger + "eSILENCE\n")).startsWith("line 3: the connection has ended");
        assertThat(play(LOGGED_ON + "eDISCONNECT\n")).startsWith("line 5: the connection is still open");
        assertThat(play(LOGGED_ON + "eDISCONNECT\n" + LOGGED_OUT)).startsWith("line 5: ");
    }

    @Test
    void aConnectionThatTheEngineOpensIsSeen() throws Exception {
        String initiator = "set ConnectionType=initiator\nset ReconnectInterval=5\n";
        String logon = "E8=FIX.4.4|35=A|49=WEIR|56=PEER|34=1|98=0|108=30|\n";
        assertThat(play(initiator + "eCONNECT peer:1\niACCEPT\n" + logon)).isEmpty();
        assertThat(play(initiator + "wait 1\n")).startsWith("line 3: the engine connects to [peer:1]");
        assertThat(play(initiator + "eCONNECT other:1\n"))
                .startsWith("line 3: the engine connects to peer:1, expected other:1");
        assertThat(play(initiator + "eCONNECT\niREFUSE\neCONNECT\n")).startsWith("line 5: the engine does not connect");
        assertThat(play(initiator + "eCONNECT\niREFUSE\nwait 5\neCONNECT\n")).isEmpty();
        assertThat(play(initiator + "iACCEPT\n")).startsWith("line 3: java.io.IOException: the engine does not wait");
    }

    @Test
    void whatOperatorsAreToldIsSeen() throws Exception {
        String high = LOGGED_ON + "I8=FIX.4.4|35=2|34=2|49=PEER|52=<TIME>|56=WEIR|7=9|16=9|\n";
        assertThat(play(high + "eALERT ResendRequest for 9\n")).isEmpty();
        assertThat(play(high + "eALERT something else\n")).startsWith("line 6: operators were not told");
    }

    @Test
    void aLineThatNobodyUnderstandsIsSeen() {
        assertThatThrownBy(() -> play(LOGGED_ON + "eWAIT 5\n")).hasMessageContaining(":5: eWAIT 5");
        assertThatThrownBy(() -> play(LOGGED_ON + "set HeartBtInt=5\n")).hasMessageContaining(":5: set HeartBtInt=5");
    }

    @Test
    void anUnknownCommandOrClientIsSeen() throws Exception {
        assertThat(play(LOGGED_ON + "do something\n")).startsWith("line 5: no such command: something");
        assertThat(play(LOGGED_ON + "e2,SILENCE\n")).startsWith("line 5: java.io.IOException: client 2");
    }

    @Test
    void aRestartKeepsNumbersAndMessages() throws Exception {
        assertThat(play(LOGGED_ON + """
            do send 35=B|148=first|33=1|58=line|
            E8=FIX.4.4|35=B|49=WEIR|56=PEER|34=2|148=first|33=1|58=line|
            restart
            wait 5
            iCONNECT
            I8=FIX.4.4|35=A|34=2|49=PEER|52=<TIME>|56=WEIR|98=0|108=30|
            E8=FIX.4.4|35=A|49=WEIR|56=PEER|34=3|98=0|108=30|
            I8=FIX.4.4|35=2|34=3|49=PEER|52=<TIME>|56=WEIR|7=2|16=2|
            E8=FIX.4.4|35=B|49=WEIR|56=PEER|34=2|43=Y|122=<TIME-5>|148=first|33=1|58=line|
            """)).isEmpty();
    }
}
