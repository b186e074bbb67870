package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.model.AgentLoop;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamPipe;
import io.github.camelglm4.stream.StreamReader;
import io.github.camelglm4.stream.StreamSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One random course of events on two nodes that share a store: turns, streams, failures, resets, dead nodes. Everything
 * that could happen next waits in a list, and chance decides what does: the same seed, the same course.
 */
final class Schedule {

    private static final int TURNS = 30;
    private static final int CONVERSATIONS = 2;

    private final SplittableRandom random;
    private final HistoryLimits limits;
    private final Ledger ledger;
    private final List<Runnable> events = new ArrayList<>();
    private final List<Asked> turns = new ArrayList<>();
    private final Node[] nodes = new Node[2];

    Schedule(long seed) {
        // unlike those of Random, its first numbers differ for seeds that are alike
        random = new SplittableRandom(seed);
        limits = new HistoryLimits(random.nextBoolean() ? null : Ledger.LONGEST_TURN + random.nextInt(8), null);
        ledger = new Ledger(limits);
    }

    /** What became of the schedule, to be counted. */
    record Outcome(int acknowledged, int failed, int streamed, int resets, int conflicts, int deaths) {}

    Outcome run() {
        nodes[0] = new Node();
        nodes[1] = new Node();
        int deaths = 0;
        for (int asked = 0; asked < TURNS || !events.isEmpty(); ) {
            if (asked < TURNS && (events.isEmpty() || chance(25))) {
                ask(asked++);
            } else if (chance(1)) {
                int victim = random.nextInt(2);
                nodes[victim].dead = true;
                nodes[victim] = new Node();
                deaths++;
            } else {
                events.remove(random.nextInt(events.size())).run();
            }
        }
        check();
        return outcome(deaths);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void ask(int number) {
        Asked asked = new Asked(number, nodes[random.nextInt(2)], "c" + random.nextInt(CONVERSATIONS));
        turns.add(asked);
        asked.begin();
    }

    private void check() {
        assertThat(ledger.problems()).isEmpty();
        for (Asked asked : turns) {
            if (!asked.node.dead) {
                assertThat(asked.isDone()).as("%s comes to an end", asked).isTrue();
            }
            int stored = ledger.timesStored(asked.text);
            if (asked.acknowledgedAt > 0) {
                assertThat(stored).as("%s is stored once", asked).isEqualTo(1);
            } else if (asked.mustLeaveNoTrace) {
                assertThat(stored).as("%s leaves no trace", asked).isZero();
            } else {
                assertThat(stored).as("%s is stored at most once", asked).isLessThan(2);
            }
        }
        checkOrder();
        for (Node node : nodes) {
            assertThat(node.conversations.underWay())
                    .as("nothing is kept of idle conversations")
                    .isZero();
        }
    }

    /** Who was acknowledged before another one asked stands before it; and so does who asked first on the same node. */
    private void checkOrder() {
        for (Asked later : turns) {
            for (Asked earlier : turns) {
                boolean first = earlier.node == later.node
                        ? earlier.number < later.number
                        : earlier.acknowledgedAt > 0 && earlier.acknowledgedAt < later.askedAt;
                if (first && earlier.conversation.equals(later.conversation)) {
                    int one = ledger.placeOf(earlier.text);
                    int other = ledger.placeOf(later.text);
                    assertThat(one < 0 || other < 0 || one < other)
                            .as("%s stands before %s", earlier, later)
                            .isTrue();
                }
            }
        }
    }

    private Outcome outcome(int deaths) {
        int acknowledged =
                (int) turns.stream().filter(t -> t.acknowledgedAt > 0).count();
        int streamed = (int)
                turns.stream().filter(t -> t.streamed && t.acknowledgedAt > 0).count();
        int failed = (int) turns.stream().filter(t -> t.failed).count();
        return new Outcome(acknowledged, failed, streamed, ledger.resets(), ledger.conflicts(), deaths);
    }

    /** A process: after its end, none of its waiting actions runs. */
    private final class Node {

        private final Executor executor = this::later;
        private final Conversations conversations = new Conversations(new RandomStore(this), executor);
        private boolean dead;

        void later(Runnable action) {
            events.add(() -> {
                if (!dead) {
                    action.run();
                }
            });
        }
    }

    /** Answers later, and sometimes not as one would like. */
    private final class RandomStore implements ConversationStore {

        private final Node node;

        RandomStore(Node node) {
            this.node = node;
        }

        @Override
        public CompletableFuture<StoredHistory> read(String id) {
            CompletableFuture<StoredHistory> answer = new CompletableFuture<>();
            node.later(() -> {
                if (chance(1)) {
                    answer.completeExceptionally(new IllegalStateException("unreadable"));
                } else {
                    answer.complete(ledger.read(id));
                }
            });
            return answer;
        }

        @Override
        public CompletableFuture<Boolean> replace(String id, StoredHistory seen, String json) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            ledger.isAskedToStore(json);
            // a node that dies now has sent it already
            events.add(() -> {
                boolean lostBefore = chance(1);
                boolean stored = !lostBefore && ledger.replace(id, seen, json);
                // the connection may break before or after the store has done its work
                boolean lostAfter = chance(1);
                node.later(() -> {
                    if (lostBefore || lostAfter) {
                        answer.completeExceptionally(new IllegalStateException("lost"));
                    } else {
                        answer.complete(stored);
                    }
                });
            });
            return answer;
        }
    }

