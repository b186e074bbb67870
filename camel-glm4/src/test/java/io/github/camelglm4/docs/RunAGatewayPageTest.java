package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.testing.LoopbackCertificate;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.CallersFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The samples of docs/run-a-gateway.md. The gateway example itself starts with its models, callers and properties. */
class RunAGatewayPageTest {

    private static final Path DEFAULTS =
            Path.of("../camel-glm4-examples/gateway/src/main/resources/application.properties");

    @TempDir
    Path folder;

    @SampleOf("run-a-gateway.md#your-own-files")
    void isAFileOfModels(Sample.Version sample) {
        assertThat((List<?>) yaml(sample.code()))
                .isNotEmpty()
                .allMatch(model ->
                        ((Map<?, ?>) model).containsKey("name") && ((Map<?, ?>) model).containsKey("upstreams"));
    }

    @SampleOf("run-a-gateway.md#your-own-files/3")
    void isAFileOfCallers(Sample.Version sample) {
        assertThat(CallersFile.read(sample.code())).extracting(Caller::name).containsExactly("alice", "reports");
        assertThat(sample.code()).doesNotContain("key:");
    }

    @SampleOf("run-a-gateway.md#health-and-metrics/2")
    void prometheusAsksTheManagementServer(Sample.Version sample) throws Exception {
        assertThat(yaml(sample.code())).isInstanceOf(Map.class);
        assertThat(sample.code())
                .contains("metrics_path: /observe/metrics")
                .contains("10.0.0.11:" + defaultOf("gateway.management-port"));
    }

    @SampleOf("run-a-gateway.md#two-nodes-behind-a-load-balancer")
    void isAConfigurationOfHaproxy(Sample.Version sample) throws Exception {
        assertThat(sample.code())
                .contains("10.0.0.11:" + defaultOf("gateway.port"))
                .contains("port " + defaultOf("gateway.management-port"));
        assumeTrue(isInstalled("haproxy"), "haproxy is not installed: its configuration is not checked");
        Path file = Files.writeString(
                folder.resolve("haproxy.cfg"), sample.code().replace("/etc/haproxy/gateway.pem", certificate()));

        run("haproxy", "-c", "-f", file.toString());
    }

    @SampleOf("run-a-gateway.md#two-nodes-behind-a-load-balancer/2")
    void isAConfigurationOfNginx(Sample.Version sample) throws Exception {
        assertThat(sample.code()).contains("10.0.0.11:" + defaultOf("gateway.port"));
        assumeTrue(isInstalled("nginx"), "nginx is not installed: its configuration is not checked");
        Path file = Files.writeString(
                folder.resolve("nginx.conf"),
                "pid " + folder.resolve("nginx.pid") + ";\nevents {}\nhttp {\n"
                        + sample.code().replaceAll("/etc/nginx/\\w+\\.pem", certificate()) + "}\n");

        run("nginx", "-t", "-c", file.toString());
    }

    @SampleOf("run-a-gateway.md#as-a-service-of-systemd")
    void isAUnitOfSystemd(Sample.Version sample) throws Exception {
        assertThat(sample.code().lines()).allMatch(line -> line.matches("#.*|\\[\\w+]|[A-Z]\\w+=.+|"));
        String start = sample.code()
                .lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        startsJava(List.of(start.substring(start.indexOf('=') + 1).split(" ")));
    }

    @SampleOf("run-a-gateway.md#as-a-container")
    void isADockerfile(Sample.Version sample) throws Exception {
        String start = sample.code()
                .lines()
                .filter(line -> line.startsWith("ENTRYPOINT "))
                .findFirst()
                .orElseThrow();
        startsJava(new ObjectMapper().readerForListOf(String.class).readValue(start.substring("ENTRYPOINT ".length())));
        assertThat(sample.code())
                .contains("EXPOSE " + defaultOf("gateway.port") + " " + defaultOf("gateway.management-port"));
    }

    /** Returns the path of a file with a certificate and its key. */
    private String certificate() throws Exception {
        LoopbackCertificate certificate = LoopbackCertificate.in(folder);
        char[] password = certificate.password().toCharArray();
        KeyStore store = KeyStore.getInstance(certificate.keyStore().toFile(), password);
        String alias = store.aliases().nextElement();
        Path file = folder.resolve("gateway.pem");
        Files.writeString(
                file,
                pem("CERTIFICATE", store.getCertificate(alias).getEncoded())
                        + pem("PRIVATE KEY", store.getKey(alias, password).getEncoded()));
        return file.toString();
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    /** The JVM knows the options of the command. */
    private void startsJava(List<String> command) throws Exception {
        assertThat(command.get(0)).endsWith("java");
        assertThat(command.subList(command.size() - 2, command.size())).containsExactly("-jar", "gateway.jar");
        List<String> version = new ArrayList<>(command.subList(1, command.size() - 2));
        version.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        version.add("-version");
        run(version.toArray(String[]::new));
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static String defaultOf(String property) throws IOException {
        Properties defaults = new Properties();
        try (FileInputStream file = new FileInputStream(DEFAULTS.toFile())) {
            defaults.load(file);
        }
        return defaults.getProperty(property);
    }

    private static boolean isInstalled(String program) {
        return Files.isExecutable(Path.of("/usr/sbin", program));
    }

    private void run(String... command) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
