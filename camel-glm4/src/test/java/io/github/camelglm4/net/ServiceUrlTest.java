package io.github.camelglm4.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://open.bigmodel.cn/api/paas/v4, true, open.bigmodel.cn:443",
        "http://gpu-box/v1, false, gpu-box:80",
        "' http://gpu-box:8000/v1\n', false, gpu-box:8000",
        "HTTP://Host:1/v1, false, Host:1",
        "'http://[::1]:8000/v1', false, [::1]:8000",
        "http://10.0.0.1:8000, false, 10.0.0.1:8000",
        "http://my_service:8000/v1, false, my_service:8000"
    })
    void knowsSchemeHostAndPort(String baseUrl, boolean tls, String authority) {
        ServiceUrl url = ServiceUrl.parse(baseUrl);

        assertThat(url.tls()).isEqualTo(tls);
        assertThat(url.authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "127.0.0.1",
                "127.1.2.3",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void knowsThisMachine(String host) {
        assertThat(ServiceUrl.parse("http://" + host + ":8000/v1").isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost.evil.com", "128.0.0.1", "127.evil.com", "[::2]", "[::ffff:128.0.0.1]"})
    void knowsWhatIsNotThisMachine(String host) {
        assertThat(ServiceUrl.parse("http://" + host + ":8000/v1").isLoopback()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/v1", "host:8000/v1", "ftp://host/v1", "http:///v1", "http://host/v1#top", "http://a b"})
    void refusesWhatIsNoBaseUrl(String baseUrl) {
        assertThatThrownBy(() -> ServiceUrl.parse(baseUrl))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl ");
    }

    @Test
    void refusesAMissingOne() {
        assertThatThrownBy(() -> ServiceUrl.parse(null)).hasMessageStartingWith("baseUrl ");
    }

    @Test
    void neverQuotesAPassword() {
        assertThatThrownBy(() -> ServiceUrl.parse("ftp://me:pass-word@host/v1"))
                .hasMessageContaining("apiKey or secretHeaders")
                .hasMessageNotContaining("pass-word");
    }
}
