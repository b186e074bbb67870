package io.github.camelglm4.examples.offline;

/** A request that is refused: the HTTP status and the platform's own code, which says more than the status. */
final class ApiError extends RuntimeException {
    static final String PARAMETER = "1210";
    static final String UNKNOWN_MODEL = "1211";
    static final String MISSING = "1213";
    static final String ILLEGAL_VALUE = "1214";
    static final String TOO_LONG = "1261";

    private final int status;
    private final String code;

    ApiError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static ApiError badRequest(String code, String message) {
        return new ApiError(400, code, message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
