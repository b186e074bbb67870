package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.RawClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page that lets a name of its own lead to this machine cannot use a server without keys. */
@Timeout(60)
class ForeignHostTest extends ServingTestSupport {

    private static final String APP = "https://app.example.com";

    private final int named = FreePort.next();
    private final int keyed = FreePort.next();
    private final int mixed = FreePort.next();
    private final int forAll = FreePort.next();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo?serverCors=" + APP).setBody(constant("answer"));
                from("glm4:echo?serverPort=" + named + "&serverHosts=RAW(ai.example.com, [fd00::1])")
                        .setBody(constant("answer"));
                from("glm4:echo?serverApiKeys=sk-1&serverPort=" + keyed).setBody(constant("answer"));
                from("glm4:echo?serverPort=" + mixed).setBody(constant("answer"));
                from("glm4:keyed?serverApiKeys=sk-1&serverPort=" + mixed).setBody(constant("answer"));
                from("glm4:echo?serverHost=0.0.0.0&serverPort=" + forAll).setBody(constant("answer"));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebind.evil",
                "rebind.evil:8000",
                "localhost.rebind.evil",
                "127.0.0.1.rebind.evil",
                "localhost:80:80",
                "localhost:http",
                "user@localhost",
                "[::2]",
                "0.0.0.0",
                "169.254.169.254",
                "ai.example.com",
            })
    void isRefusedOnEveryPath(String host) throws Exception {
        for (String request : new String[] {
            "GET /v1/models",
            "GET /v1/models/echo",
            "GET /v1/nothing",
            "GET /",
            "POST /v1/chat/completions",
            "PUT /v1/models"
        }) {
            assertThat(status(port, request, "Host: " + host)).as(request).isEqualTo(403);
        }
        assertThat(status(
                        port,
                        "OPTIONS /v1/chat/completions",
                        "Host: " + host + "\r\nOrigin: " + APP + "\r\nAccess-Control-Request-Method: POST"))
                .isEqualTo(403);
        assertThat(response(port, "GET /v1/models", "Host: " + host)).contains("host_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "127.0.0.1",
                "[::1]",
                "localhost:8000",
                "127.0.0.1:1",
                "[::1]:8000"
            })
    void itsOwnNamesAreAnswered(String host) throws Exception {
        assertThat(status(port, "GET /v1/models", "Host: " + host)).isEqualTo(200);
    }

    @Test
    void everyPlaceThatNamesTheHostCounts() throws Exception {
        assertThat(status(port, "GET /v1/models", "Host: localhost\r\nHost: rebind.evil"))
                .isBetween(400, 403);
        assertThat(status(port, "GET http://rebind.evil/v1/models", "Host: localhost"))
                .isBetween(400, 404);
    }

    @ParameterizedTest
    @CsvSource({"rebind.evil, 403", "localhost, 200", "127.0.0.1, 200"})
    void theAuthorityOfHttp2Counts(String host, int status) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient http2 = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            HttpClientRequest request = get(http2.request(new RequestOptions()
                    .setServer(SocketAddress.inetSocketAddress(port, "localhost"))
                    .setHost(host)
                    .setPort(port)
                    .setURI("/v1/models")
                    .setMethod(HttpMethod.GET)));
            request.authority(HostAndPort.create(host, port));
            HttpClientResponse response = get(request.send());

            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(status);
        } finally {
            get(vertx.close());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://rebind.evil", "https://other.example.com", "null", "http://localhost:1", "file://"})
    void thePageOfAnotherOriginIsRefused(String origin) throws Exception {
        String headers = "Host: localhost:" + port + "\r\nOrigin: " + origin;

        assertThat(response(port, "GET /v1/models", headers))
                .startsWith("HTTP/1.1 403")
                .contains("origin_not_allowed");
        assertThat(status(port, "OPTIONS /v1/models", headers + "\r\nAccess-Control-Request-Method: GET"))
                .isEqualTo(403);
    }

    @Test
    void pagesOfItsOwnAndOfServerCorsAreAnswered() throws Exception {
        for (String origin : new String[] {"http://localhost:" + port, "http://127.0.0.1:" + port, APP}) {
            String headers = "Host: localhost:" + port + "\r\nOrigin: " + origin;

            assertThat(status(port, "GET /v1/models", headers)).as(origin).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"ai.example.com, 200", "AI.example.com:443, 200", "[fd00::1], 200", "localhost, 200", "rebind.evil, 403"
    })
    void serverHostsAddsNames(String host, int status) throws Exception {
        assertThat(status(named, "GET /v1/models", "Host: " + host)).isEqualTo(status);
    }

    @Test
    void aServerWithKeysMayStandBehindAProxyOfAnyName() throws Exception {
        String headers = "Host: ai.example.com\r\nOrigin: https://ai.example.com";

        assertThat(status(keyed, "GET /v1/models", headers)).isEqualTo(401);
        assertThat(status(keyed, "GET /v1/models", headers + "\r\nAuthorization: Bearer sk-1"))
                .isEqualTo(200);
    }

    @Test
    void oneModelWithoutKeysIsEnoughToCheckCallersWithoutOne() throws Exception {
        assertThat(status(mixed, "GET /v1/models", "Host: rebind.evil")).isEqualTo(403);
        assertThat(status(mixed, "GET /v1/models", "Host: rebind.evil\r\nAuthorization: Bearer guessed"))
                .isEqualTo(403);
        assertThat(status(mixed, "GET /v1/models", "Host: ai.example.com\r\nAuthorization: Bearer sk-1"))
                .isEqualTo(200);
    }

    @Test
    void aServerOfAllNetworksHasNamesThatAreNotKnownHere() throws Exception {
        assertThat(status(forAll, "GET /v1/models", "Host: ai.example.com")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ai.example.com", "ai.example.com:443", "a,,b", "*"})
    void aNameThatIsNoneIsAStartError(String hosts) {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("glm4:wrong?serverPort=" + FreePort.next() + "&serverHosts=RAW(" + hosts + ")")
                                .setBody(constant("answer"));
                    }
                }))
                .hasStackTraceContaining("serverHosts must be host names");
    }

    @ParameterizedTest
    @CsvSource({"rebind.evil, 403", "localhost, 200", "[::1], 200"})
    void theLongFormOfTheLoopbackAddressIsThisMachineToo(String host, int status) throws Exception {
        Assumptions.assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null);
        int port = FreePort.next();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:long?serverHost=RAW(0:0:0:0:0:0:0:1)&serverPort=" + port)
                        .setBody(constant("answer"));
            }
        });

        assertThat(status(new Socket("::1", port), "GET /v1/models", "Host: " + host))
                .isEqualTo(status);
    }

    private static int status(int port, String request, String headers) throws Exception {
        return status(new Socket("localhost", port), request, headers);
    }

    private static int status(Socket socket, String request, String headers) throws Exception {
        return Integer.parseInt(response(socket, request, headers).substring(9, 12));
    }

    private static String response(int port, String request, String headers) throws Exception {
        return response(new Socket("localhost", port), request, headers);
    }

    private static String response(Socket socket, String request, String headers) throws Exception {
        try (RawClient client = new RawClient(socket)) {
            client.send(request + " HTTP/1.1\r\n" + headers + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return new String(client.readToEnd(), StandardCharsets.UTF_8);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LATER.toSeconds(), TimeUnit.SECONDS);
    }
}
