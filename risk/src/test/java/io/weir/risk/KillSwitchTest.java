package io.weir.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.order.OrderIntent;
import org.junit.jupiter.api.Test;

class KillSwitchTest {
    private final KillSwitch kill = new KillSwitch();

    @Test
    void oneEngagesAndTwoRelease() {
        assertThat(kill.isEngaged()).isFalse();
        assertThat(kill.engage(KillScope.ALL, 0, "ann", "runaway", 1)).isTrue();
        assertThat(kill.isEngaged(KillScope.ALL, 0)).isTrue();

        assertThat(kill.release(KillScope.ALL, 0, "ann")).isEqualTo(ReleaseStep.FIRST_OF_TWO);
        assertThat(kill.release(KillScope.ALL, 0, "ann")).isEqualTo(ReleaseStep.SAME_ACTOR);
        assertThat(kill.isEngaged(new OrderIntent())).isTrue();
        assertThat(kill.release(KillScope.ALL, 0, "bob")).isEqualTo(ReleaseStep.RELEASED);

        assertThat(kill.isEngaged()).isFalse();
        assertThat(kill.check(new OrderIntent()).passed()).isTrue();
        assertThat(kill.release(KillScope.ALL, 0, "bob")).isEqualTo(ReleaseStep.NOT_ENGAGED);
    }

    @Test
    void engagingAgainForgetsTheFirstRequestToRelease() {
        kill.engage(KillScope.ALL, 0, "ann", "runaway", 1);
        kill.release(KillScope.ALL, 0, "ann");

        assertThat(kill.engage(KillScope.ALL, 0, "eve", "still running", 2)).isFalse();

        assertThat(kill.release(KillScope.ALL, 0, "bob")).isEqualTo(ReleaseStep.FIRST_OF_TWO);
        assertThat(kill.isEngaged()).isTrue();
    }

    @Test
    void theHashFollowsEachStep() {
        long quiet = kill.stateHash(0);
        kill.engage(KillScope.ALL, 0, "ann", "runaway", 1);
        long engaged = kill.stateHash(0);
        kill.release(KillScope.ALL, 0, "ann");
        long asked = kill.stateHash(0);
        kill.release(KillScope.ALL, 0, "bob");

        assertThat(engaged).isNotEqualTo(quiet);
        assertThat(asked).isNotEqualTo(engaged);
        assertThat(kill.stateHash(0)).isEqualTo(quiet);
    }
}
