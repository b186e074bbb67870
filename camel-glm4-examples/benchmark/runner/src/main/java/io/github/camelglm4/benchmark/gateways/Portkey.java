package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The gateway of Portkey, from npm, as its documentation runs it for production. Each request names the service. Its
 * versions are in {@code portkey/package-lock.json}. It listens on all addresses, and has no option to change that.
 */
public final class Portkey implements Gateway {

    private static final String PACKAGE = "@portkey-ai/gateway";
    private static final List<String> FILES = List.of("package.json", "package-lock.json");

    private final Path versions;
    private final Path installed;

    public Portkey(BenchmarkFolder folder) {
        versions = folder.root().resolve("portkey");
        installed = folder.output().resolve("portkey");
    }

    /** Installs it into the output folder. */
    public void install() throws IOException, InterruptedException {
        String npm = Command.find("npm");
        if (npm == null) {
            throw new IOException("npm is not installed");
        }
        Files.createDirectories(installed);
        for (String file : FILES) {
            Files.copy(versions.resolve(file), installed.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Command.output(installed, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    @Override
    public String id() {
        return "portkey";
    }

    @Override
    public String title() {
        return PACKAGE;
    }

    @Override
    public String missing() {
        if (Command.find("node") == null) {
            return "not installed: requires node";
        }
        return Files.exists(program()) ? null : "not installed: the option --install does it";
    }

    @Override
    public String version() throws IOException, InterruptedException {
        String json = Files.readString(packageFolder().resolve("package.json"));
        String node = Command.output(installed, Command.find("node"), "--version");
        return PACKAGE + " " + json.replaceFirst("(?s).*?\"version\": *\"([^\"]*)\".*", "$1") + " on Node.js "
                + node.strip().substring(1);
    }

    @Override
    public ChildProcess start(int port, String serviceUrl, Path work) throws IOException {
        List<String> command = List.of(Command.find("node"), program().toString(), "--port=" + port, "--headless");
        return new ChildProcess(command, Map.of("NODE_ENV", "production"), work.resolve(id()));
    }

    @Override
    public Map<String, String> headers(String serviceUrl) {
        return Map.of("x-portkey-provider", "openai", "x-portkey-custom-host", serviceUrl);
    }

    private Path program() {
        return packageFolder().resolve("build/start-server.js");
    }

    private Path packageFolder() {
        return installed.resolve("node_modules").resolve(PACKAGE);
    }
}
