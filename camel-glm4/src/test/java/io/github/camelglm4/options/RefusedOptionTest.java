package io.github.camelglm4.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import java.net.URLDecoder;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With an invalid option, the route does not start; the message names the option, its value and what is allowed. */
class RefusedOptionTest extends Glm4TestSupport {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            temperature=1.01 | temperature must be from 0 to 1, but is 1.01
            temperature=-0.1 | temperature must be from 0 to 1, but is -0.1
            temperature=NaN | temperature must be from 0 to 1, but is NaN
            temperature=2.1&maxTemperature=2 | temperature must be from 0 to 2, but is 2.1
            maxTemperature=-1 | maxTemperature must be at least 0, but is -1.0
            maxTemperature=-0.5 | maxTemperature must be at least 0, but is -0.5
            topP=1.5 | topP must be from 0 to 1, but is 1.5
            maxTokens=0 | maxTokens must be at least 1, but is 0
            thinking=yes | thinking must be one of enabled, disabled, but is yes
            responseFormat=xml | responseFormat must be one of text, json_object, but is xml
            input=json | input must be one of auto, text, but is json
            output=json | output must be one of text, completion, but is json
            authMode=basic | authMode must be one of bearer, jwt, but is basic
            maxRetries=-1 | maxRetries must be at least 0, but is -1
            retryDelay=-1 | retryDelay must be from 0 to 2147483647, but is -1
            maxRetryDelay=9223372036854775807 | maxRetryDelay must be from 0 to 2147483647
            connectTimeout=0 | connectTimeout must be from 1 to 2147483647, but is 0
            responseTimeout=0 | responseTimeout must be at least 1, but is 0
            idleTimeout=0 | idleTimeout must be at least 1, but is 0
            requestTimeout=-1 | requestTimeout must be at least 0, but is -1
            maxResponseSize=0 | maxResponseSize must be at least 1, but is 0
            maxConcurrentRequests=-1 | maxConcurrentRequests must be at least 0, but is -1
            maxQueuedRequests=-1 | maxQueuedRequests must be at least 0, but is -1
            proxyType=SOCKS4 | proxyType must be one of HTTP, SOCKS5, but is SOCKS4
            proxyHost=proxy | proxyPort is not set: proxyHost proxy requires it, from 1 to 65535
            baseUrl=ftp://host/v1 | baseUrl must be an http or https URL such as https://open.bigmodel.cn/api/paas/v4, but is: ftp://host/v1
            baseUrl=open.bigmodel.cn | baseUrl must be an http or https URL
            baseUrl=http://localhost:99999/v1 | baseUrl must have a port from 1 to 65535
            additionalHeaders=tenant | additionalHeaders must be Name=value,Name=value,... or a reference to a Map
            additionalBodyProperty.model=other | additionalBodyProperty.model
            additionalBodyProperty.messages=[] | additionalBodyProperty.messages
            additionalBodyProperty.stream=true | additionalBodyProperty.stream
            conversationId=a | conversationId requires memory=true
            maxHistoryMessages=4 | maxHistoryMessages requires memory=true
            maxHistoryTokens=400 | maxHistoryTokens requires memory=true
            """)
    void keepsTheRouteFromStarting(String option, String message) {
        assertThatThrownBy(() -> context.addRoutes(asking("glm4:GLM-4-Air?" + option)))
                .isInstanceOf(FailedToStartRouteException.class)
                .rootCause()
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"temperature=warm", "maxTokens=many", "maxTokens=0.5", "doSample=perhaps", "idleTimeout=soon"})
    void aValueOfAnotherTypeIsRefusedByCamelWithItsOption(String option) {
        assertThatThrownBy(() -> context.addRoutes(asking("glm4:GLM-4-Air?" + option)))
                .hasStackTraceContaining(option.substring(0, option.indexOf('=')))
                .hasStackTraceContaining(option.substring(option.indexOf('=') + 1));
    }

    @Test
    void aTypoIsRefusedByCamel() {
        assertThatThrownBy(() -> context.getEndpoint("glm4:GLM-4-Air?temprature=0.5"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("temprature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://open.bigmodel.cn/api/paas/v4", "https://api.z.ai/api/coding/paas/v4/"})
    void thePlatformWithoutAKeyIsRefused(String hosted) {
        Assumptions.assumeThat(System.getenv()).doesNotContainKeys("GLM4_API_KEY", "ZAI_API_KEY", "ZHIPUAI_API_KEY");
        context.getComponent("glm4", Glm4Component.class).getService().setApiKey(null);

        assertThatThrownBy(() -> context.addRoutes(asking("glm4:GLM-4-Air?baseUrl=" + hosted)))
                .isInstanceOf(FailedToStartRouteException.class)
                .rootCause()
                .hasMessageContainingAll(
                        "apiKey is missing", "camel.component.glm4.api-key", "GLM4_API_KEY", "baseUrl");
    }

    @Test
    void aServerOfOnesOwnNeedsNoKey() {
        context.getComponent("glm4", Glm4Component.class).getService().setApiKey(null);

        assertThat(catchThrowable(() -> context.addRoutes(asking("glm4:GLM-4-Air"))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey=has space-inside",
                "apiKey=k%C3%A9y-not-ascii",
                "authMode=jwt&apiKey=no-dot-in-it",
                "secretHeaders=no-pair-in-it",
                "secretHeaders=X-Key=bad%07bell"
            })
    void aWrongSecretIsRefusedWithoutBeingShown(String options) {
        String secret = URLDecoder.decode(options.substring(options.lastIndexOf('=') + 1), UTF_8);

        Throwable failure = catchThrowable(() -> context.addRoutes(asking("glm4:GLM-4-Air?" + options)));

        assertThat(failure).isInstanceOf(FailedToStartRouteException.class);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.getMessage()).doesNotContain(secret);
        }
        assertThat(failure).rootCause().hasMessageMatching("(?s).*(apiKey|secretHeaders|key).*");
    }

    private static RouteBuilder asking(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to(uri);
            }
        };
    }
}
