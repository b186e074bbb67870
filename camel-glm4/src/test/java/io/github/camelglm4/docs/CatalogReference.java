package io.github.camelglm4.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Renders docs/reference.md from the generated catalog entries, so that both have the same text. */
final class CatalogReference {

    private static final String ENTRIES = "/META-INF/io/github/camelglm4/";

    private static final String INTRODUCTION = """
            All options and headers of all components. This page is generated from their Camel catalog entries.

            * **Component options** apply to all endpoints of a component. An endpoint option with the same name takes precedence. In
              `application.properties`, they are written as `camel.component.SCHEME.NAME`, such as `camel.component.glm4.base-url`, with the
              name in camel case or with hyphens. If neither an endpoint of another scheme nor its component sets an option for calls (key,
              base URL, proxy, TLS, timeouts, retries, concurrent requests) or for a server, it has the value of the component `glm4`.
            * **Durations** are numbers of milliseconds, or have units, such as `10s` or `1m30s`. **Sizes** are numbers of bytes, or
              have a unit, such as `16MB`; units are powers of 1,024.
            * **Invalid options** are errors at startup: the producer or consumer of the endpoint does not start. **Invalid headers** fail
              the exchange with `Glm4RequestException`. The message names the option or header, the value and what is allowed.
            * **Options of a request without a default** are not sent if they are not set. The service then decides.
            * **Headers**: set headers that override an option before the call. The component sets the headers that describe the
              answer.

            In the descriptions, the *service* is the server at `baseUrl`, and the *GLM platform* is the hosted service at
            `open.bigmodel.cn` and `api.z.ai`. A *served model* is a route that begins with `from("glm4:NAME")` or
            `from("glm4-embedding:NAME")`, and a *caller* is an HTTP client of such a model. [Concepts](concepts.md) explains the other
            terms.

            """;

    private final StringBuilder page = new StringBuilder();
    private JsonNode entry;

    String render() throws IOException {
        page.append("# Reference\n\n").append(INTRODUCTION);
        component("glm4.json", true);
        component("batchroute/glm4-batch.json", true);
        component("embeddingroute/glm4-embedding.json", true);
        component("moderationroute/glm4-moderation.json", true);
        component("rerankroute/glm4-rerank.json", true);
        component("toolroute/glm4-tool.json", false);
        return page.toString();
    }

    /** @param ownOptions whether the component has options in addition to those of all components */
    private void component(String file, boolean ownOptions) throws IOException {
        try (InputStream json = getClass().getResourceAsStream(ENTRIES + file)) {
            entry = new ObjectMapper().readTree(json);
        }
        page.append("## `")
                .append(entry.at("/component/syntax").asText())
                .append("?options`\n\n")
                .append(entry.at("/component/description").asText())
                .append("\n\n");
        table("Endpoint options", "properties");
        if (ownOptions) {
            table("Component options", "componentProperties");
        }
        headers();
        page.append('\n');
    }

    private void table(String title, String section) {
        page.append("### ").append(title).append("\n\n| option | type | default | description |\n|---|---|---|---|\n");
        String group = "";
        for (Map.Entry<String, JsonNode> option : entries(section)) {
            JsonNode fields = option.getValue();
            if (!group.equals(fields.path("group").asText())) {
                group = fields.path("group").asText();
                page.append("| **").append(group).append("** | | | |\n");
            }
            String prefix = fields.path("prefix").asText("");
            row(prefix.isEmpty() ? option.getKey() : prefix + "NAME", type(fields), defaultValue(fields), fields);
        }
        page.append('\n');
    }

    private void headers() {
        page.append("### Headers\n\n| header | type | description |\n|---|---|---|\n");
        for (Map.Entry<String, JsonNode> header : entries("headers")) {
            JsonNode fields = header.getValue();
            page.append("| `")
                    .append(header.getKey())
                    .append("` | ")
                    .append(type(fields))
                    .append(" | ")
                    .append(fields.path("description").asText())
                    .append(" |\n");
        }
    }

    private void row(String name, String type, String defaultValue, JsonNode fields) {
        String description = fields.path("description").asText();
        page.append("| `")
                .append(name)
                .append("` | ")
                .append(type)
                .append(" | ")
                .append(defaultValue.isEmpty() ? "" : "`" + defaultValue + "`")
                .append(" | ")
                .append(fields.path("required").asBoolean() ? "Required. " : "")
                .append(description)
                .append(fields.path("secret").asBoolean() ? " Secret." : "")
                .append(" |\n");
    }

    private static String defaultValue(JsonNode fields) {
        String value = fields.path("defaultValue").asText("");
        if (!fields.path("type").asText().equals("duration") || value.isEmpty() || value.equals("0")) {
            return value;
        }
        long millis = Long.parseLong(value);
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }

    private static String type(JsonNode fields) {
        if (fields.has("enum")) {
            List<String> values = new ArrayList<>();
            fields.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return String.join(", ", values);
        }
        String type = fields.path("type").asText();
        String javaType = fields.path("javaType").asText();
        return type.equals("object") && !javaType.isEmpty()
                ? javaType.substring(javaType.lastIndexOf('.') + 1)
                        .replace(">", "")
                        .replace("<", "")
                : type.isEmpty() ? javaType : type;
    }

    private List<Map.Entry<String, JsonNode>> entries(String section) {
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
        entry.path(section).fields().forEachRemaining(entries::add);
        return entries;
    }
}
