package io.weir.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five million orders in a day, in a process with a heap of 128 MiB. */
@Tag("slow")
class BusyDayTest {
    private static final Pattern HEAP = Pattern.compile("heap after collection ([\\d,]+) KiB");

    @TempDir
    Path folder;

    @Test
    void theHeapStaysFlatOverFiveMillionOrders() throws Exception {
        Process process = OurJava.process(List.of("-Xmx128m"), BusyDay.class, folder.toString(), "5000000");
        List<Long> heaps = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                System.out.println(line);
                lines.add(line);
                Matcher heap = HEAP.matcher(line);
                if (heap.find()) {
                    heaps.add(Long.parseLong(heap.group(1).replace(",", "")));
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(heaps).hasSize(10);
        assertThat(heaps.get(9))
                .as("KiB at the end, against the beginning: " + heaps)
                .isLessThan(heaps.get(0) + (4 << 10));
        assertThat(lines).contains("found first 1, last 1; alerts []");
    }
}
