package io.github.camelglm4.assembly;

import io.github.camelglm4.json.ObjectMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts tool calls together from the fragments of a stream. Which call a fragment belongs to is told by {@code index} in
 * OpenAI's dialect alone: servers and proxies leave it out, send -1 or 0 for all calls, send ids that are blank,
 * repeated or changing, and names that are repeated. So:
 *
 * <ol>
 *   <li>An id that a call has already leads to that call.
 *   <li>Else an index leads to the latest call opened under it. A new call begins there if id and name are both new, or
 *       if there is a name without an id and it differs, or the arguments so far are complete.
 *   <li>Without an index a name begins a new call, unless it repeats that of the latest call, whose arguments are not
 *       complete, without an id; and what has no name belongs to the latest call. Several such fragments in one delta
 *       are different calls, and are the same as those at the same places in the last such delta.
 *   <li>The first id and name win. Calls come in the order in which they appeared.
 * </ol>
 *
 * Not safe for use by several threads at once.
 */
final class ToolCallAssembler {

    private final List<PartialToolCall> calls = new ArrayList<>();
    private final Map<String, PartialToolCall> byId = new HashMap<>();
    private final Map<Long, PartialToolCall> byIndex = new HashMap<>();

    /** The calls of the last delta that had several fragments without an index, by place. */
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

    /** The call that the fragment belongs to, or null for a new one. */
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

    /** Adds the fragment to the call, or to a new one; null if there is nothing to begin a call with. */
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
     * Whether the fragment says no more than the name of a call that is complete. A proxy that repeats the name in
     * every fragment does so in a last one without arguments too; but it may be the next call of the same function as
     * well, and whether arguments follow will tell.
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

    /** The calls in the form of an unstreamed answer. */
    List<Map<String, Object>> toolCalls() {
        return calls.stream()
                .filter(call -> !call.isMereRepetition())
                .map(PartialToolCall::toMap)
                .toList();
    }
}