    /** One turn, its model and its reader. */
    private final class Asked implements ChatModel {

        private final int number;
        private final Node node;
        private final String conversation;
        private final String text;
        private final boolean streamed = chance(40);
        private final boolean reset = chance(5);
        private final boolean withTool = chance(20);
        private final long askedAt = ledger.time();
        private long acknowledgedAt;
        private boolean failed;
        private boolean mustLeaveNoTrace;
        private boolean underWay;
        private int ends;
        private final int seenAtLeast;

        Asked(int number, Node node, String conversation) {
            this.number = number;
            this.node = node;
            this.conversation = conversation;
            this.text = conversation + " question " + number;
            this.seenAtLeast = ledger.states(conversation) - 1;
        }

        boolean isDone() {
            return ends == 1;
        }

        void begin() {
            Step memory = node.conversations.step(node.conversations.turn(conversation, null), limits, reset);
            ChatModel model = new AgentLoop(
                    this,
                    List.of(memory),
                    new AnswerSettings(false, 60_000),
                    (millis, action) -> () -> {},
                    node.executor);
            ChatCompletionRequest request = new ChatCompletionRequest(
                    "m", List.of(ChatMessage.system("instructions of " + number), ChatMessage.user(text)));
            if (streamed) {
                CompletableFuture<OpenedStream> stream = new CompletableFuture<>();
                model.stream(request, stream);
                stream.whenComplete((opened, failure) -> {
                    if (failure != null) {
                        end(false);
                    } else {
                        node.later(() -> read(opened.pipe()));
                    }
                });
            } else {
                CompletableFuture<ChatReply> answer = new CompletableFuture<>();
                model.ask(request, answer);
                answer.whenComplete((reply, failure) -> end(failure == null));
            }
        }

        private void end(boolean acknowledged) {
            ends++;
            failed = !acknowledged;
            acknowledgedAt = acknowledged ? ledger.time() : 0;
        }

        private void read(StreamReader pipe) {
            if (chance(3)) {
                mustLeaveNoTrace |= !ledger.wasAskedToStore(text);
                pipe.close();
                end(false);
                return;
            }
            try {
                StreamElement element = pipe.poll();
                if (element != null && element.isEnd()) {
                    end(true);
                } else {
                    node.later(() -> read(pipe));
                }
            } catch (RuntimeException e) {
                end(false);
            }
        }

        @Override
        public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
            enter(request);
            if (chance(2)) {
                refuse();
            }
            node.later(() -> {
                leave();
                if (chance(15)) {
                    mustLeaveNoTrace = true;
                    answer.completeExceptionally(new Glm4ConnectionException("lost"));
                } else {
                    answer.complete(reply());
                }
            });
        }

        @Override
        public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
            enter(request);
            if (chance(2)) {
                refuse();
            }
            StreamPipe pipe = new StreamPipe(source(), node.executor);
            node.later(() -> {
                answer.complete(new OpenedStream(pipe, "id", "m", null, 1));
                put(pipe, 0);
            });
        }

        private void put(StreamPipe pipe, int index) {
            int left = random.nextInt(4);
            if (left > 0) {
                pipe.put(new StreamElement(index, StreamElement.Type.TEXT, "x", null));
                pipe.flush();
                node.later(() -> put(pipe, index + 1));
                return;
            }
            leave();
            if (chance(20)) {
                mustLeaveNoTrace = true;
                pipe.fail(new Glm4ConnectionException("lost"));
            } else {
                pipe.end(new StreamElement(index, StreamElement.Type.END, "", reply()));
            }
        }

        private void refuse() {
            leave();
            mustLeaveNoTrace = true;
            throw new Glm4ConnectionException("refused");
        }

        private StreamSource source() {
            return new StreamSource() {
                @Override
                public void wanted() {
                    // comes by itself
                }

                @Override
                public void cancel() {
                    leave();
                }
            };
        }

        /** What is sent is a history as it was in the store since this turn was asked, in front of its question. */
        private void enter(ChatCompletionRequest request) {
            List<ChatMessage> messages = request.messages();
            List<ChatMessage> history = messages.subList(1, messages.size() - 1);
            ledger.require(messages.get(0).text().equals("instructions of " + number), this + " has its instructions");
            ledger.require(messages.get(messages.size() - 1).text().equals(text), this + " has its question");
            ledger.require(ledger.wasState(conversation, history, seenAtLeast), this + " is asked with what was said");
            for (Asked other : turns) {
                boolean same = other.node == node && other.conversation.equals(conversation);
                ledger.require(!same || !other.underWay, this + " waits for " + other);
                boolean forgotten = reset && other.acknowledgedAt > 0 && other.acknowledgedAt < askedAt;
                ledger.require(!forgotten || !Ledger.contains(history, other.text), this + " forgets " + other);
            }
            underWay = true;
        }

        private void leave() {
            underWay = false;
        }

        private ChatReply reply() {
            ChatMessage answer = ChatMessage.assistant("re: " + text);
            List<ChatMessage> turn = withTool
                    ? List.of(Ledger.call(text), ChatMessage.tool("call " + text, "found"), answer)
                    : List.of(answer);
            ChatReply plain = EchoModel.reply(answer);
            return new ChatReply(plain.completion(), null, 1, turn);
        }

        @Override
        public String toString() {
            return text + Map.of("streamed", streamed, "reset", reset);
        }
    }
}
