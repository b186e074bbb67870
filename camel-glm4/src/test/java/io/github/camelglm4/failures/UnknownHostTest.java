package io.github.camelglm4.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A host that no name server knows is unknown a moment later too. */
class UnknownHostTest extends FailureTestSupport {

    private DatagramSocket nameServer;
    private Vertx vertx;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        nameServer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread answering = new Thread(this::answerThatThereIsNone, "name-server");
        answering.setDaemon(true);
        answering.start();
        vertx = Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setServers(List.of("127.0.0.1:" + nameServer.getLocalPort()))
                        .setSearchDomains(List.of())));
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class).setVertx(vertx);
        return context;
    }

    @Override
    protected void doPostTearDown() throws Exception {
        super.doPostTearDown();
        vertx.close().toCompletionStage().toCompletableFuture().get();
        nameServer.close();
    }

    @Test
    @DisplayName("dns: fails at once, without a retry, and names the host")
    void dns() {
        Glm4Exception failure = failureOf(MODEL + "?baseUrl=http://nowhere.invalid/v1", Glm4ConnectionException.class);

        assertThat(failure).hasMessage("the host of nowhere.invalid:80 is unknown");
        assertThat(failure.getAttempts()).isEqualTo(1);
    }

    /** NXDOMAIN to every question, RFC 1035 section 4.1.1. */
    private void answerThatThereIsNone() {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                packet.setLength(512);
                nameServer.receive(packet);
                packet.getData()[2] |= (byte) 0x80;
                packet.getData()[3] = 3;
                // an OPT record of the question is left out of the answer
                packet.getData()[11] = 0;
                nameServer.send(packet);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }
}
