package io.github.camelglm4.benchmark.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peak memory of a process, as counted by the Linux kernel. */
public final class PeakMemory {

    private PeakMemory() {}

    /** Of this process, in bytes; {@link Double#NaN} if the kernel does not report it. */
    public static double bytes() {
        return bytes("self");
    }

    /** Of another process, in bytes; {@link Double#NaN} if the kernel does not report it, or the process has ended. */
    public static double bytes(long process) {
        return bytes(Long.toString(process));
    }

    private static double bytes(String process) {
        Path status = Path.of("/proc", process, "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
