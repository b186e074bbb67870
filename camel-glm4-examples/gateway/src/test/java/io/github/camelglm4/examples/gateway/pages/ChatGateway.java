package io.github.camelglm4.examples.gateway.pages;

import io.github.camelglm4.examples.gateway.RunningGateway;
import java.util.List;
import java.util.stream.Collectors;

/** The gateway of the tests of the chat page: its models are those of a {@link ScriptedModels}. */
final class ChatGateway {
    /** What would run a script if the page took the name for markup. */
    static final String HOSTILE = "<img/src=x/onerror=\"window.attacked=1\">'javascript:alert(1)";

    /** The service has no such model. */
    static final String ABSENT = "absent";

    private static final String MODEL = """
            - name: '%s'
              upstreams:
                - {model: %s, baseUrl: '%s', apiKey: none}
              coolDown: 0s
            """;

    private static final String CALLERS = """
            - {name: alice, key: sk-alice}
            - {name: few, key: sk-few, requestsPerMinute: 1}
            - {name: poor, key: sk-poor, tokensPerDay: 10}
            - {name: former, key: sk-former, expires: 2020-01-01}
            - {name: narrow, key: sk-narrow, models: [held]}
            """;

    private ChatGateway() {}

    /** Starts a gateway without a service behind it. */
    static RunningGateway start() throws Exception {
        return start("http://localhost:1/v1");
    }

    static RunningGateway start(String baseUrl) throws Exception {
        String models = List.of(ScriptedModels.HELD, ScriptedModels.WRITER, ScriptedModels.REFUSING, ABSENT).stream()
                .map(name -> MODEL.formatted(name, name, baseUrl))
                .collect(Collectors.joining());
        String hostile = MODEL.formatted(HOSTILE.replace("'", "''"), ScriptedModels.WRITER, baseUrl);
        return RunningGateway.start(models + hostile, CALLERS);
    }
}
