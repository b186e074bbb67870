package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reliability.md has a row for each fault, and each row a test that is there. */
class ReliabilityDocTest {

    private static final Path PAGE = Path.of("../docs/reliability.md");
    private static final Pattern ROW = Pattern.compile("^\\| (?:(\\d+) \\| )?`(\\w+)`: .*$", Pattern.MULTILINE);

    /** In the order of their numbers. */
    private static final List<String> NUMBERED = words("""
            ok refused dns tls resetbefore closebefore noreply resetmidheader resetmidbody closemidbody truncchunk badchunksize
            slowheader slowbody stall badjson errmid finsensitive badutf8 utf8split nullcontent nochoices dupkeys deepjson s429s s429d
            s429huge s429always s500once s503 s401 s400 s400empty html200 empty200 s204 wrongct redirect redirect302 redirectloop
            hugeheader manyheaders gzipok garbage keepaliverace early100 conflen giant gzipbomb endless nodone nofinish afterdone crlf
            cr ssemix multiline jsonforsse cancel""");

    private static final List<String> FURTHER = words("""
            hostname expired selfsigned oldtls clientcert pool cancelbefore cancelmid contextstop routestop idleclose halfopen
            proxyrefuses dnsflip clockstep flood1xx http2 slowreader blockedloop manycancels
            idle slowhead slowhandshake slowrequest bighead bigbody endlessbody nohttp badrequest deeprequest wrongtype goneearly gonelate
            slowcaller http2goaway http2reset http2rapidreset http2window servedstop""");

    private final String page = read();

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Stream<Matcher> rows() {
        Matcher row = ROW.matcher(page);
        return Stream.generate(() -> row).takeWhile(Matcher::find);
    }

    @Test
    void hasARowForEachFault() {
        Map<String, Integer> rows = rows().collect(Collectors.toMap(
                row -> row.group(2), row -> row.group(1) == null ? 0 : Integer.parseInt(row.group(1))));

        for (String name : NUMBERED) {
            assertThat(rows).containsEntry(name, NUMBERED.indexOf(name) + 1);
        }
        assertThat(NUMBERED).hasSize(59);
        assertThat(rows).containsKeys(FURTHER.toArray(String[]::new));
        assertThat(Fault.all("").stream().map(Fault::name))
                .as("faults that are played")
                .allMatch(name -> rows.containsKey(name) || name.equals("java"));
    }

    @Test
    void namesTestsThatAreThere() {
        NamedTests tests = new NamedTests();

        assertThat(rows().map(row -> row.group()))
                .allSatisfy(row -> assertThat(NamedTests.in(row)).isNotEmpty());
        assertThat(NamedTests.in(page)).allMatch(tests::exists);
    }
}
