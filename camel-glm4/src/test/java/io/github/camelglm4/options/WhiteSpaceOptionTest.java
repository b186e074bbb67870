package io.github.camelglm4.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Endpoint;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** White space in options is sent as written. */
class WhiteSpaceOptionTest extends MessageTestSupport {

    static Stream<Arguments> stops() {
        return Stream.of(
                Arguments.of("\n", List.of("\n")),
                Arguments.of("\\n", List.of("\n")),
                Arguments.of(" ", List.of(" ")),
                Arguments.of("\\n\\n,\\t", List.of("\n\n", "\t")),
                Arguments.of("\\text,\\not", List.of("\\text", "\\not")),
                Arguments.of(" END ,\\n,|", List.of(" END ", "\n", "|")),
                Arguments.of(" , ", List.of(" ", " ")));
    }

    @ParameterizedTest
    @MethodSource("stops")
    void stopInAUri(String option, List<String> words) {
        assertThat(sent(MODEL + "?stop=RAW(" + option + ")", "hi")).containsEntry("stop", words);
    }

    @ParameterizedTest
    @MethodSource("stops")
    void stopInTheHeader(String option, List<String> words) {
        Object header = option.equals(" ") ? List.of(option) : option;
        assertThat(sent(MODEL, "hi", Map.of(Glm4Headers.STOP, header))).containsEntry("stop", words);
    }

    @ParameterizedTest
    @MethodSource("stops")
    void stopInTheEndpointDsl(String option, List<String> words) throws Exception {
        Glm4Endpoint endpoint = context.getEndpoint(MODEL + "?userId=u", Glm4Endpoint.class);
        endpoint.getRequest().setStop(option);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to(endpoint);
            }
        });
        assertThat(sent("direct:a", "hi")).containsEntry("stop", words);
    }

    @Test
    void stopInYaml() throws Exception {
        for (String written : List.of("RAW(\\n)", "\"RAW(\\n)\"", "RAW( )")) {
            Resource route = ResourceHelper.fromString("r.yaml", """
                    - route:
                        id: yaml
                        from:
                          uri: direct:yaml
                          steps:
                            - to:
                                uri: glm4:GLM-4-Air
                                parameters:
                                  stop: %s
                    """.formatted(written));
            PluginHelper.getRoutesLoader(context).loadRoutes(route);
            assertThat(sent("direct:yaml", "hi"))
                    .as(written)
                    .containsEntry("stop", List.of(written.contains("n") ? "\n" : " "));
            context.getRouteController().stopRoute("yaml");
            context.removeRoute("yaml");
        }
    }

    @Test
    void anEmptyOptionIsNotSet() {
        assertThat(sent(MODEL + "?stop=", "hi")).doesNotContainKey("stop");
        assertThat(sent(MODEL, "hi", Map.of(Glm4Headers.STOP, ""))).doesNotContainKey("stop");
    }

    @Test
    void otherTextsAreSentAsWritten() {
        assertThat(sent(MODEL + "?systemMessage=RAW( Be brief.  )", "hi"))
                .containsEntry("messages", List.of(system(" Be brief.  "), user("hi")));
        assertThat(sent(MODEL + "?additionalBodyProperty.separator=RAW( )", "hi"))
                .containsEntry("separator", " ");
        assertThat(sent(MODEL, "hi", Map.of(Glm4Headers.SYSTEM_MESSAGE, " Be brief.\n")))
                .containsEntry("messages", List.of(system(" Be brief.\n"), user("hi")));
    }
}
