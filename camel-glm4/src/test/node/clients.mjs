// The official OpenAI client against routes that are models. BASE_URL and API_KEY say where they are.
import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY, maxRetries: 0 });
const messages = [{ role: 'user', content: 'hi' }];
const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }];

test('a plain call', async () => {
  const completion = await client.chat.completions.create({ model: 'proxy', messages });
  assert.equal(completion.object, 'chat.completion');
  assert.equal(completion.model, 'proxy');
  assert.equal(completion.choices[0].message.content, 'Hello 世界');
  assert.equal(completion.choices[0].finish_reason, 'stop');
  assert.deepEqual(
    [completion.usage.prompt_tokens, completion.usage.completion_tokens, completion.usage.total_tokens], [12, 7, 19]);
});

test('a stream with usage at its end', async () => {
  const stream = await client.chat.completions.create(
    { model: 'proxy', messages, stream: true, stream_options: { include_usage: true } });
  const texts = [];
  let usage;
  let reason;
  for await (const chunk of stream) {
    assert.equal(chunk.object, 'chat.completion.chunk');
    if (chunk.choices.length > 0) {
      texts.push(chunk.choices[0].delta.content ?? '');
      reason = chunk.choices[0].finish_reason ?? reason;
    } else {
      usage = chunk.usage;
    }
  }
  assert.deepEqual(texts.filter((text) => text), ['Hello', ' 世界']);
  assert.equal(reason, 'stop');
  assert.equal(usage.total_tokens, 19);
});

// the model says its next word when 'next-word' was asked: were the stream held back anywhere, the test would time out
test('a stream of which each word comes before the next is said', { timeout: 20_000 }, async () => {
  const stream = await client.chat.completions.create({ model: 'paced', messages, stream: true });
  const texts = [];
  for await (const chunk of stream) {
    const text = chunk.choices[0]?.delta?.content;
    if (text) {
      texts.push(text);
      await client.chat.completions.create({ model: 'next-word', messages });
    }
  }
  assert.deepEqual(texts, ['one ', 'two ', 'three']);
});

test('a text of a route, streamed', async () => {
  const stream = await client.chat.completions.create({ model: 'words', messages, stream: true });
  let text = '';
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? '';
  }
  assert.equal(text, 'one two three');
});

test('calls of tools', async () => {
  const completion = await client.chat.completions.create({ model: 'tools', messages, tools });
  assert.equal(completion.choices[0].finish_reason, 'tool_calls');
  const [call] = completion.choices[0].message.tool_calls;
  assert.equal(call.function.name, 'weather');
  assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Beijing' });
});

test('calls of tools in a stream, put together by the client', async () => {
  const completion = await client.chat.completions.stream({ model: 'tools', messages, tools }).finalChatCompletion();
  assert.equal(completion.choices[0].finish_reason, 'tool_calls');
  const [call] = completion.choices[0].message.tool_calls;
  assert.equal(call.type, 'function');
  assert.equal(call.function.name, 'weather');
  assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Beijing' });
});

test('a tool that the client calls, and the answer after it', async () => {
  const cities = [];
  const weather = ({ city }) => {
    cities.push(city);
    return 'rain';
  };
  const parameters = { type: 'object', properties: { city: { type: 'string' } } };
  const callable = { name: 'weather', description: 'The weather', parameters, parse: JSON.parse, function: weather };
  const runner = client.chat.completions.runTools(
    { model: 'tools', messages, tools: [{ type: 'function', function: callable }] });
  assert.equal(await runner.finalContent(), 'It rains');
  assert.deepEqual(cities, ['Beijing']);
});

test('errors have the classes that the client knows', async () => {
  const stranger = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: 'wrong', maxRetries: 0 });
  await assert.rejects(stranger.chat.completions.create({ model: 'proxy', messages }), OpenAI.AuthenticationError);
  await assert.rejects(client.chat.completions.create({ model: 'nobody', messages }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, 'model_not_found');
    return true;
  });
  await assert.rejects(client.chat.completions.create({ model: 'proxy', messages, temperature: 1.5 }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, 'temperature');
    return true;
  });
  await assert.rejects(client.chat.completions.create({ model: 'busy', messages }), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.equal(error.headers.get('retry-after'), '7');
    return true;
  });
});

test('a failure in the middle of a stream', async () => {
  const stream = await client.chat.completions.create({ model: 'breaks', messages, stream: true });
  const texts = [];
  await assert.rejects(async () => {
    for await (const chunk of stream) {
      texts.push(chunk.choices[0]?.delta?.content);
    }
  }, OpenAI.APIError);
  assert.ok(texts.includes('begun'));
});

test('a stream that its reader leaves', async () => {
  const stream = await client.chat.completions.create({ model: 'endless', messages, stream: true });
  let count = 0;
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta?.content && ++count === 3) {
      break;
    }
  }
  assert.equal(count, 3);
});

test('a stream that is aborted, which ends the call behind it', { timeout: 30_000 }, async () => {
  const abort = new AbortController();
  const stream = await client.chat.completions.create(
    { model: 'unfinished', messages, stream: true }, { signal: abort.signal });
  const texts = [];
  for await (const chunk of stream) {
    const text = chunk.choices[0]?.delta?.content;
    if (text) {
      texts.push(text);
      abort.abort();
    }
  }
  assert.deepEqual(texts, ['Once']);
  const answer = await client.chat.completions.create({ model: 'end-of-unfinished', messages });
  assert.equal(answer.choices[0].message.content, 'its call has ended');
});

test('the list of models', async () => {
  const ids = [];
  for await (const model of client.models.list()) {
    ids.push(model.id);
  }
  assert.ok(ids.includes('proxy') && ids.includes('org/slashed'));
  assert.equal((await client.models.retrieve('org/slashed')).id, 'org/slashed');
});
