package io.github.camelglm4.benchmark.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The command line.
 *
 * @param quick whether to run shorter workloads, each once
 * @param workloads ids of the workloads to run; empty for all
 * @param candidates ids of the candidates to run; empty for all
 * @param gateways whether to compare gateways, and nothing else
 * @param bulk whether to measure the bulk example, and nothing else
 * @param embeddings whether to measure embeddings, and nothing else
 * @param install whether to install the gateways that npm has
 * @param page whether to write the page even if only a part was measured
 */
public record Options(
        boolean quick,
        List<String> workloads,
        List<String> candidates,
        boolean gateways,
        boolean bulk,
        boolean embeddings,
        boolean install,
        boolean page) {

    public static final String USAGE = """
            Options:
              --quick               run shorter workloads, each once: for a quick look, not for a report
              --only ID,...         run only these workloads
              --candidates ID,...   run only these candidates
              --gateways            compare gateways, and nothing else; --candidates selects some of them
              --bulk                measure the bulk example with 1, 2 and 4 workers, and nothing else
              --embeddings          measure how fast 100,000 texts are embedded, and nothing else
              --install             install the gateways that npm has into the output folder, before the comparison
              --page                write docs/performance.md even if only a part was measured""";

    /** @throws IllegalArgumentException with the error and the supported values */
    public static Options of(String... arguments) {
        boolean quick = false;
        boolean gateways = false;
        boolean bulk = false;
        boolean embeddings = false;
        boolean install = false;
        boolean page = false;
        List<String> workloads = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--gateways" -> gateways = true;
                case "--bulk" -> bulk = true;
                case "--embeddings" -> embeddings = true;
                case "--install" -> install = true;
                case "--page" -> page = true;
                case "--only" -> workloads.addAll(list(arguments, ++i));
                case "--candidates" -> candidates.addAll(list(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        if (gateways && !workloads.isEmpty()) {
            throw new IllegalArgumentException("--only cannot be combined with --gateways");
        }
        if (bulk && (gateways || !workloads.isEmpty() || !candidates.isEmpty())) {
            throw new IllegalArgumentException("--bulk can only be combined with --quick and --page");
        }
        if (embeddings && (bulk || gateways || !workloads.isEmpty() || !candidates.isEmpty())) {
            throw new IllegalArgumentException("--embeddings can only be combined with --quick and --page");
        }
        if (install && !gateways) {
            throw new IllegalArgumentException("--install requires --gateways");
        }
        return new Options(quick, workloads, candidates, gateways, bulk, embeddings, install, page);
    }

    private static List<String> list(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " requires a comma-separated list");
        }
        return Stream.of(arguments[index].split(",")).toList();
    }

    public List<Workload> selectedWorkloads() {
        return select(new Workloads(quick).all(), workloads, Workload::id);
    }

    public List<CandidateModule> selectedCandidates() {
        return selectedAmong(CandidateModule.ALL, CandidateModule::id);
    }

    /**
     * Those that the option {@code --candidates} names.
     *
     * @throws IllegalArgumentException if it names another one
     */
    public <T> List<T> selectedAmong(List<T> all, Function<T, String> id) {
        return select(all, candidates, id);
    }

    /** A part of the measurements is written only with the option --page. */
    public boolean writesPage() {
        return page || !quick && workloads.isEmpty() && candidates.isEmpty();
    }

    private static <T> List<T> select(List<T> all, List<String> wanted, Function<T, String> id) {
        List<String> known = all.stream().map(id).toList();
        for (String one : wanted) {
            if (!known.contains(one)) {
                throw new IllegalArgumentException(
                        "unknown id " + one + ". Supported values: " + String.join(", ", known));
            }
        }
        return all.stream()
                .filter(one -> wanted.isEmpty() || wanted.contains(id.apply(one)))
                .toList();
    }
}
