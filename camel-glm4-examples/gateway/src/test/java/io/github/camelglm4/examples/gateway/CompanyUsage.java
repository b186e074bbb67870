package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.examples.gateway.usage.UsageHistory;
import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageSums;
import io.github.camelglm4.usage.jdbc.JdbcUsageStore;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** What a company may use in 30 days: less at weekends, a little more each week, and some errors. */
final class CompanyUsage {

    /** Those who use the most first. */
    static final List<String> NAMES =
            List.of("support-bot", "search", "website", "translations", "reports", "mobile-app", "alice", "bob");

    static final String CALLERS = """
            - name: support-bot
              key: sk-support-bot
              requestsPerMinute: 120
              tokensPerMinute: 400000
              tokensPerDay: 1500000
            - {name: search, key: sk-search, requestsPerMinute: 60, tokensPerDay: 600000, tokensPerMonth: 12000000}
            - {name: website, key: sk-website, requestsPerMinute: 60, tokensPerDay: 320000, maxConcurrentRequests: 20}
            - {name: translations, key: sk-translations, tokensPerDay: 400000, tokensPerMonth: 5000000}
            - {name: reports, key: sk-reports, tokensPerMonth: 4000000, expires: 2099-12-31}
            - {name: mobile-app, key: sk-mobile-app, requestsPerMinute: 30, tokensPerDay: 250000}
            - {name: alice, key: sk-alice, tokensPerDay: 200000}
            - {name: bob, key: sk-bob, tokensPerDay: 200000}
            """;

    private static final List<String> MODELS = List.of("fast", "smart", "GLM-4-Long", "GLM-4-Air");

    private static final List<Result> ERRORS = List.of(
            new Result(429, "rate_limit_exceeded"),
            new Result(429, "rate_limit_exceeded"),
            new Result(429, "rate_limit_exceeded"),
            new Result(429, "insufficient_quota"),
            new Result(401, "invalid_api_key"),
            new Result(499, "client_closed_request"),
            new Result(503, "model_unavailable"));

    private record Result(int status, String code) {}

    private CompanyUsage() {}

    /** @param database URL of an H2 database */
    static void fill(String database) {
        JdbcConnectionPool connections = JdbcConnectionPool.create(database, "", "");
        UsageHistory history = new UsageHistory(connections);
        history.start();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Random random = new Random(7);
        for (int ago = 29; ago >= 0; ago--) {
            for (int caller = 0; caller < NAMES.size(); caller++) {
                callOfDay(history, today.minusDays(ago), ago, caller, random);
            }
        }
        history.stop();
        charge(connections);
        connections.dispose();
    }

    private static void callOfDay(UsageHistory history, LocalDate day, int ago, int caller, Random random) {
        boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        double share = (weekend ? 0.35 : 1) * (1.4 - ago / 60.0) * (0.8 + random.nextDouble() * 0.4);
        int calls = (int) (200 * share / (1 + caller * 0.8));
        for (int i = 0; i < calls; i++) {
            String model = MODELS.get(Math.min(MODELS.size() - 1, (int) Math.abs(random.nextGaussian() * 1.3)));
            if (random.nextInt(40) > 0) {
                history.record(record(day, NAMES.get(caller), model, 400 + random.nextInt(4_000), random.nextInt(900)));
            } else {
                history.record(failed(day, NAMES.get(caller), model, ERRORS.get(random.nextInt(ERRORS.size()))));
            }
        }
    }

    private static Map<String, Object> failed(LocalDate day, String caller, String model, Result result) {
        boolean isKnown = result.status() != 401;
        Map<String, Object> record = record(day, isKnown ? caller : null, isKnown ? model : null, 0, 0);
        record.put("status", result.status());
        record.put("code", result.code());
        return record;
    }

    /** The record of a call that was answered. */
    static Map<String, Object> record(LocalDate day, String caller, String model, long prompt, long completion) {
        Map<String, Object> record = new HashMap<>();
        record.put("time", day + "T00:00:00Z");
        record.put("caller", caller);
        record.put("model", model);
        record.put("status", 200);
        record.put("promptTokens", prompt);
        record.put("completionTokens", completion);
        return record;
    }

    /** What counts for limits. */
    private static void charge(DataSource database) {
        JdbcUsageStore store = new JdbcUsageStore(database);
        store.setCreateTable(true);
        for (int caller = 0; caller < NAMES.size(); caller++) {
            long tokens = 660_000 / (1 + caller);
            store.add(new UsageChange(NAMES.get(caller), Instant.now(), 0, tokens, UsageSums.UNLIMITED))
                    .toCompletableFuture()
                    .join();
        }
    }
}
