package io.github.camelglm4.benchmark.glm4;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.benchmark.camel.RouteCandidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Support;
import io.github.camelglm4.benchmark.candidate.Use;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** Routes as in applications, with the default options of the component. */
public final class Glm4Candidate extends RouteCandidate {

    private static final String GLM4 = "glm4:" + Setup.MODEL;

    @Override
    public Support support(Use use) {
        return Support.async();
    }

    @Override
    protected void configure(CamelContext context, Setup setup) {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(setup.baseUrl());
        component.getService().setApiKey(Setup.API_KEY);
    }

    @Override
    protected RouteBuilder routes(Setup setup) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(Use.ASK)).to(GLM4);
                from(uri(Use.READ)).to(GLM4 + "?stream=true").process(Glm4Candidate::read);
                from(uri(Use.SPLIT))
                        .to(GLM4 + "?stream=true")
                        .split(body())
                        .streaming()
                        .process(RouteCandidate::piece);
                from(uri(Use.PUSH)).to(GLM4 + "?streamTo=direct:chunk");
                from(uri(Use.STREAMS)).to(GLM4 + "?streamTo=direct:chunk");
                from("direct:chunk").process(RouteCandidate::piece);
                if (setup.servePort() != 0) {
                    from(GLM4 + "?serverHost=127.0.0.1&serverPort=" + setup.servePort())
                            .to(GLM4);
                }
            }
        };
    }

    private static void read(Exchange exchange) {
        Receiver receiver = receiver(exchange);
        for (Message chunk : exchange.getMessage().getBody(ChatCompletionStream.class)) {
            receiver.piece((String) chunk.getBody());
        }
    }
}
