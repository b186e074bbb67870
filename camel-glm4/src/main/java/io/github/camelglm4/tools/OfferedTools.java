package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.FunctionNames;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.PrintableText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an endpoint offers to the model with a request: functions that are run here, and definitions that are only
 * handed on. Functions that are not run here are the caller's. Immutable.
 */
public final class OfferedTools {

    /** Source: chat-completions page of docs.bigmodel.cn, field tools. */
    private static final int MOST_FUNCTIONS = 128;

    private static final String TOOLS = "tools";

    private final Map<String, ToolDefinition> own = new LinkedHashMap<>();
    private final List<Map<String, Object>> definitions = new ArrayList<>();

    /**
     * @param tools functions of ours
     * @param run whether they are run here, or handed on
     * @param rest further tools in their wire form
     */
    public OfferedTools(Collection<ToolDefinition> tools, boolean run, Collection<Map<String, Object>> rest) {
        for (ToolDefinition tool : tools) {
            definitions.add(tool.toMap());
            if (run) {
                own.put(tool.name(), tool);
            }
        }
        definitions.addAll(rest);
    }

    /**
     * The request with the tools beside those that it offers itself.
     *
     * @throws Glm4RequestException when a name would be there twice, or there are more functions than services take
     */
    ChatCompletionRequest in(ChatCompletionRequest request) {
        if (definitions.isEmpty()) {
            return request;
        }
        Object theirs = request.parameters().get(TOOLS);
        if (theirs != null && !(theirs instanceof List)) {
            throw new Glm4RequestException(
                    "tools of the request must be a list, but is " + PrintableText.name(String.valueOf(theirs)));
        }
        List<Object> all = new ArrayList<>(definitions);
        if (theirs instanceof List<?> list) {
            all.addAll(list);
        }
        requireFew(all);
        return request.with(TOOLS, all);
    }

    private static void requireFew(List<Object> tools) {
        Set<String> names = new HashSet<>();
        for (Map<String, Object> tool : Fields.objects(tools)) {
            String name = Fields.text(Fields.object(tool, "function"), "name");
            if (name != null && !names.add(name)) {
                throw new Glm4RequestException(
                        "the function " + PrintableText.name(name)
                                + " is offered twice: by the options tools and toolTags, or by them and the request",
                        null,
                        FailureDetails.NONE.withCode("tool_name_taken"));
            }
        }
        if (names.size() > MOST_FUNCTIONS) {
            throw new Glm4RequestException("tools, toolTags and the request offer " + names.size()
                    + " functions, but services take at most " + MOST_FUNCTIONS);
        }
    }

    /** Whether the request, as made by {@link #in}, offers a function of that name that is not run here. */
    boolean isHandedOn(String name, ChatCompletionRequest request) {
        return !own.containsKey(name) && FunctionNames.of(request).has(name);
    }

    /** The function of that name that is run here, or null. */
    ToolDefinition own(String name) {
        return own.get(name);
    }

    /** The names of all functions that are run here. */
    Set<String> ownNames() {
        return own.keySet();
    }
}
