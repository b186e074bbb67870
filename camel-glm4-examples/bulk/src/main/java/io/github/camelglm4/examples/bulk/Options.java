package io.github.camelglm4.examples.bulk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The arguments of the command.
 *
 * @param lane how the texts get to the service
 * @param records number of texts that are generated
 * @param seed seed of the generated texts
 * @param workers number of worker processes
 * @param limit requests of the account at the same time; the workers share it
 * @param input CSV file with the texts; null to generate them
 */
record Options(Lane lane, int records, long seed, int workers, int limit, Path input) {
    /** How the texts get to the service. */
    enum Lane {
        ONLINE,
        BATCH
    }

    static final String USAGE = """
            Options:
              --lane=NAME    online: requests to the model (default); batch: batches of the service, at half the price
              --records=N    number of texts to generate, 1 to 1000000 (2000)
              --seed=N       seed of the generated texts (1)
              --input=FILE   CSV file with texts: columns id and text, and optionally customer and language
              --workers=N    number of worker processes, 1 to 12 (3)
              --limit=N      requests of the account at the same time, shared by the workers (24)""";

    private static final Set<String> NAMES = Set.of("lane", "records", "seed", "workers", "limit", "input");

    /** @throws IllegalArgumentException if an argument is wrong; the message names it, and what is allowed */
    static Options of(String... arguments) {
        Map<String, String> values = new TreeMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length < 2 || !parts[0].startsWith("--") || !NAMES.contains(parts[0].substring(2))) {
                throw new IllegalArgumentException(argument + " is not an option.");
            }
            values.put(parts[0].substring(2), parts[1].strip());
        }
        int workers = (int) number(values, "workers", 3, 1, Topics.PARTITIONS);
        return new Options(
                lane(values.getOrDefault("lane", "online")),
                (int) number(values, "records", 2_000, 1, 1_000_000),
                number(values, "seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                workers,
                (int) number(values, "limit", Math.max(24, workers), workers, 100_000),
                input(values.get("input")));
    }

    /** Requests of one worker at the same time. */
    int concurrency() {
        return limit / workers;
    }

    private static Lane lane(String name) {
        for (Lane lane : Lane.values()) {
            if (lane.name().toLowerCase(Locale.ROOT).equals(name)) {
                return lane;
            }
        }
        throw new IllegalArgumentException("--lane=" + name + " must be online or batch.");
    }

    private static Path input(String file) {
        if (file != null && (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file)))) {
            throw new IllegalArgumentException("--input=" + file + " must be a file that can be read.");
        }
        return file == null ? null : Path.of(file);
    }

    private static long number(Map<String, String> values, String name, long otherwise, long least, long most) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same message
        }
        throw new IllegalArgumentException(
                "--" + name + "=" + value + " must be a whole number from " + least + " to " + most + ".");
    }
}
