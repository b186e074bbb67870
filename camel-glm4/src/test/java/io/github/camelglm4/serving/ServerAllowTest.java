package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers may ask for only where the option serverAllow says so. */
class ServerAllowTest extends ServingTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:usual").setBody(constant("answer"));
                from("glm4:hosted-tools?serverAllow=hosted-tools").setBody(constant("answer"));
                from("glm4:n?serverAllow=n").setBody(constant("answer"));
                from("glm4:any-image-url?serverAllow=RAW(any-image-url , n)").setBody(constant("answer"));
            }
        };
    }

    static Stream<Arguments> expensive() {
        return Stream.of(
                Arguments.of(
                        "hosted-tools", ",\"tools\":[{\"type\":\"web_search\",\"web_search\":{}}]", "tools[0].type"),
                Arguments.of(
                        "hosted-tools",
                        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\"}},{\"type\":\"retrieval\"}]",
                        "tools[1].type"),
                Arguments.of(
                        "hosted-tools",
                        ",\"tools\":[{\"type\":\"mcp\",\"mcp\":{\"server_url\":\"http://evil\"}}]",
                        "tools[0].type"),
                Arguments.of("hosted-tools", ",\"web_search_options\":{}", "web_search_options"),
                Arguments.of("n", ",\"n\":2", "n"),
                Arguments.of("n", ",\"n\":100", "n"),
                Arguments.of("n", ",\"best_of\":20", "best_of"));
    }

    @ParameterizedTest
    @MethodSource("expensive")
    void isRefusedByDefaultAndAllowedByItsWord(String word, String more, String param) throws Exception {
        HttpResponse<String> refused = send(chat(asking("usual", "hi", more)));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Fields.object(json(refused), "error")).containsEntry("param", param);
        assertThat(send(chat(asking(word, "hi", more))).statusCode()).isEqualTo(200);
    }

    @Test
    void oneAnswerAndFunctionsOfTheCallerNeedNoWord() throws Exception {
        String more =
                ",\"n\":1,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\"}}],\"web_search_options\":null";

        assertThat(send(chat(asking("usual", "hi", more))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "FILE:/etc/passwd",
                "ftp://example.com/a.png",
                "gopher://example.com",
                "/etc/passwd",
                "iVBORw0KGgo=",
                " https://example.com/a.png",
                "http://169.254.169.254/latest/meta-data",
                "http://169.254.169.254.",
                "http://2852039166/",
                "http://0xA9FEA9FE/",
                "http://0251.0376.0251.0376/",
                "http://169.16689662/",
                "http://\uff11\uff16\uff19.254.169.254/",
                "http://127.0.0.1:8000/v1/models",
                "http://127.1/",
                "http://localhost/",
                "http://LOCALHOST./",
                "http://metadata.google.internal/",
                "http://printer.local/",
                "http://intranet/",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://192.168.0.1/",
                "http://100.64.0.1/",
                "http://0.0.0.0/",
                "http://[::1]/",
                "http://[::]/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://example.com@169.254.169.254/",
                "http://example.com\\\\@169.254.169.254/",
                "http://%31%36%39.254.169.254/",
                "http:169.254.169.254",
                "http:///etc/passwd",
                "",
            })
    void anImageThatOnlyTheServiceBehindMayReadIsRefused(String url) throws Exception {
        for (String type : new String[] {"image_url", "video_url"}) {
            HttpResponse<String> refused = send(chat(withMedia("usual", type, Json.writeText(url))));

            assertThat(refused.statusCode()).as(url).isEqualTo(400);
            assertThat(Fields.object(json(refused), "error"))
                    .containsEntry("param", "messages[0].content[0]." + type + ".url");
            assertThat(send(chat(withMedia("any-image-url", type, Json.writeText(url))))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** In marks without end the normal form of a text takes a time that grows with the square of its length. */
    @ParameterizedTest
    @ValueSource(strings = {"1.", "0x1.", "\uff11\u3002", "\u2488", "\u0316\u0301"})
    @Timeout(60)
    void aHostOfAnyLengthIsRefused(String part) throws Exception {
        for (int repeated : new int[] {120, 500_000}) {
            String url = "http://" + part.repeat(repeated) + "1/";

            assertThat(send(chat(withMedia("usual", "image_url", Json.writeText(url))))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/a b.png?x=[1]",
                "HTTP://Example.com:8080",
                "https://1.1.1.1/a.png",
                "https://[2606:4700::1111]/",
                "https://b\u00fccher.example/a.png",
                "https://10.example.com/",
                "data:image/png;base64,iVBORw0KGgo=",
            })
    void aPublicImageNeedsNoWord(String url) throws Exception {
        assertThat(send(chat(withMedia("usual", "image_url", Json.writeText(url))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnknownWordIsAStartError() {
        assertThatThrownBy(() -> context.addRoutes(route("glm4:wrong?serverAllow=hosted-tools,everything")))
                .hasStackTraceContaining("serverAllow must be a comma-separated list of hosted-tools, n, any-image-url")
                .hasStackTraceContaining("but has everything");
    }

    @Test
    void theComponentHasTheDefault() throws Exception {
        context.getComponent("glm4", Glm4Component.class).getServedChat().setServerAllow("n");
        context.addRoutes(route("glm4:late"));

        assertThat(send(chat(asking("late", "hi", ",\"n\":2"))).statusCode()).isEqualTo(200);
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).setBody(constant("answer"));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"file\":{\"file_url\":\"http://127.0.0.1/\"}",
                "\"source\":{\"type\":\"url\",\"url\":\"file:///etc/passwd\"}",
                "\"video\":{\"frames\":[{\"url\":\"http://10.0.0.1/\"}]}",
                "\"fileData\":{\"fileUri\":\"gs://bucket/secret\"}",
                "\"video_url\":{\"url\":{\"url\":\"file:///etc/passwd\"}}"
            })
    void aUrlIsFoundAtAnyDepth(String part) throws Exception {
        String request =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"x\"," + part + "}]}]}";

        assertThat(send(chat(request.formatted("usual"))).statusCode()).isEqualTo(400);
        assertThat(send(chat(request.formatted("any-image-url"))).statusCode()).isEqualTo(200);
    }

    @Test
    void theNameOfItsFieldIsShownAsOneLineOfBoundedLength() throws Exception {
        String name = "\\n\\u001b" + "a".repeat(10_000) + "_url";
        HttpResponse<String> refused =
                send(chat("{\"model\":\"usual\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"x\",\"" + name
                        + "\":\"file:///\"}]}]}"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).hasSizeLessThan(2_000).doesNotContain("\\n", "\\u001b");
    }

    private static String withMedia(String model, String type, String url) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"" + type
                + "\",\"" + type + "\":{\"url\":" + url + "}},{\"type\":\"text\",\"text\":\"What is it?\"}]}]}";
    }
}
