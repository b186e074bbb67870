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
 * The tools that an endpoint adds to a request: functions that run here, and definitions that are only passed to the
 * model. Functions that do not run here belong to the caller. Immutable.
 */
public final class OfferedTools {

    /** Source: chat-completions page of docs.bigmodel.cn, field tools. */
    private static final int MOST_FUNCTIONS = 128;

    private static final String TOOLS = "tools";

    private final Map<String, ToolDefinition> own = new LinkedHashMap<>();
    private final List<Map<String, Object>> definitions = new ArrayList<>();

    /**
     * @param tools functions of glm4-tool routes
     * @param run whether they run here; if false, their calls are returned to the caller
     * @param rest other tools in their JSON form
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
     * Returns the request with these tools in addition to its own.
     *
     * @throws Glm4RequestException if a name is used twice, or if there are more functions than services accept
     */
    public ChatCompletionRequest in(ChatCompletionRequest request) {
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
                                + " is offered twice: by the options tools and toolTags, or by these options"
                                + " and the request",
                        null,
                        FailureDetails.NONE.withCode("tool_name_taken"));
            }
        }
        if (names.size() > MOST_FUNCTIONS) {
            throw new Glm4RequestException("tools, toolTags and the request offer " + names.size()
                    + " functions, but services accept at most " + MOST_FUNCTIONS);
        }
    }

    /** Returns whether the request of {@link #in} offers a function of this name that does not run here. */
    boolean isHandedOn(String name, ChatCompletionRequest request) {
        return !own.containsKey(name) && FunctionNames.of(request).has(name);
    }

    /** Returns the function of this name that runs here, or null. */
    ToolDefinition own(String name) {
        return own.get(name);
    }

    /** Returns the names of all functions that run here. */
    Set<String> ownNames() {
        return own.keySet();
    }
}
