package io.github.camelglm4.usage;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Callers by the digests of their keys, all of which can be replaced while requests are looked up. Thread-safe. */
public final class CallerDirectory implements KnownCallers {

    private final Clock clock;
    private volatile Map<KeyDigest, Caller> callers = Map.of();

    public CallerDirectory(Clock clock) {
        this.clock = clock;
    }

    /**
     * Replaces all callers.
     *
     * @throws IllegalArgumentException if a caller has no name, or a name or a key belongs to two callers; nothing is
     *     replaced then
     */
    public void replace(Collection<Caller> all) {
        Map<KeyDigest, Caller> byKey = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Caller caller : all) {
            if (caller.name() == null || caller.name().isBlank()) {
                throw new IllegalArgumentException("a caller has no name");
            }
            if (!names.add(caller.name())) {
                throw new IllegalArgumentException("two callers have the name " + caller.name());
            }
            for (KeyDigest key : caller.keys()) {
                Caller other = byKey.put(key, caller);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "the callers " + other.name() + " and " + caller.name() + " have the same key");
                }
            }
        }
        callers = byKey;
    }

    /** False: without callers, every request is rejected. */
    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public Caller find(PresentedKey key) {
        Caller caller = holder(key);
        return caller == null || caller.isExpired(today()) ? null : caller;
    }

    @Override
    public boolean isExpired(PresentedKey key) {
        Caller caller = holder(key);
        return caller != null && caller.isExpired(today());
    }

    /** All callers with a key, in no order. */
    public List<Caller> callers() {
        return callers.values().stream().distinct().toList();
    }

    private Caller holder(PresentedKey key) {
        return key == null ? null : callers.get(key.digest());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
