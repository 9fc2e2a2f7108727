package io.weir.conformance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.gateway.demo.Play;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DemoTest {
    @Test
    @Tag("slow")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void eightOrdersEndAsTheyMust() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> weir = List.of(java, "-cp", System.getProperty("java.class.path"), Child.class.getName());
        List<String> lines = new CopyOnWriteArrayList<>();

        boolean good = Play.run(weir, lines::add, false);

        assertThat(lines).last().asString().startsWith("all 8 orders ended as they must");
        assertThat(good).isTrue();
        assertThat(lines).noneMatch(each -> each.contains("\u001b"));
    }

    @Test
    @Tag("slow")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aChildThatDoesNotStartIsTold() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();

        boolean good = Play.run(List.of("false"), lines::add, false);

        assertThat(good).isFalse();
        assertThat(lines.get(1)).isEqualTo("the demo failed: the broker has ended with status 1");
        assertThat(lines.get(2)).startsWith("logs: ");
    }
}
