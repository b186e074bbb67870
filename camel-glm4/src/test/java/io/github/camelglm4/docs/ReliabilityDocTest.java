package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.faults.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.junit.jupiter.api.Test;

/**
 * docs/internals/fault-matrix.md has a row for each fault, and each row names an existing test. docs/reliability.md
 * names existing tests and options.
 */
class ReliabilityDocTest {

    private static final Path MATRIX = Path.of("../docs/internals/fault-matrix.md");
    private static final Path GUARANTEES = Path.of("../docs/reliability.md");
    private static final Pattern TABLE =
            Pattern.compile("^(\\|.*) \\| proved by \\|\\n\\|[-|]+\\|\\n((?:\\|.*\\n)+)", Pattern.MULTILINE);
    private static final int NUMBERED_AT_LEAST = 60;
    private static final Pattern GUARANTEE = Pattern.compile("^\\|[^|]+\\|([^|]+)\\|$", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("`(\\w+)`");

    /** Faults of a service without a script. */
    private static final List<String> WITHOUT_SCRIPT =
            List.of("host name that does not resolve", "reader that throws at the third chunk");

    /** Faults that are not faults of a service. */
    private static final List<String> FURTHER =
            """
            a certificate of another host
            an expired certificate of a trusted authority
            a certificate that is not trusted
            a server that supports only TLS 1.0 or 1.1
            the server requires a client certificate and gets none
            more calls than `maxConcurrentRequests`
            an answer that has not begun is no longer needed
            the rest of a stream is no longer needed
            the context stops with calls and streams in progress
            a route stops with calls and streams in progress
            a pooled connection that the server closes as it is used again
            a pooled connection whose peer disappeared silently
            the proxy rejects CONNECT
            the DNS name moves to a dead address, and back
            a clock that is wrong, or is changed, at a `Retry-After` date
            GOAWAY, RST_STREAM, a window that stays closed
            a reader slower than the stream
            blocking code in a route
            10,000 cancels at once
            a connection without a request, or without a further one
            a request head byte by byte
            a TLS handshake that never begins, or no TLS
            a request body byte by byte
            a giant header, or 20,000 headers
            a body above `maxRequestSize`
            an endless body
            garbage, invalid framing, two lengths, strange paths
            invalid JSON, or invalid fields
            deeply nested JSON
            another content type, or a compressed body
            a caller that disconnects while it sends
            a caller that disconnects before or during its answer
            a caller that reads slowly, or never
            GOAWAY of a caller, or a closed HTTP/2 connection
            RST_STREAM of a caller
            endless requests that are reset as soon as they are sent
            a window of a caller that stays closed
            the route or the context stops with answers in progress""".lines().map(Row::withoutQuotes).toList();

    private final String page = read(MATRIX);

    /** A row of a table of faults; the number is empty if there is none. */
    private record Row(String number, String fault, String line) {

        static Row of(String line, boolean numbered) {
            String[] cells = line.substring(1).split("\\|");
            return new Row(numbered ? cells[0].strip() : "", withoutQuotes(cells[numbered ? 1 : 0]), line);
        }

        static String withoutQuotes(String text) {
            return text.strip().replace("`", "");
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Row> rows() {
        return TABLE.matcher(page)
                .results()
                .flatMap(table -> table.group(2)
                        .lines()
                        .map(line -> Row.of(line, table.group(1).startsWith("| #"))))
                .toList();
    }

    private List<Row> numberedRows() {
        return rows().stream().filter(row -> !row.number().isEmpty()).toList();
    }

    /** Faults of a service. */
    private static List<String> faults() {
        return Stream.concat(Faults.names().stream(), WITHOUT_SCRIPT.stream())
                .map(Row::withoutQuotes)
                .toList();
    }

    @Test
    void hasOneRowForEachFaultOfTheCatalog() {
        assertThat(rows()).extracting(Row::fault).containsAll(faults()).doesNotHaveDuplicates();
    }

    @Test
    void numbersOnlyFaultsOfTheCatalogAndLeavesNoNumberOut() {
        List<Row> numbered = numberedRows();

        assertThat(numbered).extracting(Row::fault).isSubsetOf(faults());
        assertThat(numbered)
                .extracting(Row::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, numbered.size())
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(numbered).hasSizeGreaterThanOrEqualTo(NUMBERED_AT_LEAST);
    }

    @Test
    void hasARowForEachOtherFault() {
        assertThat(rows()).extracting(Row::fault).containsAll(FURTHER);
    }

    @Test
    void namesTestsThatAreThere() {
        NamedTests tests = new NamedTests();

        assertThat(rows())
                .allSatisfy(row -> assertThat(NamedTests.in(row.line())).isNotEmpty());
        assertThat(NamedTests.in(page)).allMatch(tests::exists);
        assertThat(NamedTests.in(read(GUARANTEES))).allMatch(tests::exists);
    }

    @Test
    void namesOptionsThatAreThere() {
        CamelCatalog catalog = Catalogs.withOurComponents();
        String model = catalog.componentJSonSchema("glm4") + catalog.componentJSonSchema("glm4-batch");

        assertThat(GUARANTEE
                        .matcher(read(GUARANTEES))
                        .results()
                        .flatMap(row -> OPTION.matcher(row.group(1)).results())
                        .map(option -> option.group(1)))
                .isNotEmpty()
                .allMatch(option -> model.contains("\"" + option + "\": {"));
    }
}
