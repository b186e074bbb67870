package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.run.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * nginx as a plain proxy, which does not look into requests and answers: the floor of gateways. Any user can start it:
 * all its files are in its folder.
 */
final class Nginx implements Gateway {

    private static final String PROGRAM = "nginx";

    /**
     * As recommended for proxies: connections to the service are kept open, and streams are not buffered. Logs no
     * requests, and closes no connection because of the number of its requests.
     */
    private static final String CONFIGURATION = """
            worker_processes %d;
            daemon off;
            pid nginx.pid;
            error_log error.log warn;
            events {
                worker_connections 8192;
            }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                keepalive_requests 1000000000;
                upstream service {
                    server %s;
                    keepalive 1024;
                    keepalive_requests 1000000000;
                }
                server {
                    listen 127.0.0.1:%d backlog=4096;
                    location /v1/ {
                        proxy_pass http://service%s/;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_buffering off;
                    }
                }
            }
            """;

    @Override
    public String id() {
        return PROGRAM;
    }

    @Override
    public String title() {
        return PROGRAM;
    }

    @Override
    public String missing() {
        return Command.find(PROGRAM) == null ? "not installed: the package nginx of Debian has it" : null;
    }

    @Override
    public String version() throws IOException, InterruptedException {
        return Command.output(Path.of("/"), Command.find(PROGRAM), "-v")
                .replaceFirst("(?s).*nginx/(\\S+).*", "nginx $1");
    }

    @Override
    public ChildProcess start(int port, String serviceUrl, Path work) throws IOException {
        String[] service = serviceUrl.replaceFirst("^http://", "").split("/", 2);
        int workers = Runtime.getRuntime().availableProcessors();
        Path file = work.resolve("nginx.conf");
        Files.writeString(file, CONFIGURATION.formatted(workers, service[0], port, "/" + service[1]));
        List<String> command = List.of(
                Command.find(PROGRAM),
                "-p",
                work + "/",
                "-e",
                work.resolve("error.log").toString(),
                "-c",
                file.toString());
        return new ChildProcess(command, Map.of(), work.resolve(PROGRAM));
    }
}
