package io.github.camelglm4.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The machine of the measurement.
 *
 * @param load the load averages of the last 1, 5 and 15 minutes before the first run
 */
public record Machine(
        String processor, int cores, String memory, String system, String jvm, String load, LocalDate date) {

    /** This machine, with its current load. */
    public static Machine here() {
        return new Machine(
                valueIn("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                gigabytes(valueIn("/proc/meminfo", "MemTotal")),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                firstLine("/proc/loadavg").replaceAll("^(\\S+ \\S+ \\S+).*", "$1"),
                LocalDate.now(ZoneOffset.UTC));
    }

    String markdown() {
        return "Measured on " + date + ": " + processor + ", " + cores + " cores, " + memory + ", " + system + ", "
                + jvm + "; load average before the run: " + load + ".\n";
    }

    private static String gigabytes(String kilobytes) {
        String digits = kilobytes.replaceAll("\\D", "");
        return digits.isEmpty() ? kilobytes : String.format(Locale.ROOT, "%.0f GB", Double.parseDouble(digits) / 1e6);
    }

    private static String valueIn(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String firstLine(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.findFirst().orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
