package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import java.util.Set;

/**
 * The one fresh token that a call may have: a signed one may have expired on the way, or by a clock that is off. To be used on
 * one event loop.
 */
final class TokenRenewal {

    /** The status, and the service's codes for a token that it does not take. */
    private static final Set<String> REFUSED = Set.of("401", "1000", "1002", "1003", "1004");

    private final Credential credential;
    private boolean used;

    TokenRenewal(Credential credential) {
        this.credential = credential;
    }

    /** Whether a fresh token was made because of that failure, so that sending again is worth a try. */
    boolean helpsAgainst(Glm4Exception failure) {
        if (used || !isRefusal(failure) || !credential.renew()) {
            return false;
        }
        used = true;
        return true;
    }

    private static boolean isRefusal(Glm4Exception failure) {
        return failure instanceof Glm4AuthenticationException
                && (failure.getCode() == null ? failure.getStatusCode() == 401 : REFUSED.contains(failure.getCode()));
    }
}
