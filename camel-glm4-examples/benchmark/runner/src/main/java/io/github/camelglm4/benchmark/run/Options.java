package io.github.camelglm4.benchmark.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The command line.
 *
 * @param quick shorter, and each workload once
 * @param workloads ids to run; empty for all
 * @param candidates ids to run; empty for all
 * @param page whether a part of all is to be written to the page too
 */
public record Options(boolean quick, List<String> workloads, List<String> candidates, boolean page) {

    public static final String USAGE = """
            Options:
              --quick               shorter, and each workload once: for a look, not for a report
              --only ID,...         these workloads
              --candidates ID,...   these candidates
              --page                write docs/performance.md though it is not all that was measured""";

    /** @throws IllegalArgumentException with what is wrong, and what is right */
    public static Options of(String... arguments) {
        boolean quick = false;
        boolean page = false;
        List<String> workloads = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--page" -> page = true;
                case "--only" -> workloads.addAll(list(arguments, ++i));
                case "--candidates" -> candidates.addAll(list(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        return new Options(quick, workloads, candidates, page);
    }

    private static List<String> list(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a list");
        }
        return Stream.of(arguments[index].split(",")).toList();
    }

    public List<Workload> selectedWorkloads() {
        return select(new Workloads(quick).all(), workloads, Workload::id);
    }

    public List<CandidateModule> selectedCandidates() {
        return select(CandidateModule.ALL, candidates, CandidateModule::id);
    }

    /** A part is no report, unless it is asked for. */
    public boolean writesPage() {
        return page || !quick && workloads.isEmpty() && candidates.isEmpty();
    }

    private static <T> List<T> select(List<T> all, List<String> wanted, Function<T, String> id) {
        List<String> known = all.stream().map(id).toList();
        for (String one : wanted) {
            if (!known.contains(one)) {
                throw new IllegalArgumentException("there is no " + one + ": " + String.join(", ", known));
            }
        }
        return all.stream()
                .filter(one -> wanted.isEmpty() || wanted.contains(id.apply(one)))
                .toList();
    }
}
