package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Session days: where one ends, the numbers begin again. */
class ScheduleTest {
    private static final String[] OFFICE_HOURS = {"StartTime=08:00:00", "EndTime=17:00:00"};
    private static final String[] AROUND_THE_CLOCK = {"StartTime=17:00:00", "EndTime=17:00:00"};

    @Test
    void nobodyIsLetInOutsideOfTheSchedule() {
        Rig rig = Rig.acceptor(OFFICE_HOURS).at("20260302-07:59:59").connected();

        assertThat(rig.lines()).containsExactly("disconnect 1: outside of the session's schedule");
    }

    @Test
    void theEndOfTheDayLogsOutAndBeginsANewEpoch() {
        Rig rig = Rig.acceptor(OFFICE_HOURS).at("20260302-16:59:50").loggedOn().pass(9.9);
        assertThat(rig.lines()).isEmpty();

        rig.pass(0.2);
        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=the session's schedule has ended");

        rig.in("35=5|34=2");
        assertThat(rig.lines())
                .containsExactly("disconnect 1: Logout received", "app: epoch 2", "app: logout, Logout received");
        assertThat(rig.session().nextOut()).isEqualTo(1);
    }

    @Test
    void whatIsSentAfterTheEndBelongsToTheNextDay() {
        Rig rig = Rig.acceptor(OFFICE_HOURS).at("20260302-16:59:50").loggedOn().disconnected("gone");
        rig.pass(11).send("late fill");
        assertThat(rig.lines()).containsExactly("app: logout, gone", "app: epoch 2", "kept 35=8|34=1|58=late fill");

        rig.at("20260303-08:00:00").connected().in("35=A|34=1|98=0|108=30").in("35=2|34=2|7=1|16=0");

        assertThat(rig.lines())
                .containsExactly("> 35=A|34=2|98=0|108=30", "app: logon", "app: asked for 1-2", "resend 1-2");
    }

    @Test
    void aDayThatWasMissedBeginsANewEpoch() {
        Rig rig = Rig.acceptor(OFFICE_HOURS).at("20260302-12:00:00").loggedOn().disconnected("gone");
        rig.lines();

        rig.at("20260303-12:00:00").connected().in("35=A|34=1|98=0|108=30");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "> 35=A|34=1|98=0|108=30", "app: logon");
    }

    @Test
    void aBreakWithinTheDayGoesOn() {
        Rig rig = Rig.acceptor(OFFICE_HOURS).at("20260302-08:30:00").loggedOn().disconnected("gone");
        rig.lines();

        rig.at("20260302-16:30:00").connected().in("35=A|34=2|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=2|98=0|108=30", "app: logon");
    }

    @Test
    void daysThatFollowEachOtherAreDivided() {
        Rig rig = Rig.acceptor(AROUND_THE_CLOCK)
                .at("20260302-16:59:55")
                .loggedOn()
                .pass(5.1);
        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=the session's schedule has ended");

        rig.in("35=5|34=2").connected().in("35=A|34=1|98=0|108=30");

        assertThat(rig.lines())
                .containsExactly(
                        "disconnect 1: Logout received",
                        "app: epoch 2",
                        "app: logout, Logout received",
                        "> 35=A|34=1|98=0|108=30",
                        "app: logon");
    }

    @Test
    void anInitiatorConnectsWhenTheDayBegins() {
        Rig rig = Rig.initiator("StartTime=08:00:00", "EndTime=17:00:00")
                .at("20260302-06:00:00")
                .started()
                .pass(7199);
        assertThat(rig.lines()).isEmpty();

        rig.pass(1.1);
        assertThat(rig.lines()).containsExactly("connect");
    }

    @Test
    void anInitiatorThatIsLateForTheDayIsClosedAgain() {
        Rig rig = Rig.initiator("StartTime=08:00:00", "EndTime=17:00:00", "ReconnectInterval=5")
                .at("20260302-16:59:59")
                .started()
                .pass(0);
        assertThat(rig.lines()).containsExactly("connect");

        rig.at("20260302-17:00:01").connected();
        assertThat(rig.lines()).containsExactly("disconnect 1: outside of the session's schedule");

        rig.at("20260303-07:59:50").pass(620);
        assertThat(rig.lines()).containsExactly("connect");
    }

    @Test
    void timesAreThoseOfTheZone() {
        Rig rig = Rig.acceptor("StartTime=08:00:00", "EndTime=17:00:00", "TimeZone=America/New_York")
                .at("20260302-12:59:59")
                .connected();
        assertThat(rig.lines()).containsExactly("disconnect 1: outside of the session's schedule");

        rig.at("20260302-13:00:00").connected().in("35=A|34=1|98=0|108=30");
        assertThat(rig.lines()).contains("app: logon");
    }
}
