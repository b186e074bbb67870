package io.github.camelglm4.error;

import java.util.Map;

/**
 * What the platform's own codes mean, in a few words: its messages are often Chinese, and some are less clear than the code.
 * Source: "error codes" page of docs.bigmodel.cn and docs.z.ai, 2026.
 */
final class CodeMeaning {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("1000", "authentication failed"),
            Map.entry("1001", "no Authorization header"),
            Map.entry("1002", "invalid token"),
            Map.entry("1003", "expired token, or a wrong clock"),
            Map.entry("1004", "the token could not be verified"),
            Map.entry("1005", "a second factor is required"),
            Map.entry("1100", "account read or write error"),
            Map.entry("1110", "inactive account"),
            Map.entry("1111", "unknown account"),
            Map.entry("1112", "locked account"),
            Map.entry("1113", "no balance and no resource package"),
            Map.entry("1120", "account temporarily inaccessible"),
            Map.entry("1121", "account locked for violations"),
            Map.entry("1200", "API call error"),
            Map.entry("1210", "invalid parameter"),
            Map.entry("1211", "model not found"),
            Map.entry("1212", "model does not support this kind of call"),
            Map.entry("1213", "required field missing"),
            Map.entry("1214", "invalid field value"),
            Map.entry("1215", "mutually exclusive fields"),
            Map.entry("1220", "no permission for this API"),
            Map.entry("1221", "API taken offline"),
            Map.entry("1222", "unknown API"),
            Map.entry("1230", "processing error"),
            Map.entry("1231", "duplicate request_id"),
            Map.entry("1234", "network error"),
            Map.entry("1261", "prompt too long"),
            Map.entry("1300", "blocked by policy"),
            Map.entry("1301", "sensitive content"),
            Map.entry("1302", "concurrency limit of the account"),
            Map.entry("1303", "request rate too high"),
            Map.entry("1304", "daily call limit reached"),
            Map.entry("1305", "model overloaded"),
            Map.entry("1308", "usage limit of the plan reached"),
            Map.entry("1309", "plan expired"),
            Map.entry("1310", "weekly or monthly limit reached"),
            Map.entry("1311", "plan does not include this model"),
            Map.entry("1312", "model busy"),
            Map.entry("1313", "fair-use limit"),
            Map.entry("1314", "key or plan not valid here"),
            Map.entry("1315", "key or plan not valid here"),
            Map.entry("1316", "5-hour limit reached"),
            Map.entry("1317", "7-day limit reached"),
            Map.entry("1318", "spending limit reached"),
            Map.entry("1319", "spending limit reached"),
            Map.entry("1320", "spending limit reached"),
            Map.entry("1321", "spending limit reached"),
            Map.entry("1701", "concurrency limit of web search"),
            Map.entry("1702", "unknown search engine"),
            Map.entry("1703", "web search without results"));

    private CodeMeaning() {}

    /** The words, or null for codes that are not the platform's. */
    static String of(String code) {
        return code == null ? null : WORDS.get(code);
    }
}
