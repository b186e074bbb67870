// The official OpenAI client against a model whose callers have limits. BASE_URL says where it is.
import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI from 'openai';

const messages = [{ role: 'user', content: 'hi' }];

function clientOf(caller) {
  return new OpenAI({ baseURL: process.env.BASE_URL, apiKey: `sk-${caller}`, maxRetries: 0 });
}

test('requests within a limit, and one above it', async () => {
  const completions = clientOf('two').chat.completions;
  const { response } = await completions.create({ model: 'm', messages }).withResponse();
  assert.equal(response.headers.get('x-ratelimit-limit-requests'), '2');
  assert.equal(response.headers.get('x-ratelimit-remaining-requests'), '1');
  assert.match(response.headers.get('x-ratelimit-reset-requests'), /^\d+s$/);
  const streamed = await completions.create({ model: 'm', messages, stream: true }).withResponse();
  assert.equal(streamed.response.headers.get('x-ratelimit-remaining-requests'), '0');
  for await (const chunk of streamed.data) {
    assert.equal(chunk.object, 'chat.completion.chunk');
  }
  for (const stream of [false, true]) {
    await assert.rejects(completions.create({ model: 'm', messages, stream }), (error) => {
      assert.ok(error instanceof OpenAI.RateLimitError);
      assert.equal(error.status, 429);
      assert.equal(error.code, 'rate_limit_exceeded');
      assert.match(error.message, /requestsPerMinute of 2/);
      assert.match(error.headers.get('retry-after'), /^[1-9]\d?$/);
      assert.equal(error.headers.get('x-ratelimit-remaining-requests'), '0');
      return true;
    });
  }
});

test('a budget that is used up', async () => {
  const completions = clientOf('broke').chat.completions;
  await completions.create({ model: 'm', messages });
  // the tokens are charged when the answer is sent, which may be a moment later
  let error;
  for (const end = Date.now() + 10_000; error?.code !== 'insufficient_quota' && Date.now() < end; ) {
    error = await completions.create({ model: 'm', messages }).catch((failure) => failure);
  }
  assert.ok(error instanceof OpenAI.RateLimitError);
  assert.equal(error.code, 'insufficient_quota');
  assert.match(error.message, /tokensPerDay of 1/);
  assert.ok(Number(error.headers.get('retry-after')) > 0);
});
