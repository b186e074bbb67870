package io.github.camelglm4.benchmark.camelvertxhttp;

import io.github.camelglm4.benchmark.camel.ChatJson;
import io.github.camelglm4.benchmark.camel.RouteCandidate;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Support;
import io.github.camelglm4.benchmark.candidate.Use;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.ext.web.client.WebClientOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** camel-vertx-http with camel-jackson. It supports only complete answers. */
public final class CamelVertxHttpCandidate extends RouteCandidate {

    @Override
    public Support support(Use use) {
        return switch (use) {
            case ASK -> Support.async();
            case SERVE -> Support.none(NO_GATEWAY);
            default -> Support.none("reads the complete answer before the route continues");
        };
    }

    @Override
    protected void configure(CamelContext context, Setup setup) {
        int connections = setup.connectionsOr(HttpClientOptions.DEFAULT_MAX_POOL_SIZE);
        context.getRegistry().bind("options", new WebClientOptions().setMaxPoolSize(connections));
    }

    @Override
    protected RouteBuilder routes(Setup setup) {
        String service =
                "vertx-http:" + setup.baseUrl() + "/chat/completions?webClientOptions=#bean:options&httpMethod=POST";
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(Use.ASK))
                        .process(ChatJson::request)
                        .marshal()
                        .json()
                        .to(service)
                        .unmarshal()
                        .json()
                        .process(ChatJson::answer);
            }
        };
    }
}
