package io.github.camelglm4.conversation;

import io.github.camelglm4.stream.AnswerSettings;

/**
 * What an endpoint's options say about conversations.
 *
 * @param limits    how much of a history goes along and is kept
 * @param streaming how streamed answers are given up
 */
public record ConversationSettings(HistoryLimits limits, AnswerSettings streaming) {}
