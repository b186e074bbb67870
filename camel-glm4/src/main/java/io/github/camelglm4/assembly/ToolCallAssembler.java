package io.github.camelglm4.assembly;

import io.github.camelglm4.json.ObjectMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assembles tool calls from the fragments of a stream. Only in OpenAI's dialect does {@code index} identify the call of
 * a fragment. Servers and proxies omit it, send -1 or 0 for all calls, send blank, repeated or changing ids, and repeat
 * names. The rules:
 *
 * <ol>
 *   <li>A fragment with the id of a known call belongs to that call.
 *   <li>Otherwise a fragment with an index belongs to the latest call with that index. It begins a new call if id and
 *       name are both new, or if it has a name without an id and the name differs or the arguments so far are complete.
 *   <li>Without an index, a name begins a new call, unless it has no id and repeats the name of the latest call while
 *       its arguments are incomplete; a fragment without a name belongs to the latest call. Several such fragments in
 *       one delta are different calls: those at the same positions in the last such delta.
 *   <li>The first id and name win. Calls are in the order of their first fragments.
 * </ol>
 *
 * Not thread-safe.
 */
final class ToolCallAssembler {

    private final List<PartialToolCall> calls = new ArrayList<>();
    private final Map<String, PartialToolCall> byId = new HashMap<>();
    private final Map<Long, PartialToolCall> byIndex = new HashMap<>();

    /** The calls of the last delta with several fragments without an index, by position. */
    private List<PartialToolCall> byPlace = List.of();

    private final KeptSize kept;

    ToolCallAssembler(KeptSize kept) {
        this.kept = kept;
    }

    void add(List<Map<String, Object>> delta) {
        if (delta.isEmpty()) {
            return;
        }
        List<ToolCallFragment> fragments =
                delta.stream().map(ToolCallFragment::of).toList();
        boolean alone = fragments.size() == 1;
        boolean several = fragments.stream().filter(f -> f.index() == null).count() > 1;
        List<PartialToolCall> places = new ArrayList<>();
        for (ToolCallFragment fragment : fragments) {
            if (fragment.index() != null) {
                add(fragment, byIndexed(fragment), alone);
            } else if (several) {
                PartialToolCall before = places.size() < byPlace.size() ? byPlace.get(places.size()) : null;
                places.add(add(fragment, withoutIndex(fragment, before), alone));
            } else {
                add(fragment, withoutIndex(fragment, latest()), alone);
            }
        }
        byPlace = several ? places : byPlace;
    }

    /** Returns the call of the fragment, or null for a new call. */
    private PartialToolCall byIndexed(ToolCallFragment fragment) {
        PartialToolCall known = byId.get(fragment.id());
        if (known != null) {
            return known;
        }
        PartialToolCall slot = byIndex.get(fragment.index());
        return slot == null || slot.kind() == null || !slot.isFollowedBy(fragment) ? slot : null;
    }

    private PartialToolCall withoutIndex(ToolCallFragment fragment, PartialToolCall before) {
        PartialToolCall known = byId.get(fragment.id());
        if (known != null) {
            return known;
        }
        boolean repeats = before != null
                && fragment.id() == null
                && fragment.kind() != null
                && fragment.kind().equals(before.kind())
                && !before.isComplete();
        return fragment.kind() == null || repeats ? before : null;
    }

    private PartialToolCall latest() {
        return calls.isEmpty() ? null : calls.get(calls.size() - 1);
    }

    /** Adds the fragment to the call or to a new one; returns null for an empty fragment without a call. */
    private PartialToolCall add(ToolCallFragment fragment, PartialToolCall found, boolean alone) {
        if (found == null && fragment.isEmpty()) {
            return null;
        }
        PartialToolCall call = found;
        if (call == null) {
            call = new PartialToolCall(alone && repeatsCompleteCall(fragment), kept);
            calls.add(call);
        }
        call.add(fragment);
        if (fragment.id() != null && byId.putIfAbsent(fragment.id(), call) == null) {
            kept.addObjects(ObjectMemory.FIELD);
            kept.add(fragment.id());
        }
        if (fragment.index() != null && byIndex.put(fragment.index(), call) == null) {
            kept.addObjects(ObjectMemory.FIELD);
            kept.add(fragment.index());
        }
        return call;
    }

    /**
     * Whether the fragment contains only the name of a complete call. A proxy that repeats the name in every fragment
     * also sends a last one without arguments. But it may also be the next call of the same function: then arguments
     * follow.
     */
    private boolean repeatsCompleteCall(ToolCallFragment fragment) {
        PartialToolCall before = fragment.index() == null ? latest() : byIndex.get(fragment.index());
        return before != null
                && before.isComplete()
                && fragment.id() == null
                && fragment.kind() != null
                && fragment.kind().equals(before.kind())
                && fragment.arguments().isBlank()
                && fragment.others().isEmpty();
    }

    /** Returns the calls as in an answer that is not streamed. */
    List<Map<String, Object>> toolCalls() {
        return calls.stream()
                .filter(call -> !call.isMereRepetition())
                .map(PartialToolCall::toMap)
                .toList();
    }
}
